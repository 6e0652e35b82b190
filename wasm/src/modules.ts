// SPDX-License-Identifier: Apache-2.0
// Loads a client's WebAssembly modules.
import loadCore, { type MainModule as CoreModule } from "./core.js";
import loadFeeds, { type MainModule as FeedsModule } from "./feeds.js";
import loadImaging, { type MainModule as ImagingModule } from "./imaging.js";
import { moduleOptions } from "./wasm-module.js";

export type { CoreModule, FeedsModule, ImagingModule };

/** Catalogue, profile and ranking. */
export async function loadCoreModule(): Promise<CoreModule> {
  const options = await moduleOptions("core.wasm", new URL("./core.wasm", import.meta.url));
  return (await loadCore(options)) as CoreModule;
}

/** From a feed to a pack. */
export async function loadFeedsModule(): Promise<FeedsModule> {
  const options = await moduleOptions("feeds.wasm", new URL("./feeds.wasm", import.meta.url));
  return (await loadFeeds(options)) as FeedsModule;
}

/** Pictures and pages. */
export async function loadImagingModule(): Promise<ImagingModule> {
  const options = await moduleOptions("imaging.wasm", new URL("./imaging.wasm", import.meta.url));
  return (await loadImaging(options)) as ImagingModule;
}
