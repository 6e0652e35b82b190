// SPDX-License-Identifier: Apache-2.0
// The package's types and their comments as Markdown: TypeDoc with its Markdown plugin.
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Application } from "typedoc";
import { GENERATED, ROOT } from "../pages.mjs";

const WASM = join(ROOT, "wasm");
const OUT = join(GENERATED, "typescript");

/** The sources of the package's entries, and their names in addresses. */
const ENTRIES = {
  index: "sdk",
  element: "element",
  languages: "languages",
  react: "react",
  node: "node",
  measure: "measure",
  "experiment-report": "report",
  "picture-studio": "studio",
};

/** The name that an entry is imported by. */
const importName = (entry) => (entry === "sdk" ? "@vitrine/sdk" : `@vitrine/sdk/${entry}`);

const KINDS = {
  classes: "Classes",
  functions: "Functions",
  interfaces: "Interfaces",
  "type-aliases": "Types",
  variables: "Constants",
};

const INDEX = `# TypeScript

The npm package \`@vitrine/sdk\` has these entries. Each page here is written in the sources' comments: what a thing does, its range and default, and every error
that it can reject with.

| entry | what it is for |
| --- | --- |
| [\`@vitrine/sdk\`](/typescript/sdk/) | the client: a catalogue, a shopper's taste, pages and picks. [\`Vitrine\`](/typescript/sdk/classes/Vitrine) is where to start |
| [\`@vitrine/sdk/element\`](/typescript/element/) | [\`<vitrine-lookbook>\`](/element), which shows the pages |
| [\`@vitrine/sdk/languages\`](/typescript/languages/) | what the element and the pages say, in other languages |
| [\`@vitrine/sdk/react\`](/typescript/react/) | the element and a client [in React](/react) |
| [\`@vitrine/sdk/node\`](/typescript/node/) | picks and reasons [in Node.js](/node) |
| [\`@vitrine/sdk/measure\`](/typescript/measure/) | [experiments](/measurement) on the storefront's page |
| [\`@vitrine/sdk/report\`](/typescript/report/) | [what an experiment showed](/measurement#reading-the-report), from its log |
| [\`@vitrine/sdk/studio\`](/typescript/studio/) | [pictures](/studio) mended, cut out and harmonised |

What of this stays from release to release is in [versions](/versioning).
`;

const OPTIONS = {
  name: "TypeScript",
  entryPoints: Object.keys(ENTRIES).map((name) => join(WASM, "src", `${name}.ts`)),
  tsconfig: join(WASM, "tsconfig.json"),
  // The modules' own types are made with the wasm build, and nothing public names them.
  skipErrorChecking: true,
  excludeInternal: true,
  excludePrivate: true,
  excludeExternals: true,
  disableSources: true,
  readme: "none",
  sort: ["source-order"],
  plugin: ["typedoc-plugin-markdown"],
  validation: { notExported: false, invalidLink: true, notDocumented: false },
  logLevel: "Warn",
  treatValidationWarningsAsErrors: true,
  // Of the Markdown plugin.
  out: OUT,
  entryFileName: "index",
  hidePageHeader: true,
  hideBreadcrumbs: true,
  useCodeBlocks: true,
  expandObjects: true,
  indexFormat: "table",
  sanitizeComments: true,
  pageTitleTemplates: {
    index: "TypeScript",
    module: ({ name }) => importName(name),
    member: ({ name }) => name,
  },
};

/**
 * Writes generated/typescript.
 *
 * @throws {Error} When the sources cannot be read, or a comment links to what is not there.
 */
export async function generateTypeScript() {
  const app = await Application.bootstrapWithPlugins(OPTIONS);
  const project = await app.convert();
  if (!project) {
    throw new Error("TypeDoc could not read wasm/src");
  }
  for (const entry of project.children ?? []) {
    entry.name = ENTRIES[entry.name] ?? entry.name;
  }
  app.validate(project);
  await app.generateOutputs(project);
  writeFileSync(join(OUT, "index.md"), INDEX);
  if (app.logger.hasErrors() || app.logger.hasWarnings()) {
    throw new Error("TypeDoc found something wrong in the comments of wasm/src; see above");
  }
}

/** What was written, as sidebars of VitePress by address: each entry's own, with the ways to the others. */
export function typescriptSidebars() {
  const entries = Object.values(ENTRIES);
  const links = entries.map((entry) => ({
    text: importName(entry),
    link: `/typescript/${entry}/`,
  }));
  const others = { text: "Entries", items: links };
  const own = entries.map((entry) => {
    const kinds = Object.entries(KINDS).map(([folder, text]) => ({
      text,
      items: membersOf(entry, folder),
    }));
    return [`/typescript/${entry}/`, [others, ...kinds.filter(({ items }) => items.length > 0)]];
  });
  return { "/typescript/": [others], ...Object.fromEntries(own) };
}

function membersOf(entry, folder) {
  const path = join(OUT, entry, folder);
  const names = existsSync(path) ? readdirSync(path).map((file) => file.replace(/\.md$/, "")) : [];
  return names.sort().map((text) => ({ text, link: `/typescript/${entry}/${folder}/${text}` }));
}
