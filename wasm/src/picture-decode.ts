// SPDX-License-Identifier: Apache-2.0
// From a picture's file to its pixels inside a module.
import { decodeInBrowser } from "./browser-decode.js";
import { pixelsOf } from "./canvas.js";
import { type DecodedPixels, decodeByCodec } from "./codec.js";
import { VitrineError } from "./errors.js";
import type { ImagingModule } from "./modules.js";
import { readPictureHeader } from "./picture-header.js";
import { check, withBytes } from "./wasm-module.js";

/** What pictures are decoded in: any module that has them. */
export type PictureModule = Pick<ImagingModule, "ByteBuffer" | "Picture">;

/** Decoded pixels inside a module. */
export type Picture = InstanceType<PictureModule["Picture"]>;

/** How to decode. */
export interface DecodeOptions {
  readonly decoder: "auto" | "stb";
  readonly maxPixels: number;
  /** Called before so many bytes are taken for pixels. */
  readonly makeRoom?: (bytes: number) => void;
}

/**
 * Decodes a file into a picture. JPEG and PNG are checked here, and decoded by whoever is quickest; others
 * are the browser's.
 *
 * @throws {VitrineError} IMAGE_FORMAT, IMAGE_COLOURS, IMAGE_CORRUPT, IMAGE_TOO_LARGE, OUT_OF_MEMORY.
 */
export async function decodePicture(
  module: PictureModule,
  picture: Picture,
  bytes: Uint8Array,
  { decoder, maxPixels, makeRoom = () => {} }: DecodeOptions,
): Promise<void> {
  const automatic = decoder === "auto";
  const header = automatic ? readPictureHeader(bytes) : undefined;
  if (header) {
    checkSize(header, maxPixels);
    const decoded = await decodeInBrowser(bytes, header);
    checkSize(decoded, maxPixels);
    makeRoom(decoded.bytes.length);
    takePixels(picture, decoded, true);
    return;
  }
  const facts = withBytes(module, bytes, (buffer) => module.Picture.inspect(buffer, maxPixels));
  check(facts);
  if (automatic && facts.upright) {
    const type = bytes[0] === 0xff ? "image/jpeg" : "image/png";
    const decoded = await decodeByCodec(bytes, type, facts.srgb);
    if (decoded && decoded.width === facts.width && decoded.height === facts.height) {
      makeRoom(decoded.bytes.length);
      copyPixels(picture, decoded);
      if (!facts.srgb) {
        withBytes(module, bytes, (file) => picture.convertToSrgb(file));
      }
      if (facts.hasAlpha) {
        picture.premultiply();
      }
      return;
    }
  }
  makeRoom(facts.width * facts.height * 4);
  check(withBytes(module, bytes, (buffer) => picture.decode(buffer, maxPixels)));
}

/** Copies pixels of sRGB that somebody else decoded into a picture. */
export function takePixels(picture: Picture, decoded: DecodedPixels, hasAlpha: boolean): void {
  copyPixels(picture, decoded);
  if (hasAlpha) {
    picture.premultiply();
  }
}

function copyPixels(picture: Picture, decoded: DecodedPixels): void {
  const { width, height, bytes, planes } = decoded;
  check(
    planes
      ? picture.allocatePlanes(width, height, planes.stepX, planes.stepY)
      : picture.allocate(width, height),
  );
  picture.pixels().set(bytes);
}

/** Copies a bitmap into a picture and closes it. The canvas gives straight alpha. */
export function takeBitmap(picture: Picture, bitmap: ImageBitmap, maxPixels: number): void {
  try {
    checkSize(bitmap, maxPixels);
    takePixels(picture, pixelsOf(bitmap), true);
  } finally {
    bitmap.close();
  }
}

function checkSize(
  { width, height }: { readonly width: number; readonly height: number },
  maxPixels: number,
): void {
  if (width * height > maxPixels) {
    const message = `${width} x ${height} pixels; at most ${maxPixels}`;
    throw new VitrineError("IMAGE_TOO_LARGE", message);
  }
}
