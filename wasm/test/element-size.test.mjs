// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { pageSize } from "../dist/element-size.js";

test("a box within the limits is asked for as it is, in whole CSS pixels", () => {
  assert.deepEqual(pageSize(358, 447.5, 3), { width: 358, height: 448, devicePixelRatio: 3 });
});

test("a small box gets a larger page of its shape with the box's device pixels", () => {
  const { width, height, devicePixelRatio } = pageSize(120, 150, 2);
  assert.deepEqual([width, height], [240, 300]);
  assert.equal(width * devicePixelRatio, 120 * 2);
});

test("a huge box gets a smaller page of its shape", () => {
  const { width, height, devicePixelRatio } = pageSize(8192, 4096, 0.75);
  assert.deepEqual([width, height], [4096, 2048]);
  assert.equal(width * devicePixelRatio, 8192 * 0.75);
});

test("a page never has more than 32 million device pixels", () => {
  for (const [width, height, ratio] of [
    [4096, 4096, 4],
    [3840, 2160, 3],
    [1080, 4096, 4],
  ]) {
    const size = pageSize(width, height, ratio);
    const pixels = (side) => Math.ceil(side * size.devicePixelRatio);
    assert.ok(pixels(size.width) * pixels(size.height) <= 32_000_000, JSON.stringify(size));
  }
});

test("no box makes a page that cannot be asked for", () => {
  for (const [width, height, ratio] of [
    [1, 1, 1],
    [5000, 3, 0.1],
    [2, 9000, 9],
  ]) {
    const size = pageSize(width, height, ratio);
    for (const side of [size.width, size.height]) {
      assert.ok(side >= 240 && side <= 4096 && Number.isInteger(side), JSON.stringify(size));
    }
    assert.ok(size.devicePixelRatio >= 0.5 && size.devicePixelRatio <= 4, JSON.stringify(size));
  }
});
