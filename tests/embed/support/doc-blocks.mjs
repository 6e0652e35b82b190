// SPDX-License-Identifier: Apache-2.0
// The fenced code of everything that is documentation, each block under its file and how it begins.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { sourceFiles } from "../../../tools/run.mjs";
import { ROOT } from "../../../wasm/test/support/server.mjs";
import { codeBlocks } from "./examples.mjs";

const FILES = sourceFiles(/^(README\.md|(wasm|web-demo)\/README\.md|docs\/.*\.md)$/);

const all = FILES.flatMap((file) =>
  codeBlocks(readFileSync(`${ROOT}${file}`, "utf8")).map(({ text }) => [
    `${file}: ${text.split("\n")[0].trim().slice(0, 42).trimEnd()}`,
    text,
  ]),
);

/** @type {Map<string, string>} */
export const blocks = new Map(all);
assert.equal(blocks.size, all.length, "no two blocks have one name");
