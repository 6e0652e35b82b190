// SPDX-License-Identifier: Apache-2.0
import { JPEG_QUALITY } from "../work.mjs";
import { PEERS } from "./peers.mjs";

/** libvips in WebAssembly, with threads. @param {import("../parties.mjs").Inputs} inputs */
export async function wasmVips({ pictures, files, large, page, resize }) {
  const { default: load } = await import(`${PEERS}/wasm-vips/lib/vips-es6.js`);
  const vips = await load({ dynamicLibraries: [] });
  // Without this the second page would be found ready made.
  vips.Cache.max(0);
  const { width, height, side, slots, shadow, background } = page;
  const square = { width: side, height: side };
  const margin = Math.ceil(3 * shadow.sigma);
  const held = new Set();
  const hold = (image) => {
    held.add(image);
    return image;
  };
  /** An image after these steps; all on the way are freed with `release`. */
  const made = (image, ...steps) => steps.reduce((last, step) => hold(step(last)), hold(image));
  const release = (result) => {
    for (const image of held) {
      image.delete();
    }
    held.clear();
    return result;
  };
  const srgb = (image) => image.copy({ interpretation: "srgb" });
  const raw = (pixels, from) =>
    made(vips.Image.newFromMemory(pixels, from.width, from.height, 4, "uchar"), srgb);
  const decoded = (file) => made(vips.Image.newFromBuffer(file), (image) => image.bandjoin([255]));
  const scaled = (image, from, to) =>
    made(image, (each) =>
      each.resize(to.width / from.width, { vscale: to.height / from.height, kernel: "lanczos3" }),
    );
  const soft = (slot) => {
    const mask = made(
      vips.Image.black(slot.width, slot.height),
      (image) => image.invert(),
      (image) => image.embed(margin, margin, slot.width + 2 * margin, slot.height + 2 * margin),
      (image) => image.gaussblur(shadow.sigma, { precision: "integer" }),
      (image) => image.linear([shadow.alpha / 255], [0], { uchar: true }),
    );
    return made(mask.newFromImage(shadow.colour), srgb, (image) => image.bandjoin(mask));
  };
  const composed = (sources) => {
    const layers = slots.flatMap((slot, index) => [
      { image: soft(slot), x: slot.x + shadow.x - margin, y: slot.y + shadow.y - margin },
      { image: scaled(sources[index], square, slot), x: slot.x, y: slot.y },
    ]);
    const paper = made(
      vips.Image.black(width, height),
      (image) => image.newFromImage([...background, 255]),
      srgb,
    );
    const images = [paper, ...layers.map(({ image }) => image)];
    const places = { x: layers.map(({ x }) => x), y: layers.map(({ y }) => y) };
    const modes = layers.map(() => "over");
    return made(vips.Image.composite(images, modes, places), (image) => image.cast("uchar"));
  };
  return {
    page: () => release(composed(pictures.map((pixels) => raw(pixels, square))).writeToMemory()),
    resize: () =>
      release(
        made(scaled(raw(large, resize.from), resize.from, resize.to), (image) =>
          image.cast("uchar"),
        ).writeToMemory(),
      ),
    jpeg: async () => {
      const sheet = made(composed(files.map(decoded)), (image) => image.flatten());
      const bytes = sheet.jpegsaveBuffer({ Q: 100 * JPEG_QUALITY });
      return new Blob([release(bytes)], { type: "image/jpeg" });
    },
  };
}
