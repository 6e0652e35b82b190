// SPDX-License-Identifier: Apache-2.0
// Loads the module `shards`, apart from those that every shop needs.
import loadShards, { type MainModule as ShardsModule } from "./shards.js";
import { moduleOptions } from "./wasm-module.js";

export type { ShardsModule };

/** Which shards to take, and what becomes of them. */
export async function loadShardsModule(): Promise<ShardsModule> {
  const options = await moduleOptions("shards.wasm", new URL("./shards.wasm", import.meta.url));
  return (await loadShards(options)) as ShardsModule;
}
