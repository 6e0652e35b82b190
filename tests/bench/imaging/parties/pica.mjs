// SPDX-License-Identifier: Apache-2.0
import { composeInJavaScript } from "./in-javascript.mjs";
import { PEERS } from "./peers.mjs";

/** Pica: WebAssembly and JavaScript; the rest in JavaScript. @param {Inputs} inputs */
export async function pica({ pictures, large, page, resize }) {
  const { default: Pica } = await import(`${PEERS}/pica/dist/pica.mjs`);
  const made = new Pica({ features: ["js", "wasm"] });
  const scaled = (pixels, from, to) =>
    made.resizeBuffer({
      src: new Uint8Array(pixels.buffer),
      width: from.width,
      height: from.height,
      toWidth: to.width,
      toHeight: to.height,
      filter: "lanczos3",
    });
  const from = { width: page.side, height: page.side };
  return {
    page: () => composeInJavaScript(page, (index, slot) => scaled(pictures[index], from, slot)),
    resize: () => scaled(large, resize.from, resize.to),
  };
}
