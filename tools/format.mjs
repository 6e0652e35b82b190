// SPDX-License-Identifier: Apache-2.0
// node tools/format.mjs [--write]: checks the format of all sources, or with --write puts it right.
import { fileURLToPath } from "node:url";
import { CPP, run, sourceFiles } from "./run.mjs";

/**
 * clang-format over the C++ sources.
 * @param {boolean} write
 * @returns {Promise<boolean>} Whether all is in order.
 */
export async function formatCpp(write) {
  const mode = write ? ["-i"] : ["--dry-run", "-Werror", "--ferror-limit=5"];
  return (await run("clang-format-19", [...mode, ...sourceFiles(CPP)])) === 0;
}

/**
 * Biome over JavaScript, TypeScript, JSON and CSS: format, lint and the order of imports.
 * @param {boolean} write
 * @returns {Promise<boolean>} Whether all is in order.
 */
export async function formatScripts(write) {
  return (
    (await run("biome", ["check", "--error-on-warnings", ...(write ? ["--write"] : [])])) === 0
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const write = process.argv.includes("--write");
  const results = [await formatCpp(write), await formatScripts(write)];
  process.exit(results.every(Boolean) ? 0 : 1);
}
