// SPDX-License-Identifier: Apache-2.0
// Holds what a shopper downloads to the limits in size-budget.json: for each download the files that
// make it, and the bytes they may take together, each compressed with gzip -9.
import { existsSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { gzipSync } from "node:zlib";
import { ROOT } from "./run.mjs";

/**
 * @param {string} root The folder that the budget's paths are relative to.
 * @param {Record<string, {files: string[], maxGzipBytes: number}>} budget
 * @returns {import("./junit.mjs").Outcome[]} One outcome for each download.
 */
export function checkSizes(root, budget) {
  return Object.entries(budget).map(([name, { files, maxGzipBytes }]) => {
    const missing = files.filter((file) => !existsSync(`${root}/${file}`));
    if (missing.length > 0) {
      return { name, status: "failed", detail: `not built: ${missing.join(", ")}` };
    }
    const sizes = files.map(
      (file) => gzipSync(readFileSync(`${root}/${file}`), { level: 9 }).length,
    );
    const total = sizes.reduce((sum, size) => sum + size, 0);
    const ok = total <= maxGzipBytes;
    const parts = files.map((file, i) => `${file} ${sizes[i]}`).join(", ");
    console.log(`${name}: ${total} of ${maxGzipBytes} bytes (${parts})`);
    return {
      name,
      status: ok ? "passed" : "failed",
      detail: ok ? "" : `${total} bytes with gzip -9, the budget is ${maxGzipBytes} (${parts})`,
    };
  });
}

/**
 * Whether what the counted files refer to, as "./name.js" or "./name.wasm", is counted too.
 *
 * @returns {import("./junit.mjs").Outcome}
 */
export function checkComplete(root, budget) {
  const counted = new Set(Object.values(budget).flatMap(({ files }) => files));
  const scripts = [...counted].filter((file) => file.endsWith(".js"));
  const references = scripts.flatMap((file) =>
    [...readFileSync(`${root}/${file}`, "utf8").matchAll(/"\.\/([\w-]+\.(?:js|wasm))"/g)].map(
      ([, name]) => `${dirname(file)}/${name}`,
    ),
  );
  const missed = [...new Set(references)].filter(
    (file) => !counted.has(file) && existsSync(`${root}/${file}`),
  );
  const detail = missed.length > 0 ? `in no download of the budget: ${missed.join(", ")}` : "";
  const name = "everything that is downloaded is counted";
  return { name, status: detail === "" ? "passed" : "failed", detail };
}

/** The budget of this repository. */
export function checkOwnSizes() {
  const budget = JSON.parse(readFileSync(`${ROOT}/size-budget.json`, "utf8"));
  const sizes = checkSizes(ROOT, budget);
  const built = sizes.every(({ detail }) => !detail.startsWith("not built"));
  return built ? [...sizes, checkComplete(ROOT, budget)] : sizes;
}
