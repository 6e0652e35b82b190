// SPDX-License-Identifier: Apache-2.0
// node tools/generate-error-codes.mjs: writes wasm/src/error-codes.ts from the one list of error codes,
// sdk/vitrine/base/error_codes.inc. The result is committed; a test compares the two.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { ROOT } from "./run.mjs";

const SOURCE = `${ROOT}/sdk/vitrine/base/error_codes.inc`;
const TARGET = `${ROOT}/wasm/src/error-codes.ts`;

/**
 * @param {string} list The text of error_codes.inc.
 * @returns {{code: string, meaning: string}[]} In the order of the list.
 */
export function readErrorCodes(list) {
  const entry = /^VITRINE_ERROR\(k\w+,\s*"([A-Z_]+)",\s*"([^"]+)"\)$/gm;
  const codes = [...list.matchAll(entry)].map(([, code, meaning]) => ({ code, meaning }));
  const expected = list.match(/^VITRINE_ERROR\(/gm)?.length ?? 0;
  if (codes.length !== expected) {
    throw new Error(`error_codes.inc: of ${expected} entries only ${codes.length} can be read`);
  }
  return codes;
}

/**
 * @param {string} list The text of error_codes.inc.
 * @returns {string} The TypeScript module, as Biome formats it.
 */
export function errorCodesModule(list) {
  const entries = readErrorCodes(list).map(
    ({ code, meaning }) => `  /** ${meaning} */\n  "${code}",`,
  );
  return `// SPDX-License-Identifier: Apache-2.0
// Generated from sdk/vitrine/base/error_codes.inc by tools/generate-error-codes.mjs.

/** Every code that a VitrineError can carry. */
export const ERROR_CODES = [
${entries.join("\n")}
] as const;

/** The stable name of what went wrong: one of {@link ERROR_CODES}, each explained there. */
export type VitrineErrorCode = (typeof ERROR_CODES)[number];
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(TARGET, errorCodesModule(readFileSync(SOURCE, "utf8")));
}
