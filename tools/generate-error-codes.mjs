// SPDX-License-Identifier: Apache-2.0
// node tools/generate-error-codes.mjs: writes wasm/src/error-codes.ts and the tables of docs/errors.md from the
// one list of error codes, sdk/vitrine/base/error_codes.inc. The results are committed; tests compare them.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { ROOT } from "./run.mjs";

const SOURCE = `${ROOT}/sdk/vitrine/base/error_codes.inc`;
const TARGET = `${ROOT}/wasm/src/error-codes.ts`;
const PAGE = `${ROOT}/docs/errors.md`;

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

/**
 * @param {string} page The text of docs/errors.md.
 * @param {string} list The text of error_codes.inc.
 * @returns {string} The page with the list as its tables, one for each group.
 */
export function errorCodesPage(page, list) {
  // A group begins with a comment of one sentence.
  const tables = list.split(/^\/\/ (?=[A-Z].*\.$)/m).flatMap((part) => {
    const [group] = part.split(".\n", 1);
    const rows = readErrorCodes(part).map(({ code, meaning }) => `| \`${code}\` | ${meaning} |`);
    const head = `### ${group}\n\n| code | what happened |\n| --- | --- |\n`;
    return rows.length > 0 ? [`${head}${rows.join("\n")}\n\n`] : [];
  });
  const place = /(<!-- codes -->\n)[\s\S]*?(<!-- \/codes -->)/;
  if (!place.test(page)) {
    throw new Error(
      "docs/errors.md has no place for the codes: <!-- codes --> ... <!-- /codes -->",
    );
  }
  return page.replace(place, (_, before, after) => `${before}\n${tables.join("")}${after}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const list = readFileSync(SOURCE, "utf8");
  writeFileSync(TARGET, errorCodesModule(list));
  writeFileSync(PAGE, errorCodesPage(readFileSync(PAGE, "utf8"), list));
}
