// SPDX-License-Identifier: Apache-2.0
// What the pages say that can be looked up in the sources: limits, error codes, names of events, versions.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { errorCodesPage } from "../../../tools/generate-error-codes.mjs";
import { sourceFiles } from "../../../tools/run.mjs";
import { ROOT } from "../pages.mjs";

const read = (path) => readFileSync(`${ROOT}/${path}`, "utf8");

const CODE = sourceFiles(/^(sdk|wasm\/(src|bindings))\/.*\.(h|cpp|ts)$/);

const UNITS = {
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
  seconds: 1000,
  thousand: 1e3,
  million: 1e6,
};

/** The numbers of a table's cell with their units: "40 million, at most 100,000,000" gives both. */
function numbersIn(cell) {
  return [
    ...cell.matchAll(/(\d[\d,.]*\d|\d)((?: (?:KiB|MiB|GiB|seconds|thousand|million))*)/g),
  ].map(([, digits, units]) =>
    units
      .trim()
      .split(" ")
      .filter(Boolean)
      .reduce((number, unit) => number * UNITS[unit], Number(digits.replaceAll(",", ""))),
  );
}

/** The value of a constant of C++ or TypeScript: a number, a product or a shift of numbers. */
function evaluate(expression) {
  const plain = expression
    .replace(/std::size_t\{([^}]*)\}/g, "$1")
    .replace(/'|(?<=\d)_(?=\d)/g, "")
    .replace(/(?<=[\da-fx])[UF]\b/g, "");
  const parts = plain.split(/(<<|\*\*|\*)/).map((part) => part.trim());
  assert.ok(
    parts.every((part, i) => (i % 2 === 1 ? true : /^[\d.]+(e\d+)?$/.test(part))),
    `'${expression}' is read as numbers`,
  );
  const numbers = parts.filter((_, i) => i % 2 === 0).map(Number);
  const signs = parts.filter((_, i) => i % 2 === 1);
  // Powers first.
  for (let at = signs.indexOf("**"); at >= 0; at = signs.indexOf("**")) {
    numbers.splice(at, 2, numbers[at] ** numbers[at + 1]);
    signs.splice(at, 1);
  }
  return numbers.slice(1).reduce((value, number, i) => {
    return signs[i] === "<<" ? value * 2 ** number : value * number;
  }, numbers[0]);
}

function constant(file, name) {
  const paths = CODE.filter((path) => path.endsWith(`/${file}`));
  assert.equal(paths.length, 1, `there is one ${file}: ${paths}`);
  const text = read(paths[0]);
  const found =
    new RegExp(`\\b${name} =\\s*([^;,]+)[;,]`).exec(text) ??
    new RegExp(`\\b${name}\\(\\) \\{ return ([^;]+);`).exec(text);
  assert.ok(found, `${paths[0]} has ${name}`);
  return evaluate(found[1].trim());
}

const rows = read("docs/limits.md")
  .split("\n")
  .filter((line) => /^\| .* \| `[\w./-]+ \w+` \|$/.test(line))
  .map((line) => line.slice(2, -2).split(" | "));

test("the limits are those of the code", () => {
  assert.ok(rows.length > 50, `${rows.length} rows name a constant`);
  for (const [what, limit, , place] of rows) {
    const [file, name] = place.replaceAll("`", "").split(" ");
    const value = constant(file, name);
    const said = numbersIn(limit);
    assert.ok(
      said.includes(value),
      `${what}: the page says ${said}, ${file} has ${name} = ${value}`,
    );
  }
});

test("the limits' error codes exist", () => {
  const codes = new Set(read("sdk/vitrine/base/error_codes.inc").match(/(?<=")[A-Z_]+(?=",)/g));
  for (const [, code] of read("docs/limits.md").matchAll(/`([A-Z]+_[A-Z_]+)`/g)) {
    assert.ok(codes.has(code), code);
  }
});

test("the page of error codes is made from the list", () => {
  const page = read("docs/errors.md");
  assert.equal(page, errorCodesPage(page, read("sdk/vitrine/base/error_codes.inc")));
});

test("the names of events are those that are read", () => {
  const page = read("docs/events.md");
  const table = page.slice(page.indexOf("## Names"), page.indexOf("## Shapes"));
  const named = new Set([...table.matchAll(/`([^`]+)`/g)].map(([, name]) => name));
  const files = ["event_names", "segment_event", "retail_event"];
  const understood = files.flatMap((file) => {
    const text = read(`sdk/vitrine/profile/${file}.cpp`);
    const list = /kNames(?:\[\])? = \{([\s\S]*?)\};/.exec(text)[1];
    return [...list.matchAll(/"([^"]+)"/g)].map(([, name]) => name);
  });
  assert.deepEqual([...named].sort(), [...new Set(understood)].sort());
});

test("the versions are those of the code", () => {
  const page = read("docs/versioning.md");
  const said = (format) => Number(new RegExp(`^\\| ${format} \\| (\\d+) \\|`, "m").exec(page)[1]);
  const has = (path, pattern) => Number(pattern.exec(read(path))[1]);
  assert.equal(said("pack"), has("sdk/vitrine/catalog/pack_format.h", /kVersion = (\d+)/));
  assert.equal(
    said("index of shards"),
    has("sdk/vitrine/catalog/shard_index.cpp", /kIndexVersion = (\d+)/),
  );
  assert.equal(
    said("network in a pack"),
    has("sdk/vitrine/ranking/network_bytes.cpp", /kVersion = (\d+)/),
  );
  assert.equal(
    said("messages between page and worker"),
    has("wasm/src/protocol.ts", /PROTOCOL_VERSION = (\d+)/),
  );
  assert.equal(
    said("profile"),
    has("sdk/vitrine/profile/profile_json.cpp", /kSchemaVersion = (\d+)/),
  );
});
