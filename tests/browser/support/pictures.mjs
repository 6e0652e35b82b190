// SPDX-License-Identifier: Apache-2.0
// Pictures whose every pixel differs from its neighbours, so that resampling has something to get wrong.
import { paintedPng } from "../../../wasm/test/support/png.mjs";

/** A PNG with an ellipse on a ground, both shaded and grained; `number` gives their colours. */
export function grainedPng(width, height, number) {
  let grain = number + 1;
  return paintedPng(width, height, (x, y) => {
    grain = (Math.imul(grain, 1664525) + 1013904223) >>> 0;
    const inside = Math.hypot(x / width - 0.5, y / height - 0.5) < 0.3;
    const shade = Math.floor((30 * x) / width) + (grain >>> 28);
    const base = (channel) => (inside ? (number * (37 + 20 * channel)) % 160 : 200 - 10 * channel);
    return [base(0) + shade, base(1) + shade, base(2) + shade, 255];
  });
}
