// SPDX-License-Identifier: Apache-2.0
// What the parties should have made, in double precision and written apart from the engine; and how far
// they are from it.

const LOBES = 3;

const sinc = (x) => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));
const lanczos = (x) => (Math.abs(x) < LOBES ? sinc(x) * sinc(x / LOBES) : 0);

/**
 * Lanczos-3, widened when the picture shrinks, on opaque RGBA. Source: C. E. Duchon, "Lanczos Filtering in One
 * and Two Dimensions", 1979.
 *
 * @returns {Float64Array} [height, width, 3], not clamped.
 */
export function resizeReference(pixels, from, to) {
  const across = windows(from.width, to.width);
  const down = windows(from.height, to.height);
  const rows = new Float64Array(from.height * to.width * 3);
  for (let y = 0; y < from.height; y += 1) {
    for (let x = 0; x < to.width; x += 1) {
      const { first, weights } = across[x];
      for (let channel = 0; channel < 3; channel += 1) {
        let sum = 0;
        for (let i = 0; i < weights.length; i += 1) {
          sum += weights[i] * pixels[(y * from.width + first + i) * 4 + channel];
        }
        rows[(y * to.width + x) * 3 + channel] = sum;
      }
    }
  }
  const out = new Float64Array(to.height * to.width * 3);
  const stride = to.width * 3;
  for (let y = 0; y < to.height; y += 1) {
    const { first, weights } = down[y];
    for (let at = 0; at < stride; at += 1) {
      let sum = 0;
      for (let i = 0; i < weights.length; i += 1) {
        sum += weights[i] * rows[(first + i) * stride + at];
      }
      out[y * stride + at] = sum;
    }
  }
  return out;
}

function windows(size, count) {
  const step = size / count;
  const widening = Math.max(1, step);
  return Array.from({ length: count }, (_, index) => {
    const centre = (index + 0.5) * step - 0.5;
    const first = Math.max(0, Math.ceil(centre - LOBES * widening));
    const last = Math.min(size - 1, Math.floor(centre + LOBES * widening));
    const weights = [];
    for (let pixel = first; pixel <= last; pixel += 1) {
      weights.push(lanczos((pixel - centre) / widening));
    }
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return { first, weights: weights.map((weight) => weight / sum) };
  });
}

/**
 * How much of a Gaussian shadow of the interval [begin, end) falls on each of `size` pixels: the integral of
 * the normal density, at the pixels' middles.
 */
function shadowProfile(begin, end, sigma, size) {
  return Float64Array.from({ length: size }, (_, index) => {
    const middle = index + 0.5;
    return normal((end - middle) / sigma) - normal((begin - middle) / sigma);
  });
}

// The normal distribution by its series; terms until they no longer count.
function normal(x) {
  if (Math.abs(x) > 8) {
    return x > 0 ? 1 : 0;
  }
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > 1e-17; n += 1) {
    term *= (x * x) / (2 * n + 1);
    sum += term;
  }
  return 0.5 + (sum * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI);
}

/** The page of `work.mjs`, [height, width, 3]. */
export function pageReference(pictures, { width, height, background, side, slots, shadow }) {
  const page = new Float64Array(width * height * 3);
  for (let at = 0; at < page.length; at += 1) {
    page[at] = background[at % 3];
  }
  for (const [index, slot] of slots.entries()) {
    const { x, y } = slot;
    const strength = shadow.alpha / 255;
    const across = shadowProfile(x + shadow.x, x + shadow.x + slot.width, shadow.sigma, width);
    const down = shadowProfile(y + shadow.y, y + shadow.y + slot.height, shadow.sigma, height);
    for (let row = 0, at = 0; row < height; row += 1) {
      for (let column = 0; column < width; column += 1) {
        const alpha = strength * across[column] * down[row];
        for (let channel = 0; channel < 3; channel += 1, at += 1) {
          page[at] += alpha * (shadow.colour[channel] - page[at]);
        }
      }
    }
    const scaled = resizeReference(pictures[index], { width: side, height: side }, slot);
    for (let row = 0; row < slot.height; row += 1) {
      const from = scaled.subarray(row * slot.width * 3, (row + 1) * slot.width * 3);
      const to = ((y + row) * width + x) * 3;
      for (let at = 0; at < from.length; at += 1) {
        page[to + at] = Math.min(255, Math.max(0, from[at]));
      }
    }
  }
  return page;
}

/** 10 log10 of 255 squared over the mean squared error of RGB, over the pixels that `counts` names. */
export function psnr(rgba, reference, counts = () => true) {
  let sum = 0;
  let count = 0;
  for (let pixel = 0; pixel < reference.length / 3; pixel += 1) {
    if (counts(pixel)) {
      for (let channel = 0; channel < 3; channel += 1) {
        const expected = Math.min(255, Math.max(0, reference[pixel * 3 + channel]));
        sum += (rgba[pixel * 4 + channel] - expected) ** 2;
      }
      count += 3;
    }
  }
  return 10 * Math.log10((255 * 255 * count) / sum);
}

/** The worst of the page's slots, and of the rings that their shadows make around them. */
export function worstOfPage(rgba, reference, { width, slots, shadow }) {
  const inside = ({ x, y, width: w, height: h }, column, row, reach = 0) =>
    column >= x - reach && column < x + w + reach && row >= y - reach && row < y + h + reach;
  const over = (counts) =>
    psnr(rgba, reference, (pixel) => counts(pixel % width, Math.floor(pixel / width)));
  const reach = 3 * shadow.sigma;
  return {
    slot: Math.min(...slots.map((slot) => over((x, y) => inside(slot, x, y)))),
    ring: Math.min(
      ...slots.map((slot) =>
        over(
          (x, y) =>
            inside(slot, x - shadow.x, y - shadow.y, reach) &&
            !slots.some((other) => inside(other, x, y)),
        ),
      ),
    ),
  };
}
