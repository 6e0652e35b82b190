// SPDX-License-Identifier: Apache-2.0
// The package's modules in Node.js: read from its folder.
import { readFile } from "node:fs/promises";
import loadCore from "./core.js";
import { VitrineError } from "./errors.js";
import loadFeeds from "./feeds.js";
import loadImaging from "./imaging.js";
import type { CoreModule, FeedsModule, ImagingModule } from "./modules.js";
import { instantiation } from "./wasm-module.js";

// Compiled once in a process. Each client has an instance, and so a memory, of its own.
const compiled = new Map<string, Promise<WebAssembly.Module>>();

async function optionsFor(name: string) {
  const url = new URL(name, import.meta.url);
  const compiling = compiled.get(name) ?? readFile(url).then((bytes) => WebAssembly.compile(bytes));
  compiled.set(name, compiling);
  try {
    return instantiation(await compiling);
  } catch (cause) {
    compiled.delete(name);
    throw new VitrineError("FETCH", `${url.href} could not be read or compiled`, { cause });
  }
}

export async function loadCoreHere(): Promise<CoreModule> {
  return (await loadCore(await optionsFor("./core.wasm"))) as CoreModule;
}

export async function loadFeedsHere(): Promise<FeedsModule> {
  return (await loadFeeds(await optionsFor("./feeds.wasm"))) as FeedsModule;
}

export async function loadImagingHere(): Promise<ImagingModule> {
  return (await loadImaging(await optionsFor("./imaging.wasm"))) as ImagingModule;
}
