// SPDX-License-Identifier: Apache-2.0
// What a library that only resizes leaves to its users.

/** A pixel as a little-endian word. */
export const colourWord = ([r, g, b], alpha) => ((alpha << 24) | (b << 16) | (g << 8) | r) >>> 0;

/** Two passes of a sampled Gaussian for each shadow, and straightforward blending. */
export async function composeInJavaScript({ width, height, slots, shadow, background }, scaled) {
  const out = new Uint8ClampedArray(width * height * 4);
  new Uint32Array(out.buffer).fill(colourWord(background, 255));
  for (const [index, slot] of slots.entries()) {
    blendShadow(out, width, height, slot, shadow);
    const pixels = await scaled(index, slot);
    for (let y = 0; y < slot.height; y += 1) {
      const row = pixels.subarray(y * slot.width * 4, (y + 1) * slot.width * 4);
      out.set(row, ((slot.y + y) * width + slot.x) * 4);
    }
  }
  return out;
}

function blendShadow(out, width, height, slot, { x, y, sigma, colour, alpha }) {
  const reach = Math.ceil(3 * sigma);
  const across = blurredEdge(slot.width, sigma, reach);
  const down = blurredEdge(slot.height, sigma, reach);
  for (let row = 0; row < down.length; row += 1) {
    const py = slot.y + y - reach + row;
    for (let column = 0; column < across.length && py >= 0 && py < height; column += 1) {
      const px = slot.x + x - reach + column;
      if (px >= 0 && px < width) {
        const a = (alpha / 255) * down[row] * across[column];
        const at = (py * width + px) * 4;
        for (let channel = 0; channel < 3; channel += 1) {
          out[at + channel] += a * (colour[channel] - out[at + channel]);
        }
      }
    }
  }
}

function blurredEdge(length, sigma, reach) {
  const kernel = Array.from({ length: 2 * reach + 1 }, (_, i) =>
    Math.exp(-((i - reach) ** 2) / (2 * sigma * sigma)),
  );
  const sum = kernel.reduce((total, weight) => total + weight, 0);
  return Float32Array.from({ length: length + 2 * reach }, (_, at) => {
    let value = 0;
    for (let i = 0; i < kernel.length; i += 1) {
      const from = at - 2 * reach + i;
      value += from >= 0 && from < length ? kernel[i] : 0;
    }
    return value / sum;
  });
}
