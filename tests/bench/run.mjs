// SPDX-License-Identifier: Apache-2.0
// node tests/bench/run.mjs [AREA...] [--json FILE] [--samples N]: measures Vitrine and its peers in
// turn, prints a table and exits with 0 when every bar holds, 1 when one does not or an area could not
// be measured, 2 on wrong usage.
import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { allHold, table } from "./rows.mjs";

const AREAS = ["imaging", "ranking", "storefront"];

function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { json: { type: "string" }, samples: { type: "string", default: "9" } },
    });
    const unknown = positionals.filter((area) => !AREAS.includes(area));
    if (unknown.length > 0) {
      throw new Error(`unknown area ${unknown.join(", ")}; there are ${AREAS.join(", ")}`);
    }
    const samples = Number(values.samples);
    if (!Number.isInteger(samples) || samples < 3) {
      throw new Error(`--samples needs a whole number of at least 3, got '${values.samples}'`);
    }
    return { areas: positionals.length > 0 ? positionals : AREAS, json: values.json, samples };
  } catch (error) {
    console.error(`bench: ${error.message}`);
    process.exit(2);
  }
}

const { areas, json, samples } = readArguments();
const rows = [];
const failed = [];
for (const area of areas) {
  console.error(`Measure ${area} ...`);
  try {
    const { measure } = await import(`./areas/${area}.mjs`);
    rows.push(...(await measure(samples)));
  } catch (error) {
    console.error(error);
    failed.push(area);
  }
}
const [{ model }] = cpus();
console.log(
  `${cpus().length} x ${model}, Node ${process.version}, ${samples} samples each, medians`,
);
console.log("Canvas and WebAssembly in headless Chromium without a GPU.\n");
console.log(table(rows));
if (json) {
  writeFileSync(json, `${rows.map((row) => JSON.stringify(row)).join("\n")}\n`);
}
if (failed.length > 0) {
  console.error(`bench: could not be measured: ${failed.join(", ")}`);
}
process.exitCode = allHold(rows) && failed.length === 0 ? 0 : 1;
