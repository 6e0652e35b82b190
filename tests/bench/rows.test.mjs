// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { allHold, median, rowsOf, table } from "./rows.mjs";

const WHAT = { area: "ranking", work: "scan" };

test("the median is the middle sample, or the mean of the middle two", () => {
  assert.equal(median([9, 1, 5]), 5);
  assert.equal(median([4, 1, 2, 9]), 3);
});

test("a ratio is this row's median over the peer's", () => {
  const rows = rowsOf(
    WHAT,
    { vitrine: [2, 2, 2], other: [4, 4, 4] },
    { bar: 0.7, against: "other" },
  );
  assert.deepEqual(
    rows.map(({ who, ratio, ratio_to, bar, holds }) => [who, ratio, ratio_to, bar, holds]),
    [
      ["vitrine", 0.5, "other", 0.7, true],
      ["other", 1, "other", undefined, undefined],
    ],
  );
});

test("a bar without a peer holds the median itself", () => {
  const [row] = rowsOf(WHAT, { vitrine: [120] }, { bar: 100 });
  assert.equal(row.holds, false);
  assert.equal(row.ratio, undefined);
  assert.equal(allHold([row]), false);
});

test("a missed bar is shouted in the table", () => {
  assert.match(table(rowsOf(WHAT, { vitrine: [120] }, { bar: 100 })), /<= 100 MISSED/);
});

test("a quality is held from below", () => {
  const [row] = rowsOf(WHAT, { vitrine: [51] }, { bar: 50, least: true });
  assert.equal(row.holds, true);
  const missed = rowsOf(WHAT, { vitrine: [49] }, { bar: 50, least: true });
  assert.equal(allHold(missed), false);
  assert.match(table(missed), />= 50 MISSED/);
});
