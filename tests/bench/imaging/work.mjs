// SPDX-License-Identifier: Apache-2.0
// What the parties of the imaging benchmarks are given to do. The same for everyone.

/** A page of six pictures with soft shadows, which overlap as on a designed page. */
export const PAGE = {
  width: 1080,
  height: 1350,
  background: [244, 241, 234],
  side: 1600,
  slots: [30, 550].flatMap((x) => [20, 425, 830].map((y) => ({ x, y, width: 500, height: 500 }))),
  shadow: { x: 0, y: 8, sigma: 12, colour: [20, 18, 16], alpha: 90 },
};

/** Of the page, and of the files that it is made from. */
export const JPEG_QUALITY = 0.9;

/** One picture made smaller. */
export const RESIZE = { from: { width: 3000, height: 2000 }, to: { width: 600, height: 400 } };

/**
 * Opaque RGBA with something in it for every kind of mistake: grain, edges in all directions, a zone plate
 * that reaches the highest frequency, photographs.
 *
 * @param {"texture" | "zone-plate"} kind
 * @returns {Uint8ClampedArray}
 */
export function paint(kind, width, height, seed) {
  const pixels = new Uint8ClampedArray(width * height * 4);
  let state = (seed * 2654435761 + 1) >>> 0;
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, at += 4) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      const [r, g, b] =
        kind === "zone-plate"
          ? zonePlate(x, y, width, height)
          : texture(x, y, width, height, seed, state >>> 24);
      pixels[at] = r;
      pixels[at + 1] = g;
      pixels[at + 2] = b;
      pixels[at + 3] = 255;
    }
  }
  return pixels;
}

// cos(pi r^2 / n) has its highest frequency, half a period to the pixel, where r = n / 2.
function zonePlate(x, y, width, height) {
  const [dx, dy] = [x - width / 2, y - height / 2];
  const value = 127.5 + 127.5 * Math.cos((Math.PI * (dx * dx + dy * dy)) / Math.max(width, height));
  return [value, value, value];
}

// A woven ground with grain, and a disc with a hard edge.
function texture(x, y, width, height, seed, grain) {
  const weave = 40 * (Math.sin((x + seed * 17) / 3.1) + Math.sin((y - seed * 31) / 4.3));
  const disc = Math.hypot(x / width - 0.5, y / height - 0.5) < 0.3 ? -60 : 30;
  const base = 128 + weave + disc + (grain - 128) / 6;
  return [base + 20, base, base - 25 + seed * 7];
}

/** The pictures by name; photographs are drawn to the size from files of the repository. */
export async function makePictures({ width, height }, photographs) {
  const made = {
    "texture-1": paint("texture", width, height, 1),
    "texture-2": paint("texture", width, height, 2),
    "zone-plate-1": paint("zone-plate", width, height, 1),
    "zone-plate-2": paint("zone-plate", width, height, 2),
  };
  for (const [index, url] of photographs.entries()) {
    made[`photograph-${index + 1}`] = await photograph(url, width, height);
  }
  return made;
}

async function photograph(url, width, height) {
  const response = await fetch(url);
  if (!response.ok) {
    throw new Error(`${url}: status ${response.status}`);
  }
  const bitmap = await createImageBitmap(await response.blob());
  const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  return context.getImageData(0, 0, width, height).data;
}

/** @returns {Promise<Uint8Array>} The file. */
export async function encodeJpeg(pixels, { width, height }) {
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext("2d").putImageData(new ImageData(pixels, width, height), 0, 0);
  const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: JPEG_QUALITY });
  return new Uint8Array(await blob.arrayBuffer());
}

/** @param {Uint8Array | Blob} file @returns {Promise<Uint8ClampedArray>} RGBA. */
export async function decodeJpeg(file) {
  const bitmap = await createImageBitmap(new Blob([file], { type: "image/jpeg" }));
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return context.getImageData(0, 0, width, height).data;
}
