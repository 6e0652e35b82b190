// SPDX-License-Identifier: Apache-2.0
import { decodeByCodec } from "/wasm/dist/codec.js";
import { JPEG_QUALITY } from "../work.mjs";

/** The engine, in a module of its own with the package's flags. @param {Inputs} inputs */
export async function vitrine({ pictures, files, large, page, resize }) {
  const { default: load } = await import("/build/wasm/wasm/bench.js");
  const bench = await load();
  const { side, slots, shadow, background } = page;
  const pageOf = (add) => {
    const work = new bench.Page();
    for (const [index, { x, y, width, height }] of slots.entries()) {
      add(work, index);
      work.placeLast(x, y, width, height);
    }
    work.setShadow(shadow.x, shadow.y, shadow.sigma, ...shadow.colour, shadow.alpha);
    return work;
  };
  const work = pageOf((to, index) => to.addPicture(side, side).set(pictures[index]));
  const fromFiles = pageOf((to) => to.addPlanes(side, side));
  const single = new bench.Page();
  single.addPicture(resize.from.width, resize.from.height).set(large);
  const canvas = new OffscreenCanvas(page.width, page.height);
  const context = canvas.getContext("2d", { willReadFrequently: true, alpha: false });
  return {
    // Views of the module's memory, which hold until the next call.
    page: () => work.compose(page.width, page.height, ...background) && work.result(),
    resize: () => single.resize(0, resize.to.width, resize.to.height) && single.result(),
    jpeg: async () => {
      const decoded = await Promise.all(files.map((file) => decodeByCodec(file, "image/jpeg")));
      for (const [index, { bytes }] of decoded.entries()) {
        fromFiles.bytes(index).set(bytes);
      }
      fromFiles.compose(page.width, page.height, ...background);
      const pixels = new Uint8ClampedArray(fromFiles.result());
      context.putImageData(new ImageData(pixels, page.width, page.height), 0, 0);
      return canvas.convertToBlob({ type: "image/jpeg", quality: JPEG_QUALITY });
    },
  };
}
