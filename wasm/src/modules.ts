// SPDX-License-Identifier: Apache-2.0
// Loads a client's WebAssembly modules. Those with loops over many numbers are there twice, for browsers with
// SIMD and without; one script fits both, and both give the same answers to the last bit.
import loadCore, { type MainModule as CoreModule } from "./core.js";
import loadFeeds, { type MainModule as FeedsModule } from "./feeds.js";
import loadImaging, { type MainModule as ImagingModule } from "./imaging.js";
import { hasSimd, moduleOptions } from "./wasm-module.js";

export type { CoreModule, FeedsModule, ImagingModule };

/** Catalogue, profile and ranking. */
export async function loadCoreModule(): Promise<CoreModule> {
  const [name, url]: [string, URL] = hasSimd()
    ? ["core.wasm", new URL("./core.wasm", import.meta.url)]
    : ["core.baseline.wasm", new URL("./core.baseline.wasm", import.meta.url)];
  const options = await moduleOptions(name, url);
  return (await loadCore(options)) as CoreModule;
}

/** From a feed to a pack. */
export async function loadFeedsModule(): Promise<FeedsModule> {
  const options = await moduleOptions("feeds.wasm", new URL("./feeds.wasm", import.meta.url));
  return (await loadFeeds(options)) as FeedsModule;
}

/** Pictures and pages. */
export async function loadImagingModule(): Promise<ImagingModule> {
  const [name, url]: [string, URL] = hasSimd()
    ? ["imaging.wasm", new URL("./imaging.wasm", import.meta.url)]
    : ["imaging.baseline.wasm", new URL("./imaging.baseline.wasm", import.meta.url)];
  const options = await moduleOptions(name, url);
  return (await loadImaging(options)) as ImagingModule;
}
