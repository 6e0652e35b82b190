// SPDX-License-Identifier: Apache-2.0
// Reads the JUnit files that CTest and Node's test runner write.

/**
 * @typedef {object} Outcome One test or check.
 * @property {string} name
 * @property {"passed" | "failed" | "skipped"} status
 * @property {string} detail Why it was skipped or how it failed; empty when it passed.
 */

const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** @param {string} text */
function decodeEntities(text) {
  return text.replace(/&(#x?[0-9a-fA-F]+|\w+);/g, (whole, body) => {
    if (body.startsWith("#")) {
      const code = body[1] === "x" ? Number.parseInt(body.slice(2), 16) : Number(body.slice(1));
      return String.fromCodePoint(code);
    }
    return ENTITIES[body] ?? whole;
  });
}

/** @param {string} source @returns {Record<string, string>} */
function attributes(source) {
  const found = {};
  for (const [, name, value] of source.matchAll(/([\w:.-]+)\s*=\s*"([^"]*)"/g)) {
    found[name] = decodeEntities(value);
  }
  return found;
}

/** GoogleTest prints the reason of a skip on the line after "file:line: Skipped". @param {string} output */
function skipReason(output) {
  const match = /: Skipped\n([\s\S]*?)(?:\n\n|\n\[)/.exec(output);
  return match ? match[1].trim() : "";
}

/** GoogleTest's output without the banners around the test itself. @param {string} output */
function withoutBanners(output) {
  const match = /\[ RUN {6}\][^\n]*\n([\s\S]*?)\n\[ {2}FAILED {2}\]/.exec(output);
  return match ? match[1] : output;
}

/** @param {string} opening The attributes of <testcase>. @param {string} body What it encloses. */
function readCase(opening, body) {
  const { name = "", status = "" } = attributes(opening);
  const text = decodeEntities(
    body.replace(/<!\[CDATA\[([\s\S]*?)\]\]>/g, "$1").replace(/<[^>]*>/g, ""),
  );
  const failure = /<(?:failure|error)\b([^>]*)>/.exec(body);
  if (failure || status === "fail") {
    const message = failure ? (attributes(failure[1]).message ?? "") : "";
    return { name, status: "failed", detail: `${message}\n${withoutBanners(text)}`.trim() };
  }
  const skipped = /<skipped\b([^>]*)>/.exec(body);
  if (skipped) {
    const { message = "" } = attributes(skipped[1]);
    // CTest calls a test whose program was not built skipped; nobody chose to skip it.
    const broken = message === "Unable to find executable";
    const detail = skipReason(text) || message || "no reason given";
    return { name, status: broken ? "failed" : "skipped", detail };
  }
  return { name, status: "passed", detail: "" };
}

/**
 * The outcomes in a JUnit file. A suite counts through its cases only.
 *
 * @param {string} xml
 * @returns {Outcome[]}
 * @throws {Error} When the text is not a whole JUnit document: a runner that died must not look like
 *   one that found nothing.
 */
export function readJUnit(xml) {
  if (!/<\/testsuites?>\s*$/.test(xml) && !/<testsuites?\b[^>]*\/>\s*$/.test(xml)) {
    throw new Error(`not a complete JUnit file (${xml.length} characters)`);
  }
  const outcomes = [];
  for (const match of xml.matchAll(
    /<testcase\b((?:[^>"]|"[^"]*")*?)(?:\/>|>([\s\S]*?)<\/testcase>)/g,
  )) {
    outcomes.push(readCase(match[1], match[2] ?? ""));
  }
  return outcomes;
}
