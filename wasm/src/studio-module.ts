// SPDX-License-Identifier: Apache-2.0
import loadStudio, { type MainModule as StudioModule } from "./studio.js";
import { moduleOptions } from "./wasm-module.js";

export type { StudioModule };

/** A picture inside of the module. */
export type KeptPicture = InstanceType<StudioModule["StudioPicture"]>;

/** Pictures measured, mended, cut out and harmonised. */
export async function loadStudioModule(): Promise<StudioModule> {
  const options = await moduleOptions("studio.wasm", new URL("./studio.wasm", import.meta.url));
  return (await loadStudio(options)) as StudioModule;
}
