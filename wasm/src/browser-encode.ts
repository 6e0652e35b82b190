// SPDX-License-Identifier: Apache-2.0
// From a module's picture to what the browser makes of it.
import { contextOf } from "./canvas.js";
import { VitrineError } from "./errors.js";
import type { KeptPicture, StudioModule } from "./studio-module.js";
import { check, using } from "./wasm-module.js";

/** The most that 14 bits of a WebP's header say. Chromium cuts off what is beyond, and says nothing. */
const WEBP_SIDE = 16_383;

/** The pixels, copied, with straight alpha. */
export function imageDataOf(module: StudioModule, picture: KeptPicture): ImageData {
  return using(new module.ByteBuffer(), (buffer) => {
    check(picture.straightPixels(buffer));
    return new ImageData(new Uint8ClampedArray(buffer.view()), picture.width, picture.height);
  });
}

/**
 * A file in a format that only the browser writes here.
 *
 * @param quality 1 .. 100.
 * @throws {VitrineError} UNSUPPORTED where this browser does not write it, or the format has no such size.
 */
export async function encodeInBrowser(
  data: ImageData,
  type: string,
  quality: number,
): Promise<Blob> {
  const { width, height } = data;
  if (type === "image/webp" && Math.max(width, height) > WEBP_SIDE) {
    const most = `a WebP has at most ${WEBP_SIDE} to a side`;
    throw new VitrineError("UNSUPPORTED", `the picture has ${width} x ${height} pixels; ${most}`);
  }
  const canvas = new OffscreenCanvas(width, height);
  contextOf(canvas, { willReadFrequently: true }).putImageData(data, 0, 0);
  let blob: Blob;
  try {
    blob = await canvas.convertToBlob({ type, quality: quality / 100 });
  } catch (cause) {
    const message = `this browser does not write ${width} x ${height} pixels as ${type}`;
    throw new VitrineError("UNSUPPORTED", message, { cause });
  }
  if (blob.type !== type) {
    const message = `this browser does not write ${type}; image/jpeg and image/png always work`;
    throw new VitrineError("UNSUPPORTED", message);
  }
  return blob;
}
