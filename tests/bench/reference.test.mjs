// SPDX-License-Identifier: Apache-2.0
// What the imaging benchmarks hold the engine to has to be right itself.
import assert from "node:assert/strict";
import { test } from "node:test";
import { pageReference, psnr, resizeReference, worstOfPage } from "./imaging/reference.mjs";
import { PAGE, paint } from "./imaging/work.mjs";

/** An opaque picture of one colour. */
const plain = ([r, g, b], width, height) =>
  Uint8ClampedArray.from({ length: width * height * 4 }, (_, at) => [r, g, b, 255][at % 4]);

const SMALL = {
  ...PAGE,
  width: 200,
  height: 160,
  side: 40,
  slots: [{ x: 60, y: 50, width: 80, height: 60 }],
};

test("a plain picture stays what it is at every size", () => {
  for (const [width, height] of [
    [7, 5],
    [40, 30],
    [90, 70],
  ]) {
    const small = resizeReference(
      plain([200, 100, 50], 40, 30),
      { width: 40, height: 30 },
      {
        width,
        height,
      },
    );
    assert.equal(small.length, width * height * 3);
    for (const [at, value] of small.entries()) {
      assert.ok(Math.abs(value - [200, 100, 50][at % 3]) < 1e-9);
    }
  }
});

test("a slow wave keeps its shape, a fast one goes", () => {
  const wave = (period) => {
    const pixels = plain([0, 0, 0], 320, 4);
    for (let at = 0; at < pixels.length; at += 4) {
      pixels.fill(127.5 + 100 * Math.sin((2 * Math.PI * ((at / 4) % 320)) / period), at, at + 3);
    }
    return resizeReference(pixels, { width: 320, height: 4 }, { width: 80, height: 1 });
  };
  const swing = (values) => Math.max(...values) - Math.min(...values);
  assert.ok(Math.abs(swing(wave(64).slice(60, 180)) - 200) < 4);
  assert.ok(swing(wave(3).slice(60, 180)) < 8);
});

test("a page is its paper, darker in the shadow, and the picture in its slot", () => {
  const page = pageReference([plain([10, 20, 30], 40, 40)], SMALL);
  const at = (x, y) => [...page.slice((y * SMALL.width + x) * 3, (y * SMALL.width + x) * 3 + 3)];
  assert.deepEqual(at(2, 2).map(Math.round), SMALL.background);
  assert.deepEqual(at(100, 80).map(Math.round), [10, 20, 30]);
  // Halfway along the lower edge of the shadow, half of its strength.
  const [red] = at(100, 50 + 60 + SMALL.shadow.y);
  const half = (SMALL.shadow.alpha / 255) * 0.5;
  const expected = SMALL.background[0] + half * (SMALL.shadow.colour[0] - SMALL.background[0]);
  assert.ok(Math.abs(red - expected) < 2, `${red}, expected ${expected}`);
});

test("the distance is that of the worst slot and ring", () => {
  const pictures = [paint("texture", 40, 40, 1)];
  const reference = pageReference(pictures, SMALL);
  const exact = new Uint8ClampedArray(SMALL.width * SMALL.height * 4);
  for (let pixel = 0; pixel < reference.length / 3; pixel += 1) {
    exact.set([...reference.slice(pixel * 3, pixel * 3 + 3), 255], pixel * 4);
  }
  const near = worstOfPage(exact, reference, SMALL);
  assert.ok(near.slot > 55 && near.ring > 55, JSON.stringify(near));
  const wrong = exact.slice();
  for (let y = 50; y < 110; y += 1) {
    wrong[(y * SMALL.width + 100) * 4] ^= 128;
  }
  const far = worstOfPage(wrong, reference, SMALL);
  assert.ok(far.slot < 35 && far.ring === near.ring, JSON.stringify(far));
});

test("a level's error everywhere is 48 decibels", () => {
  const reference = new Float64Array(300).fill(100);
  assert.ok(Math.abs(psnr(plain([101, 101, 101], 10, 10), reference) - 48.13) < 0.01);
});
