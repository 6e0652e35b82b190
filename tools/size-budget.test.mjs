// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { checkComplete, checkSizes } from "./size-budget.mjs";

function withFile(bytes, body) {
  const folder = mkdtempSync(join(tmpdir(), "sizes-"));
  try {
    writeFileSync(join(folder, "a.js"), bytes);
    return body(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const status = (folder, files, maxGzipBytes) =>
  checkSizes(folder, { download: { files, maxGzipBytes } })[0].status;

test("a download counts compressed, all its files together", () => {
  withFile("x".repeat(100_000), (folder) => {
    assert.equal(status(folder, ["a.js"], 200), "passed");
    assert.equal(status(folder, ["a.js", "a.js"], 200), "failed");
  });
});

test("a download that was not built has failed", () => {
  withFile("", (folder) => assert.equal(status(folder, ["b.js"], 1000), "failed"));
});

test("what a counted script refers to is counted too", () => {
  withFile('import "./b.js"; import x from "./gone.js";', (folder) => {
    writeFileSync(join(folder, "b.js"), "");
    const check = (files) => checkComplete(folder, { download: { files, maxGzipBytes: 9 } });
    assert.equal(check(["./a.js", "./b.js"]).status, "passed");
    assert.match(check(["./a.js"]).detail, /b\.js/);
  });
});
