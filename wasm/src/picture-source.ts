// SPDX-License-Identifier: Apache-2.0
// From what a shop hands over to a decoded picture.
import { aborted, asVitrineError, VitrineError } from "./errors.js";
import {
  decodePicture,
  type Picture,
  type PictureModule,
  takeBitmap,
  takePixels,
} from "./picture-decode.js";
import { fetchPicture } from "./picture-fetch.js";
import type { SourceParams, StudioParams } from "./studio-protocol.js";

/**
 * A decoded picture; the caller deletes it.
 *
 * @throws {VitrineError} IMAGE_CORS, IMAGE_FETCH, IMAGE_FORMAT, IMAGE_COLOURS, IMAGE_CORRUPT,
 *   IMAGE_TOO_LARGE, OUT_OF_MEMORY, ABORTED.
 */
export async function openSource(
  module: PictureModule,
  source: SourceParams,
  params: StudioParams,
  signal: AbortSignal,
): Promise<Picture> {
  const picture = new module.Picture();
  try {
    await fill(module, picture, source, params, signal);
    if (signal.aborted) {
      throw aborted(signal.reason);
    }
    return picture;
  } catch (thrown) {
    if (thrown instanceof WebAssembly.RuntimeError) {
      // The module's memory is no longer to be touched.
      throw thrown;
    }
    picture.delete();
    throw typeof source === "string" ? withAddress(asVitrineError(thrown), source) : thrown;
  }
}

async function fill(
  module: PictureModule,
  picture: Picture,
  source: SourceParams,
  { origin, decoder, maxPixels, maxBytes }: StudioParams,
  signal: AbortSignal,
): Promise<void> {
  if (source instanceof ImageBitmap) {
    takeBitmap(picture, source, maxPixels);
  } else if (source instanceof ImageData) {
    await takeImageData(picture, source, maxPixels);
  } else {
    const bytes =
      typeof source === "string"
        ? await fetchPicture(source, origin, signal, maxBytes)
        : await bytesOf(source, maxBytes);
    await decodePicture(module, picture, bytes, { decoder, maxPixels });
  }
}

async function bytesOf(source: Blob | Uint8Array, maxBytes: number): Promise<Uint8Array> {
  const size = source instanceof Blob ? source.size : source.length;
  if (size > maxBytes) {
    const message = `a picture of at most ${maxBytes} bytes was expected, it has ${size}`;
    throw new VitrineError("IMAGE_TOO_LARGE", message);
  }
  return source instanceof Blob ? new Uint8Array(await source.arrayBuffer()) : source;
}

// Its pixels may be of other colours, or no bytes: then the browser's canvas turns them into ours.
async function takeImageData(picture: Picture, data: ImageData, maxPixels: number): Promise<void> {
  // Older browsers know no other colours than sRGB's, and do not name them.
  const { width, height, data: pixels, colorSpace = "srgb" } = data;
  if (
    colorSpace !== "srgb" ||
    !(pixels instanceof Uint8ClampedArray) ||
    width * height > maxPixels
  ) {
    takeBitmap(picture, await createImageBitmap(data), maxPixels);
    return;
  }
  const bytes = new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength);
  takePixels(picture, { width, height, bytes }, true);
}

function withAddress(error: VitrineError, url: string): VitrineError {
  return "url" in error.detail
    ? error
    : new VitrineError(error.code, `${url}: ${error.message}`, { cause: error, detail: { url } });
}
