// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { summarise } from "./summarise.mjs";

const PASSED = { stage: "native", name: "a", status: "passed", detail: "" };
const SKIPPED = { stage: "js", name: "b", status: "skipped", detail: "no data" };
const FAILED = { stage: "asan", name: "c", status: "failed", detail: "1 is not 2" };

const lastLine = (text) => text.split("\n").at(-1);

test("the last line has the sums", () => {
  const { text, ok } = summarise([PASSED, PASSED, SKIPPED, FAILED]);
  assert.equal(lastLine(text), "2 passed, 1 failed, 1 skipped");
  assert.equal(ok, false);
});

test("failures and skips are named with their reasons", () => {
  const { text } = summarise([PASSED, SKIPPED, FAILED]);
  assert.match(text, /js: b\n +no data/);
  assert.match(text, /asan: c\n +1 is not 2/);
});

test("skips alone do not fail a run that has passes", () => {
  assert.equal(summarise([PASSED, SKIPPED]).ok, true);
});

test("a run in which nothing ran has failed", () => {
  assert.equal(summarise([]).ok, false);
  assert.equal(summarise([SKIPPED]).ok, false);
  assert.match(summarise([SKIPPED]).text, /No test ran/);
});

test("where data is required a skip is a failure", () => {
  const { text, ok } = summarise([PASSED, SKIPPED], { requireData: true });
  assert.equal(ok, false);
  assert.equal(lastLine(text), "1 passed, 1 failed, 0 skipped");
  assert.match(text, /no skip is allowed: no data/);
});
