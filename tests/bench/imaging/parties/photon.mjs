// SPDX-License-Identifier: Apache-2.0
import { JPEG_QUALITY } from "../work.mjs";
import { colourWord } from "./in-javascript.mjs";
import { PEERS } from "./peers.mjs";

/** Photon: Rust in WebAssembly. @param {Inputs} inputs */
export async function photon({ pictures, files, large, page, resize }) {
  const library = await import(`${PEERS}/@silvia-odwyer/photon/photon_rs.js`);
  await library.default({ module_or_path: `${PEERS}/@silvia-odwyer/photon/photon_rs_bg.wasm` });
  const { PhotonImage, SamplingFilter } = library;
  const { width, height, side, slots, shadow, background } = page;
  const bytes = (pixels) => new Uint8Array(pixels.buffer);
  const images = pictures.map((pixels) => new PhotonImage(bytes(pixels), side, side));
  const largeImage = new PhotonImage(bytes(large), resize.from.width, resize.from.height);
  const margin = Math.ceil(3 * shadow.sigma);
  const shape = (slot) => {
    const [w, h] = [slot.width + 2 * margin, slot.height + 2 * margin];
    const pixels = new Uint32Array(w * h).fill(colourWord(shadow.colour, 0));
    for (let y = margin; y < margin + slot.height; y += 1) {
      pixels.fill(
        colourWord(shadow.colour, shadow.alpha),
        y * w + margin,
        y * w + margin + slot.width,
      );
    }
    return new PhotonImage(new Uint8Array(pixels.buffer), w, h);
  };
  const composed = (sources) => {
    const paper = new Uint32Array(width * height).fill(colourWord(background, 255));
    const sheet = new PhotonImage(new Uint8Array(paper.buffer), width, height);
    for (const [index, slot] of slots.entries()) {
      const soft = shape(slot);
      library.gaussian_blur(soft, shadow.sigma);
      const at = (value) => BigInt(value);
      library.watermark(
        sheet,
        soft,
        at(slot.x + shadow.x - margin),
        at(slot.y + shadow.y - margin),
      );
      soft.free();
      const small = library.resize(
        sources[index],
        slot.width,
        slot.height,
        SamplingFilter.Lanczos3,
      );
      library.watermark(sheet, small, at(slot.x), at(slot.y));
      small.free();
    }
    return sheet;
  };
  return {
    page: () => {
      const sheet = composed(images);
      const pixels = sheet.get_raw_pixels();
      sheet.free();
      return pixels;
    },
    jpeg: async () => {
      const decoded = files.map((file) => PhotonImage.new_from_byteslice(file));
      const sheet = composed(decoded);
      const bytes = sheet.get_bytes_jpeg(100 * JPEG_QUALITY);
      for (const image of [sheet, ...decoded]) {
        image.free();
      }
      return new Blob([bytes], { type: "image/jpeg" });
    },
    resize: () => {
      const { to } = resize;
      const small = library.resize(largeImage, to.width, to.height, SamplingFilter.Lanczos3);
      const pixels = small.get_raw_pixels();
      small.free();
      return pixels;
    },
  };
}
