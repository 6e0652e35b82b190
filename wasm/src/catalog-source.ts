// SPDX-License-Identifier: Apache-2.0
import { fetchBytes } from "./download.js";
import { type FeedsModule, loadFeedsModule } from "./modules.js";
import type { CatalogParams } from "./protocol.js";
import type { RowError } from "./types.js";
import { answered, using, withBytes } from "./wasm-module.js";

/** The most bytes a pack or feed may have. */
const MAX_BYTES = 512 * 2 ** 20;

const HEADER_BYTES = 64;

/** A pack, and what was skipped where it was made from a feed. */
export interface PackedCatalog {
  readonly pack: Uint8Array;
  readonly skipped: number;
  readonly errors: readonly RowError[];
}

/**
 * The head of shards, as their folder has it now.
 *
 * @throws {VitrineError} FETCH, TOO_LARGE, ABORTED.
 */
export function fetchHead(folder: string, signal: AbortSignal): Promise<Uint8Array> {
  return fetchBytes(`${folder}head.vpack`, MAX_BYTES, signal, { cache: "no-cache" });
}

/**
 * The shop's products as a pack; of shards the head. A feed is packed here; the module that does it is loaded for that alone,
 * beside the download, and dropped with its memory afterwards.
 *
 * @throws {VitrineError} FETCH, TOO_LARGE, FEED_SYNTAX, OUT_OF_MEMORY, ABORTED.
 */
export async function packedCatalog(
  { source, format, shards }: CatalogParams,
  signal: AbortSignal,
): Promise<PackedCatalog> {
  if (shards) {
    return { pack: await fetchHead(source as string, signal), skipped: 0, errors: [] };
  }
  const loading = format === "pack" ? undefined : loadFeedsModule();
  // Awaited below, but the download may fail first.
  loading?.catch(() => undefined);
  const bytes = typeof source === "string" ? await fetchSource(source, format, signal) : source;
  const feeds = await loading;
  if (!feeds) {
    return { pack: bytes, skipped: 0, errors: [] };
  }
  return packedFeed(feeds, bytes, format);
}

// The preview asks for a pack's beginning alone, which a cache may take for all of it: then it is fetched past the cache.
async function fetchSource(
  url: string,
  format: CatalogParams["format"],
  signal: AbortSignal,
): Promise<Uint8Array> {
  const bytes = await fetchBytes(url, MAX_BYTES, signal);
  return format === "pack" && bytes.length >= HEADER_BYTES && sizeOf(bytes) > bytes.length
    ? fetchBytes(url, MAX_BYTES, signal, { cache: "reload" })
    : bytes;
}

// As the header of a pack says it, docs/pack-format.md.
const sizeOf = (pack: Uint8Array) =>
  Number(new DataView(pack.buffer, pack.byteOffset).getBigUint64(16, true));

/**
 * A feed as a pack.
 *
 * @throws {VitrineError} FEED_SYNTAX, TOO_LARGE, OUT_OF_MEMORY.
 */
export function packedFeed(
  feeds: FeedsModule,
  bytes: Uint8Array,
  format: CatalogParams["format"],
): PackedCatalog {
  return using(new feeds.PackedFeed(), (feed) => {
    const answer = withBytes(feeds, bytes, (buffer) => feed.read(buffer, format));
    const report = answered<{ skipped: number; errors: readonly RowError[] }>(answer);
    return { ...report, pack: feed.pack().slice() };
  });
}
