// SPDX-License-Identifier: Apache-2.0
// node tools/notices.mjs: writes the notices of the npm package and of the portable library from the licences
// that the third-party code was installed with. The results are committed; a test compares them.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { ROOT } from "./run.mjs";
import { MODULES, thirdParty } from "./third-party.mjs";

/** What each of the files is about: its title, and where a part is in what it goes with. */
const NOTICES = {
  "wasm/THIRD-PARTY-NOTICES.md": {
    title: "What the wasm files and their scripts contain beside Vitrine",
    placesOf: ({ modules }) => (modules.length === MODULES.length ? ["all"] : modules),
  },
  "sdk/vitrine/THIRD-PARTY-NOTICES.md": {
    title: "What the archives of the portable library contain beside Vitrine",
    placesOf: ({ areas }) => areas,
  },
};

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

function notices(all, { title, placesOf }) {
  const parts = all.filter((part) => placesOf(part).length > 0);
  const rows = parts.map((part) => {
    const { name, url, version, spdx } = part;
    return `| [${name}](${url}) | ${shortVersion(version)} | ${spdx} | ${placesOf(part).join(", ")} |`;
  });
  const licences = licencesOf(parts);
  const sections = parts.map(({ name, holders, texts }) => {
    const titles = Object.entries(texts).map(([title, text]) => licences.find(title, text).title);
    return `## ${name}\n\n${quoted(holders.join("\n"))}\n\nLicence: ${titles.join("; ")}`;
  });
  const texts = licences.all.map(({ title, text }) => `## Licence: ${title}\n\n${quoted(text)}`);
  return `# ${title}

All of it is unchanged; the addresses lead to the sources. The full text of Apache-2.0 is in \`LICENSE\`.

| part | version | licence (SPDX) | in |
| --- | --- | --- | --- |
${rows.join("\n")}

${[...sections, ...texts].join("\n\n")}
`;
}

/**
 * @param {import("./third-party.mjs").Part[]} parts
 * @returns {[path: string, text: string][]} Paths from the repository's root.
 */
export const noticesOf = (parts) =>
  Object.entries(NOTICES).map(([path, about]) => [path, notices(parts, about)]);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [path, text] of noticesOf(thirdParty())) {
    writeFileSync(`${ROOT}/${path}`, text);
    console.log(`${path}: written`);
  }
}
