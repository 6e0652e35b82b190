// SPDX-License-Identifier: Apache-2.0
// What the browser's formats say of a picture before anything is decoded: whether it may be, and by whom.
// WebP: RFC 9649. AVIF: ISO/IEC 14496-12 (boxes), 23008-12 (ispe, irot, imir). GIF89a. BMP: BITMAPINFOHEADER.
import { VitrineError } from "./errors.js";

export interface PictureHeader {
  readonly type: "image/webp" | "image/avif" | "image/gif" | "image/bmp";
  /** Pixels, as they are stored: the most that any part of the file says it has. */
  readonly width: number;
  readonly height: number;
  /** How it is turned by its Exif, which no browser does for a WebP: 1 .. 8, 1 is upright. */
  readonly orientation: number;
  /** Whether it is turned by what only `createImageBitmap` heeds everywhere. */
  readonly turned: boolean;
}

/**
 * Reads the header of a WebP, AVIF, GIF or BMP; undefined for other files.
 *
 * @throws {VitrineError} IMAGE_CORRUPT for one that is cut short or makes no sense.
 */
export function readPictureHeader(bytes: Uint8Array): PictureHeader | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const read = readerOf(view);
    const facts = read && { orientation: 1, turned: false, ...read(view) };
    if (facts && !(facts.width > 0 && facts.height > 0)) {
      throw new RangeError("no pixels");
    }
    return facts;
  } catch (cause) {
    if (cause instanceof RangeError) {
      throw new VitrineError("IMAGE_CORRUPT", "cut short, or with a header that makes no sense", {
        cause,
      });
    }
    throw cause;
  }
}

type Facts = Pick<PictureHeader, "type" | "width" | "height"> & Partial<PictureHeader>;

function readerOf(view: DataView): ((view: DataView) => Facts) | undefined {
  if (view.byteLength < 18) {
    return undefined;
  }
  const start = nameAt(view, 0);
  if (start === "RIFF" && nameAt(view, 8) === "WEBP") {
    return readWebp;
  }
  if (nameAt(view, 4) === "ftyp") {
    return isAvif(view) ? readAvif : undefined;
  }
  if (start === "GIF8") {
    return readGif;
  }
  // The size of its second header: text that begins alike is no picture.
  const isBmp = start.startsWith("BM") && [40, 108, 124].includes(view.getUint32(14, true));
  return isBmp ? readBmp : undefined;
}

/** Four letters. */
function nameAt(view: DataView, at: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((i) => view.getUint8(at + i)));
}

// Browsers decode the first picture whole, also where it is larger than the screen that is said to hold it.
function readGif(view: DataView): Facts {
  const pair = (at: number) => [view.getUint16(at, true), view.getUint16(at + 2, true)] as const;
  let [width, height] = pair(6);
  const flags = view.getUint8(10);
  let at = flags & 0x80 ? 13 + 3 * (2 << (flags & 7)) : 13;
  // Extensions; a byte that begins nothing ends the file, as it does for browsers.
  while (view.getUint8(at) === 0x21) {
    for (at += 2; view.getUint8(at) > 0; ) {
      at += 1 + view.getUint8(at);
    }
    at += 1;
  }
  if (view.getUint8(at) === 0x2c) {
    const [left, top] = pair(at + 1);
    const [across, down] = pair(at + 5);
    width = Math.max(width, left + across);
    height = Math.max(height, top + down);
  }
  return { type: "image/gif", width, height };
}

function readBmp(view: DataView): Facts {
  // A height below 0 says that the rows begin at the top.
  const height = Math.abs(view.getInt32(22, true));
  return { type: "image/bmp", width: view.getInt32(18, true), height };
}

function readWebp(view: DataView): Facts {
  const end = view.getUint32(4, true) + 8;
  if (end > view.byteLength) {
    throw new RangeError("cut short");
  }
  const first = nameAt(view, 12);
  return { type: "image/webp", ...webpSize(view, first), orientation: webpOrientation(view, end) };
}

