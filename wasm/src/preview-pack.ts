// SPDX-License-Identifier: Apache-2.0
// Puts a preview into a pack, docs/pack-format.md.
import { VitrineError } from "./errors.js";
import {
  ENTRY_BYTES,
  HEADER_BYTES,
  isPack,
  MOST_PREVIEW_BYTES,
  MOST_SECTIONS,
  PREV,
  type Preview,
} from "./preview.js";

const ALIGNMENT = 64;
const COUNT_AT = 12;
const SIZE_AT = 16;

interface Section {
  readonly id: number;
  readonly flags: number;
  readonly bytes: Uint8Array;
}

/**
 * The same pack with this preview as its first section, in place of one that it had.
 *
 * @throws {VitrineError} PACK_CORRUPT for what is no pack; INVALID_ARGUMENT for a page whose pixels are not
 *   3 x width x height; TOO_LARGE where the preview would not come with the pack's first 14,336 bytes.
 */
export function withPreview(pack: Uint8Array, preview: Preview): Uint8Array {
  const others = sectionsOf(pack).filter(({ id }) => id !== PREV);
  const sections = [{ id: PREV, flags: 0, bytes: sectionOf(preview) }, ...others];
  const places: number[] = [];
  let end = HEADER_BYTES + sections.length * ENTRY_BYTES;
  for (const { bytes } of sections) {
    const place = Math.ceil(end / ALIGNMENT) * ALIGNMENT;
    places.push(place);
    end = place + bytes.length;
  }
  const firstEnd = (places[0] ?? 0) + (sections[0]?.bytes.length ?? 0);
  if (firstEnd > MOST_PREVIEW_BYTES) {
    const message = `the preview ends at byte ${firstEnd} of the pack; expected at most ${MOST_PREVIEW_BYTES}: fewer products or pixels`;
    throw new VitrineError("TOO_LARGE", message);
  }
  const result = new Uint8Array(end);
  const view = new DataView(result.buffer);
  result.set(pack.subarray(0, HEADER_BYTES));
  view.setUint32(COUNT_AT, sections.length, true);
  view.setBigUint64(SIZE_AT, BigInt(end), true);
  for (const [i, { id, flags, bytes }] of sections.entries()) {
    const entry = HEADER_BYTES + i * ENTRY_BYTES;
    const place = places[i] ?? 0;
    view.setUint32(entry, id, true);
    view.setUint32(entry + 4, flags, true);
    view.setBigUint64(entry + 8, BigInt(place), true);
    view.setBigUint64(entry + 16, BigInt(bytes.length), true);
    result.set(bytes, place);
  }
  return result;
}

function sectionsOf(pack: Uint8Array): readonly Section[] {
  const view = new DataView(pack.buffer, pack.byteOffset, pack.length);
  const count = isPack(pack) ? view.getUint32(COUNT_AT, true) : Number.NaN;
  if (!(count <= MOST_SECTIONS && HEADER_BYTES + count * ENTRY_BYTES <= pack.length)) {
    throw new VitrineError("PACK_CORRUPT", "these bytes are no pack that `vitrine pack` wrote");
  }
  return Array.from({ length: count }, (_, i) => {
    const entry = HEADER_BYTES + i * ENTRY_BYTES;
    const offset = Number(view.getBigUint64(entry + 8, true));
    const size = Number(view.getBigUint64(entry + 16, true));
    if (offset + size > pack.length) {
      throw new VitrineError(
        "PACK_CORRUPT",
        `section ${i} lies outside the pack's ${pack.length} bytes`,
      );
    }
    return {
      id: view.getUint32(entry, true),
      flags: view.getUint32(entry + 4, true),
      bytes: pack.subarray(offset, offset + size),
    };
  });
}

function sectionOf({ pages, products }: Preview): Uint8Array {
  for (const [i, { width, height, pixels }] of pages.entries()) {
    if (pixels.length !== width * height * 3 || pixels.length === 0) {
      const message = `page ${i} has ${pixels.length} bytes of pixels, expected ${width} x ${height} x 3`;
      throw new VitrineError("INVALID_ARGUMENT", message);
    }
  }
  const index = { pages: pages.map(({ pixels, ...page }) => page), products };
  const json = new TextEncoder().encode(JSON.stringify(index));
  const pixels = pages.map((page) => page.pixels);
  const size = pixels.reduce((sum, { length }) => sum + length, 4 + json.length);
  const bytes = new Uint8Array(size);
  new DataView(bytes.buffer).setUint32(0, json.length, true);
  bytes.set(json, 4);
  let offset = 4 + json.length;
  for (const each of pixels) {
    bytes.set(each, offset);
    offset += each.length;
  }
  return bytes;
}
