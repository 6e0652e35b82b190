// SPDX-License-Identifier: Apache-2.0
// node tools/release-notes.mjs TAG CHANGELOG: the changelog's section about a version, for the release's page.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { ROOT } from "./run.mjs";

/**
 * @param {string} changelog Its whole text; versions are headings of the second level, "## 1.2.3 - 2026-01-31".
 * @param {string} tag "v1.2.3".
 * @param {string} version The one that CMakeLists.txt has.
 * @returns {string} What stands below the heading.
 * @throws {Error} Where the tag is not of this version, or the changelog says nothing of it.
 */
export function releaseNotes(changelog, tag, version) {
  if (tag !== `v${version}`) {
    throw new Error(
      `the tag is ${tag}; CMakeLists.txt has version ${version}, so expected v${version}`,
    );
  }
  const [, ...sections] = changelog.split(/^## /m);
  const section = sections.find((text) => text.startsWith(`${version} - `));
  const [heading, ...lines] = section?.split("\n") ?? [""];
  if (!/^\S+ - \d{4}-\d{2}-\d{2}$/.test(heading)) {
    throw new Error(`CHANGELOG.md has no section '## ${version} - YYYY-MM-DD'`);
  }
  const notes = lines.join("\n").trim();
  if (notes === "") {
    throw new Error(`CHANGELOG.md says nothing of ${version}`);
  }
  return notes;
}

/** The version of this tree: CMake's. */
export const cmakeVersion = () =>
  /^project\(vitrine VERSION ([\d.]+)/m.exec(readFileSync(`${ROOT}/CMakeLists.txt`, "utf8"))[1];

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [tag, changelog] = process.argv.slice(2);
  try {
    console.log(releaseNotes(readFileSync(changelog, "utf8"), tag, cmakeVersion()));
  } catch (error) {
    console.error(`release: ${error.message}`);
    process.exitCode = 1;
  }
}
