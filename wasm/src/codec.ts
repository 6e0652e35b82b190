// SPDX-License-Identifier: Apache-2.0
// The browser's own decoders: they run beside this thread, several at a time. Not every browser lets a
// worker have them, and their pixels are not the same everywhere.

/** Straight RGBA, rows top down. */
export interface DecodedPixels {
  readonly pixels: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/**
 * Decodes a picture that was checked before, as it is stored: no orientation is applied.
 *
 * @returns Undefined where this browser cannot, or says that the picture is broken.
 */
export async function decodeByCodec(
  bytes: Uint8Array,
  type: "image/jpeg" | "image/png",
): Promise<DecodedPixels | undefined> {
  if (typeof ImageDecoder === "undefined") {
    return undefined;
  }
  let frame: VideoFrame | undefined;
  try {
    frame = await firstFrame(bytes, type);
    const { width, height } = frame.visibleRect ?? { width: 0, height: 0 };
    const rgba = { format: "RGBA", colorSpace: "srgb" } as const;
    // Browsers that know no such conversion give the size of their own format.
    if (width === 0 || frame.allocationSize(rgba) !== width * height * 4) {
      return undefined;
    }
    const pixels = new Uint8Array(width * height * 4);
    await frame.copyTo(pixels, rgba);
    return { pixels, width, height };
  } catch {
    // What is wrong with it is found and told where it is decoded next.
    return undefined;
  } finally {
    frame?.close();
  }
}

async function firstFrame(bytes: Uint8Array, type: string): Promise<VideoFrame> {
  const decoder = new ImageDecoder({
    data: bytes as BufferSource,
    type,
    preferAnimation: false,
  });
  try {
    return (await decoder.decode()).image;
  } finally {
    decoder.close();
  }
}
