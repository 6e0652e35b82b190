// SPDX-License-Identifier: Apache-2.0
// Pictures in the formats that only the browser decodes.
import { pixelsOf } from "./canvas.js";
import { type DecodedPixels, decodeByCodec } from "./codec.js";
import { VitrineError } from "./errors.js";
import type { PictureHeader } from "./picture-header.js";

/**
 * The first picture of a file, upright. Its codec gives it as it is stored, beside this thread; what is to
 * be turned, and all where workers have no codecs, goes over a canvas.
 *
 * @throws {VitrineError} IMAGE_FORMAT where this browser does not decode it, IMAGE_CORRUPT, UNSUPPORTED.
 */
export async function decodeInBrowser(
  file: Uint8Array,
  header: PictureHeader,
): Promise<DecodedPixels> {
  const upright = header.orientation === 1 && !header.turned;
  const decoded = upright ? await decodeByCodec(file, header.type) : undefined;
  return decoded ?? (await decodeByCanvas(file, header));
}

// By Exif's orientation: a, b, c, d of the canvas's matrix.
const TURNS = [
  [1, 0, 0, 1],
  [-1, 0, 0, 1],
  [-1, 0, 0, -1],
  [1, 0, 0, -1],
  [0, 1, 1, 0],
  [0, 1, -1, 0],
  [0, -1, -1, 0],
  [0, -1, 1, 0],
] as const;

async function decodeByCanvas(
  file: Uint8Array,
  { type, orientation }: PictureHeader,
): Promise<DecodedPixels> {
  const bitmap = await bitmapOf(file, type, orientation === 1 ? "from-image" : "none");
  try {
    const [a, b, c, d] = TURNS[orientation - 1] ?? TURNS[0];
    const width = Math.abs(a * bitmap.width + c * bitmap.height);
    const height = Math.abs(b * bitmap.width + d * bitmap.height);
    // What is turned out of the canvas is moved back.
    const [e, f] = [a + c < 0 ? width : 0, b + d < 0 ? height : 0];
    return pixelsOf(bitmap, { width, height }, { a, b, c, d, e, f });
  } finally {
    bitmap.close();
  }
}

async function bitmapOf(
  file: Uint8Array,
  type: string,
  imageOrientation: "from-image" | "none",
): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(new Blob([file as BlobPart], { type }), { imageOrientation });
  } catch (cause) {
    const known = typeof ImageDecoder !== "undefined" && (await ImageDecoder.isTypeSupported(type));
    throw known
      ? new VitrineError("IMAGE_CORRUPT", `damaged: this browser decodes ${type}, but not this`, {
          cause,
        })
      : new VitrineError("IMAGE_FORMAT", `this browser does not decode ${type}`, { cause });
  }
}
