// SPDX-License-Identifier: Apache-2.0
// node tools/notices.mjs: writes wasm/THIRD-PARTY-NOTICES.md from the licences that the third-party code was
// installed with. The result is committed; a test compares the two.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { ROOT } from "./run.mjs";
import { MODULES, thirdParty } from "./third-party.mjs";

const TARGET = `${ROOT}/wasm/THIRD-PARTY-NOTICES.md`;

// Debian repairs its packages without changing what the notices say.
const shortVersion = (version) => version.split(".").slice(0, 2).join(".");

const quoted = (text) =>
  text
    .split("\n")
    .map((line) => (line ? `    ${line}` : ""))
    .join("\n");

/** Every text once. Of two that bear one name and differ, the later is told apart by its part's name. */
function licencesOf(parts) {
  const words = (text) => text.replaceAll(/\s+/g, " ");
  const all = [];
  const find = (name, text) =>
    all.find((each) => each.name === name && words(each.text) === words(text));
  for (const part of parts) {
    for (const [name, text] of Object.entries(part.texts)) {
      if (!find(name, text)) {
        const taken = all.some((each) => each.name === name);
        all.push({ name, text, title: taken ? `${name} (${part.name})` : name });
      }
    }
  }
  return { all, find };
}

/** @param {import("./third-party.mjs").Part[]} parts */
export function noticesOf(parts) {
  const rows = parts.map(
    ({ name, url, version, spdx, modules }) =>
      `| [${name}](${url}) | ${shortVersion(version)} | ${spdx} | ${modules.length === MODULES.length ? "all" : modules.join(", ")} |`,
  );
  const licences = licencesOf(parts);
  const sections = parts.map(({ name, holders, texts }) => {
    const titles = Object.entries(texts).map(([title, text]) => licences.find(title, text).title);
    return `## ${name}\n\n${quoted(holders.join("\n"))}\n\nLicence: ${titles.join("; ")}`;
  });
  const texts = licences.all.map(({ title, text }) => `## Licence: ${title}\n\n${quoted(text)}`);
  return `# What the wasm files and their scripts contain beside Vitrine

All of it is unchanged; the addresses lead to the sources. The full text of Apache-2.0 is in \`LICENSE\`.

| part | version | licence (SPDX) | in |
| --- | --- | --- | --- |
${rows.join("\n")}

${[...sections, ...texts].join("\n\n")}
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(TARGET, noticesOf(thirdParty()));
  console.log(`${TARGET}: written`);
}
