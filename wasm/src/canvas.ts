// SPDX-License-Identifier: Apache-2.0
// The worker's canvas, where the browser has one.
import type { DecodedPixels } from "./codec.js";
import { VitrineError } from "./errors.js";

/** @throws {VitrineError} UNSUPPORTED. */
export function contextOf(
  canvas: OffscreenCanvas,
  settings?: CanvasRenderingContext2DSettings,
): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext("2d", settings);
  if (!context) {
    throw new VitrineError("UNSUPPORTED", "this browser has no 2d canvas in workers");
  }
  return context;
}

/**
 * The pixels of a bitmap, with straight alpha.
 *
 * @param turn Where it goes on a canvas of the given size.
 * @throws {VitrineError} UNSUPPORTED.
 */
export function pixelsOf(
  bitmap: ImageBitmap,
  { width, height }: { readonly width: number; readonly height: number } = bitmap,
  turn: DOMMatrix2DInit = {},
): DecodedPixels {
  const context = contextOf(new OffscreenCanvas(width, height), { willReadFrequently: true });
  context.setTransform(turn);
  context.drawImage(bitmap, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  return { width, height, bytes: new Uint8Array(data.buffer) };
}