function webpSize(view: DataView, chunk: string): { width: number; height: number } {
  if (chunk === "VP8X") {
    const side = (at: number) => (view.getUint32(at, true) & 0xffffff) + 1;
    return { width: side(24), height: side(27) };
  }
  if (chunk === "VP8L") {
    const bits = view.getUint32(21, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (chunk === "VP8 ") {
    const side = (at: number) => view.getUint16(at, true) & 0x3fff;
    return { width: side(26), height: side(28) };
  }
  throw new RangeError(`a first chunk ${chunk}`);
}

function webpOrientation(view: DataView, end: number): number {
  for (let at = 12; at + 8 <= end; ) {
    const size = view.getUint32(at + 4, true);
    if (nameAt(view, at) === "EXIF") {
      return exifOrientation(new DataView(view.buffer, view.byteOffset + at + 8, size));
    }
    at += 8 + size + (size & 1);
  }
  return 1;
}

// CIPA DC-008, section 4.6; what cannot be read turns nothing.
function exifOrientation(block: DataView): number {
  try {
    const start = nameAt(block, 0) === "Exif" ? 6 : 0;
    const little = block.getUint8(start) === 0x49;
    const list = start + block.getUint32(start + 4, little);
    const count = block.getUint16(list, little);
    for (let i = 0, at = list + 2; i < count; i += 1, at += 12) {
      if (block.getUint16(at, little) === 0x0112) {
        const value = block.getUint16(at + 8, little);
        return value >= 1 && value <= 8 ? value : 1;
      }
    }
  } catch {
    // Cut short.
  }
  return 1;
}

/** A box's name and where its contents begin and end. */
interface Box {
  readonly name: string;
  readonly begin: number;
  readonly end: number;
}

const isAvif = (view: DataView): boolean => {
  for (let at = 8; at + 4 <= Math.min(view.getUint32(0), view.byteLength); at += 4) {
    if (["avif", "avis"].includes(nameAt(view, at))) {
      return true;
    }
  }
  return false;
};

function* boxesIn(view: DataView, begin: number, end: number): Generator<Box> {
  for (let at = begin; at < end; ) {
    let size = view.getUint32(at);
    let header = 8;
    if (size === 1) {
      size = Number(view.getBigUint64(at + 8));
      header = 16;
    } else if (size === 0) {
      size = end - at;
    }
    if (size < header || at + size > end) {
      throw new RangeError("a box that does not end");
    }
    yield { name: nameAt(view, at + 4), begin: at + header, end: at + size };
    at += size;
  }
}

// What each box that holds others has before them.
const CONTAINERS: Readonly<Record<string, number>> = {
  meta: 4,
  iprp: 0,
  ipco: 0,
  moov: 0,
  trak: 0,
};
const MAX_DEPTH = 4;

function readAvif(view: DataView): Facts {
  const sizes: { width: number; height: number }[] = [{ width: 0, height: 0 }];
  let turned = false;
  const walk = (begin: number, end: number, depth: number) => {
    for (const { name, begin: at, end: after } of boxesIn(view, begin, end)) {
      const before = CONTAINERS[name];
      if (before !== undefined && depth < MAX_DEPTH) {
        walk(at + before, after, depth + 1);
      } else if (name === "ispe") {
        sizes.push({ width: view.getUint32(at + 4), height: view.getUint32(at + 8) });
      } else if (name === "tkhd") {
        // Of a track, in 1/65536 pixels.
        const side = (offset: number) => view.getUint32(after - offset) >>> 16;
        sizes.push({ width: side(8), height: side(4) });
      }
      turned ||= name === "irot" || name === "imir";
    }
  };
  walk(0, view.byteLength, 0);
  const largest = sizes.reduce((a, b) => (b.width * b.height > a.width * a.height ? b : a));
  return { type: "image/avif", ...largest, turned };
}
