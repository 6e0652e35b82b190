// SPDX-License-Identifier: Apache-2.0
// The shards of the last visit on the shopper's device: in the browser's Cache Storage, and only while the
// profile may be kept there too, because which shards they are says what the shopper likes.
import { SHARD_CACHE } from "./storage.js";

/** The files of one folder of shards, by address. */
export class KeptShards {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The names of all files. None where the browser has no such storage. */
  async names(): Promise<readonly string[]> {
    const requests = (await (await this.#open())?.keys()) ?? [];
    const own = requests.map(({ url }) => url).filter((url) => url.startsWith(this.#folder));
    return own.map((url) => url.slice(this.#folder.length));
  }

  async read(name: string): Promise<Uint8Array | undefined> {
    const found = await (await this.#open())?.match(this.#folder + name);
    return found && new Uint8Array(await found.arrayBuffer());
  }

  async write(name: string, bytes: Uint8Array): Promise<void> {
    await (await this.#open())?.put(this.#folder + name, new Response(bytes as BodyInit));
  }

  async remove(name: string): Promise<void> {
    await (await this.#open())?.delete(this.#folder + name);
  }

  // Opened for each call, so that a page which erases it in the meantime is not worked against.
  async #open(): Promise<Cache | undefined> {
    return typeof caches === "undefined" ? undefined : caches.open(SHARD_CACHE);
  }
}
