// SPDX-License-Identifier: Apache-2.0
import { decodeByCodec } from "/wasm/dist/codec.js";
import { JPEG_QUALITY } from "../work.mjs";

/** The engine, in a module of its own with the package's flags. @param {Inputs} inputs */
export async function vitrine({ pictures, files, large, page, resize }) {
  const { default: load } = await import("/build/wasm/wasm/bench.js");
  const bench = await load();
  const work = new bench.Page();
  const add = (pixels, { width, height }, { x, y, ...slot }) => {
    work.addPicture(width, height).set(pixels);
    work.placeLast(x, y, slot.width, slot.height);
  };
  const { side, slots, shadow, background } = page;
  for (const [index, slot] of slots.entries()) {
    add(pictures[index], { width: side, height: side }, slot);
  }
  work.setShadow(shadow.x, shadow.y, shadow.sigma, ...shadow.colour, shadow.alpha);
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
      for (const [index, { pixels }] of decoded.entries()) {
        work.pixels(index).set(pixels);
      }
      work.compose(page.width, page.height, ...background);
      const pixels = new Uint8ClampedArray(work.result());
      context.putImageData(new ImageData(pixels, page.width, page.height), 0, 0);
      return canvas.convertToBlob({ type: "image/jpeg", quality: JPEG_QUALITY });
    },
  };
}
