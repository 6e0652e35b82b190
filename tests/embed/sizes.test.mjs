// SPDX-License-Identifier: Apache-2.0
// The tables of what is downloaded, in docs/performance.md and the package's README, beside what is built and the
// limits of size-budget.json.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { ROOT } from "../../wasm/test/support/server.mjs";

const BUDGET = JSON.parse(readFileSync(`${ROOT}size-budget.json`, "utf8"));

/** A row by its first cell, and the downloads of the budget that it adds up. */
const PERFORMANCE = {
  "on import": ["client on the page"],
  "on import of `/element`": ["the element"],
  "`Vitrine.create`": ["worker with core"],
  "the first page": ["imaging, with the first page"],
  "the first product that is picked": ["a product's card"],
  "with a feed instead of a pack": ["feeds, for shops that do not pack"],
  "behind the first page, with shards": ["shards, for shops whose catalogue comes in them"],
  'with `consent: "auto"`': ["consent that is read where the shop asks"],
  "in another language": ["other languages"],
  "`/measure`": ["an experiment on the page"],
  "`/react`": ["React around the element, beside both"],
  "with a ranker of the shop's own": ["a shop's own ranker, where it has one"],
  "`PictureStudio.create`": ["the studio's client", "the studio's worker and module"],
};
const README = {
  "on import": ["client on the page"],
  'with `consent: "auto"`': ["consent that is read where the shop asks"],
  "`@vitrine/sdk/measure`": ["an experiment on the page"],
  "`@vitrine/sdk/react`": ["React around the element, beside both"],
  "`Vitrine.create`": ["worker with core"],
  "with a feed instead of a pack": ["feeds, for shops that do not pack"],
  "behind the first page, where the catalogue comes in shards": [
    "shards, for shops whose catalogue comes in them",
  ],
  "the first page": ["imaging, with the first page"],
  "`PictureStudio.create`": ["the studio's client", "the studio's worker and module"],
  "`report`": ["a report's client", "a report's worker and module"],
};
/** What is not of the package alone. */
const OTHERS = /ONNX Runtime Web and/;

/** The cells of the rows below a heading's table. */
function rowsOf(path, heading) {
  const [, text] = readFileSync(`${ROOT}${path}`, "utf8").split(`## ${heading}\n`);
  const rows = text.split("\n## ")[0].matchAll(/^\| (.*) \|$/gm);
  return [...rows].slice(2).map(([, cells]) => cells.split(" | "));
}

const compressed = (file) => gzipSync(readFileSync(`${ROOT}${file}`), { level: 9 }).length;

/** In kB: what is built, and what the budget allows. */
function measured(names) {
  const files = [...new Set(names.flatMap((name) => BUDGET[name].files))];
  return {
    size: files.reduce((sum, file) => sum + compressed(file), 0) / 1000,
    limit: names.reduce((sum, name) => sum + BUDGET[name].maxGzipBytes, 0) / 1000,
  };
}

test("docs/performance.md has the sizes that are built and their limits", () => {
  const rows = rowsOf("docs/performance.md", "What is downloaded");
  assert.deepEqual(
    rows.map(([when]) => when),
    Object.keys(PERFORMANCE),
  );
  for (const [when, , said, limit] of rows) {
    const is = measured(PERFORMANCE[when]);
    assert.equal(Number(limit), Math.round(is.limit * 10) / 10, `${when}: the limit`);
    // Compressors differ a little.
    const off = Math.abs(Number(said) - is.size);
    assert.ok(off <= 0.06 + 0.03 * is.size, `${when}: said ${said}, is ${is.size.toFixed(1)}`);
  }
});

test("the package's README understates none of them", () => {
  const rows = rowsOf("wasm/README.md", "What is downloaded when").filter(
    ([, what]) => !OTHERS.test(what),
  );
  assert.deepEqual(
    rows.map(([when]) => when),
    Object.keys(README),
  );
  for (const [when, , text] of rows) {
    const said = Number(/^[\d.]+/.exec(text)[0]);
    const is = measured(README[when]);
    assert.ok(said >= 0.98 * is.size, `${when}: said ${text}, is ${is.size.toFixed(1)}`);
    assert.ok(said <= Math.ceil(is.limit), `${when}: said ${text}, the limit is ${is.limit}`);
  }
});
