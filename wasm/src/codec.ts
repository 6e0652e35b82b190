// SPDX-License-Identifier: Apache-2.0
// The browser's own decoders: they run beside this thread, several at a time. Not every browser lets a
// worker have them, and their pixels are not the same everywhere.

import type { PictureHeader } from "./picture-header.js";

/** A decoded picture. */
export interface DecodedPixels {
  readonly width: number;
  readonly height: number;
  /** Straight RGBA, rows top down; or, with `planes`, a picture as JPEG keeps it: y, then u, then v. */
  readonly bytes: Uint8Array;
  /** Pixels of the picture to a sample of u and v. */
  readonly planes?: { readonly stepX: number; readonly stepY: number };
}

const STEPS: Readonly<Record<string, { readonly stepX: number; readonly stepY: number }>> = {
  I420: { stepX: 2, stepY: 2 },
  I422: { stepX: 2, stepY: 1 },
  I444: { stepX: 1, stepY: 1 },
};

export type PictureType = "image/jpeg" | "image/png" | PictureHeader["type"];

/**
 * Decodes a picture that was checked before, as it is stored: no orientation is applied. A JPEG or PNG has the
 * colours that it is stored with, too; those of other formats are converted to sRGB.
 *
 * @param planes Whether a picture may be given as JPEG keeps it.
 * @returns Undefined where this browser cannot, or says that the picture is broken.
 */
export async function decodeByCodec(
  file: Uint8Array,
  type: PictureType,
  planes = true,
): Promise<DecodedPixels | undefined> {
  if (typeof ImageDecoder === "undefined") {
    return undefined;
  }
  let frame: VideoFrame | undefined;
  try {
    frame = await firstFrame(file, type);
    const { width, height } = frame.visibleRect ?? { width: 0, height: 0 };
    return width > 0 ? await pixelsOf(frame, width, height, planes && type) : undefined;
  } catch {
    // What is wrong with it is found and told where it is decoded next.
    return undefined;
  } finally {
    frame?.close();
  }
}

async function firstFrame(file: Uint8Array, type: PictureType): Promise<VideoFrame> {
  const isOurs = type === "image/jpeg" || type === "image/png";
  const decoder = new ImageDecoder({
    data: file as BufferSource,
    type,
    preferAnimation: false,
    // By default a JPEG's planes keep the colours of its profile, or are RGB already, as the profile will have it.
    colorSpaceConversion: isOurs ? "none" : "default",
  });
  try {
    return (await decoder.decode()).image;
  } finally {
    decoder.close();
  }
}

async function pixelsOf(
  frame: VideoFrame,
  width: number,
  height: number,
  planesOf: PictureType | false,
): Promise<DecodedPixels | undefined> {
  const steps = STEPS[frame.format ?? ""];
  if (steps && planesOf && isLikeJpeg(frame.colorSpace, planesOf)) {
    const { stepX, stepY } = steps;
    const size = width * height + 2 * Math.ceil(width / stepX) * Math.ceil(height / stepY);
    if (frame.allocationSize() === size) {
      const bytes = new Uint8Array(size);
      await frame.copyTo(bytes);
      return { width, height, bytes, planes: steps };
    }
  }
  const rgba = { format: "RGBA", colorSpace: "srgb" } as const;
  // Browsers that know no such conversion give the size of their own format.
  if (frame.allocationSize(rgba) !== width * height * 4) {
    return undefined;
  }
  const bytes = new Uint8Array(width * height * 4);
  await frame.copyTo(bytes, rgba);
  return { width, height, bytes };
}

// Whether planes are what a JPEG's are: others may have another range, matrix or colours.
function isLikeJpeg(colours: VideoColorSpace, type: PictureType): boolean {
  const { fullRange, matrix, primaries, transfer } = colours;
  const srgb = primaries === "bt709" && transfer === "iec61966-2-1";
  return (
    fullRange === true &&
    (matrix === "smpte170m" || matrix === "bt470bg") &&
    (srgb || type === "image/jpeg")
  );
}
