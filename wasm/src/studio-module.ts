// SPDX-License-Identifier: Apache-2.0
import { VitrineError } from "./errors.js";
import loadStudio, { type MainModule as StudioModule } from "./studio.js";
import { hasSimd, moduleOptions } from "./wasm-module.js";

export type { StudioModule };

/** A picture inside of the module. */
export type KeptPicture = InstanceType<StudioModule["StudioPicture"]>;

/**
 * Pictures measured, mended, cut out and harmonised.
 *
 * @throws {VitrineError} FETCH; UNSUPPORTED, also without SIMD: what takes seconds would take minutes.
 */
export async function loadStudioModule(): Promise<StudioModule> {
  if (!hasSimd()) {
    throw new VitrineError("UNSUPPORTED", "the studio needs a browser with WebAssembly SIMD");
  }
  const options = await moduleOptions("studio.wasm", new URL("./studio.wasm", import.meta.url));
  return (await loadStudio(options)) as StudioModule;
}
