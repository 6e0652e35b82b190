// SPDX-License-Identifier: Apache-2.0
import { JPEG_QUALITY } from "../work.mjs";
import { composeInJavaScript } from "./in-javascript.mjs";
import { PEERS } from "./peers.mjs";

/** Squoosh's resize in WebAssembly; the rest in JavaScript. @param {Inputs} inputs */
export async function jsquash({ pictures, files, large, page, resize }) {
  const { decode, encode } = await import(`${PEERS}/@jsquash/jpeg/index.js`);
  const { default: scale, initResize } = await import(`${PEERS}/@jsquash/resize/index.js`);
  await initResize(`${PEERS}/@jsquash/resize/lib/resize/pkg/squoosh_resize_bg.wasm`);
  const options = { method: "lanczos3", fitMethod: "stretch", premultiply: true, linearRGB: false };
  const scaled = async (pixels, from, { width, height }) =>
    (await scale(new ImageData(pixels, from.width, from.height), { ...options, width, height }))
      .data;
  const from = { width: page.side, height: page.side };
  return {
    page: () => composeInJavaScript(page, (index, slot) => scaled(pictures[index], from, slot)),
    jpeg: async () => {
      const decoded = await Promise.all(files.map((file) => decode(file.buffer)));
      const pixels = await composeInJavaScript(page, (index, slot) =>
        scaled(decoded[index].data, from, slot),
      );
      const made = new ImageData(pixels, page.width, page.height);
      const bytes = await encode(made, { quality: 100 * JPEG_QUALITY });
      return new Blob([bytes], { type: "image/jpeg" });
    },
    resize: () => scaled(large, resize.from, resize.to),
  };
}
