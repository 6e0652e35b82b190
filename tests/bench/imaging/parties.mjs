// SPDX-License-Identifier: Apache-2.0
// Who takes part in the imaging benchmarks, in the browser. Each makes the page of `work.mjs` from pixels that
// lie where it wants them, and ends with the page's pixels in JavaScript's hands; each uses its own filters
// and blur, as its authors advise. What a library lacks is done in JavaScript, as its users have to.

/**
 * @typedef {object} Party
 * @property {() => (Uint8ClampedArray | Uint8Array | Promise<Uint8ClampedArray | Uint8Array>)} page RGBA.
 * @property {() => (Uint8ClampedArray | Uint8Array | Promise<Uint8ClampedArray | Uint8Array>)} [resize] RGBA.
 * @property {() => Promise<Blob>} [jpeg] The page as a JPEG, from JPEG files.
 *
 * @typedef {object} Inputs
 * @property {Uint8ClampedArray[]} pictures Opaque RGBA for the page's slots, in their order.
 * @property {Uint8Array[]} files The same as JPEG files.
 * @property {Uint8ClampedArray} large Opaque RGBA to be resized.
 * @property {typeof import("./work.mjs").PAGE} page
 * @property {typeof import("./work.mjs").RESIZE} resize
 */
import { browser } from "./parties/browser.mjs";
import { canvaskit } from "./parties/canvaskit.mjs";
import { jsquash } from "./parties/jsquash.mjs";
import { photon } from "./parties/photon.mjs";
import { pica } from "./parties/pica.mjs";
import { vitrine } from "./parties/vitrine.mjs";
import { wasmVips } from "./parties/wasm-vips.mjs";

/** @param {Inputs} inputs @returns {Promise<Record<string, Party>>} */
export async function makeParties(inputs) {
  return {
    vitrine: await vitrine(inputs),
    ...(await browser(inputs)),
    canvaskit: await canvaskit(inputs),
    "wasm-vips": await wasmVips(inputs),
    photon: await photon(inputs),
    jsquash: await jsquash(inputs),
    pica: await pica(inputs),
  };
}
