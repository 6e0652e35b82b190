// SPDX-License-Identifier: Apache-2.0
// From a module's picture to what the browser makes of it.
import { VitrineError } from "./errors.js";
import type { KeptPicture, StudioModule } from "./studio-module.js";
import { check, using } from "./wasm-module.js";

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
 * @throws {VitrineError} UNSUPPORTED where this browser does not write it.
 */
export async function encodeInBrowser(
  data: ImageData,
  type: string,
  quality: number,
): Promise<Blob> {
  const { width, height } = data;
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) {
    throw new VitrineError("UNSUPPORTED", "this browser has no 2d canvas in workers");
  }
  context.putImageData(data, 0, 0);
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
