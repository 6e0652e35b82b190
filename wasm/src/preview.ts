// SPDX-License-Identifier: Apache-2.0
// Reads the section PREV of a pack, docs/pack-format.md: what can be shown before anything is computed.

/** Where the preview ends at the latest: what one answer of a server brings at once. */
export const MOST_PREVIEW_BYTES = 14_336;
export const HEADER_BYTES = 64;
export const ENTRY_BYTES = 24;
export const MOST_SECTIONS = 256;
export const PREV = 0x56455250;

/** A page of few pixels. */
export interface PreviewPage {
  readonly width: number;
  readonly height: number;
  readonly dark: boolean;
  /** Red, green and blue, row by row. */
  readonly pixels: Uint8Array;
}

/** A product of the lookbook as it is for somebody who is not known. */
export interface PreviewProduct {
  readonly id: string;
  readonly title: string;
  readonly brand: string;
  /** Millionths of the currency's unit. */
  readonly micros: number;
  readonly currency: string;
  /** Relative to the pack, as in the feed. */
  readonly link: string;
  readonly image: string;
}

export interface Preview {
  readonly pages: readonly PreviewPage[];
  readonly products: readonly PreviewProduct[];
}

interface PreviewIndex {
  readonly pages: readonly Omit<PreviewPage, "pixels">[];
  readonly products: readonly PreviewProduct[];
}

/** Fetches the first bytes of a pack and reads its preview; undefined where it has none. */
export async function fetchPreview(
  address: string | URL,
  signal: AbortSignal,
): Promise<Preview | undefined> {
  const headers = { Range: `bytes=0-${MOST_PREVIEW_BYTES - 1}` };
  const response = await fetch(address, { headers, signal, priority: "high" } as RequestInit);
  return response.ok && response.body ? readFirst(response.body) : undefined;
}

/** Reads the preview from the first bytes of a pack. */
export function readPreview(bytes: Uint8Array): Preview | undefined {
  const section = sectionOf(bytes);
  if (!section || section.length < 4) {
    return undefined;
  }
  const jsonBytes = viewOf(section).getUint32(0, true);
  const json = section.subarray(4, 4 + jsonBytes);
  if (json.length < jsonBytes) {
    return undefined;
  }
  try {
    const { pages, products } = JSON.parse(new TextDecoder().decode(json)) as PreviewIndex;
    let offset = 4 + jsonBytes;
    const withPixels = pages.map((page) => {
      const size = page.width * page.height * 3;
      offset += size;
      return { ...page, pixels: section.subarray(offset - size, offset) };
    });
    const whole = withPixels.every(({ width, height, pixels }) => {
      return pixels.length === width * height * 3 && pixels.length > 0;
    });
    return whole && Array.isArray(products) ? { pages: withPixels, products } : undefined;
  } catch {
    return undefined;
  }
}

/** Whether bytes begin as a pack does. */
export function isPack(bytes: Uint8Array): boolean {
  const magic = new TextDecoder().decode(bytes.subarray(0, 8));
  return bytes.length >= HEADER_BYTES && magic === "VITRPACK";
}

function sectionOf(bytes: Uint8Array): Uint8Array | undefined {
  const view = viewOf(bytes);
  if (!isPack(bytes)) {
    return undefined;
  }
  const count = Math.min(view.getUint32(12, true), MOST_SECTIONS);
  for (let i = 0; i < count; i += 1) {
    const entry = HEADER_BYTES + i * ENTRY_BYTES;
    if (entry + ENTRY_BYTES <= bytes.length && view.getUint32(entry, true) === PREV) {
      const offset = Number(view.getBigUint64(entry + 8, true));
      const end = offset + Number(view.getBigUint64(entry + 16, true));
      return end <= bytes.length ? bytes.subarray(offset, end) : undefined;
    }
  }
  return undefined;
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);

// A server that knows no ranges sends all of it: what comes after is not waited for.
async function readFirst(body: ReadableStream<Uint8Array>): Promise<Preview | undefined> {
  const reader = body.getReader();
  const bytes = new Uint8Array(MOST_PREVIEW_BYTES);
  let length = 0;
  let preview: Preview | undefined;
  while (!preview && length < MOST_PREVIEW_BYTES) {
    const { done, value } = await reader.read();
    if (done) {
      break;
    }
    bytes.set(value.subarray(0, MOST_PREVIEW_BYTES - length), length);
    length = Math.min(MOST_PREVIEW_BYTES, length + value.length);
    preview = readPreview(bytes.subarray(0, length));
  }
  reader.cancel().catch(() => undefined);
  return preview;
}
