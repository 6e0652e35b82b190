// SPDX-License-Identifier: Apache-2.0
// The package's types and their comments as Markdown: TypeDoc with its Markdown plugin.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { Application } from "typedoc";
import { GENERATED, ROOT } from "../pages.mjs";

const WASM = join(ROOT, "wasm");
const OUT = join(GENERATED, "typescript");

/** The sources of the package's entries, and their names in addresses. */
const ENTRIES = {
  index: "sdk",
  element: "element",
  measure: "measure",
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
    member: ({ name, group }) => (group === "Functions" ? `${name}()` : name),
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
  if (app.logger.hasErrors() || app.logger.hasWarnings()) {
    throw new Error("TypeDoc found something wrong in the comments of wasm/src; see above");
  }
}

/** What was written, as a part of VitePress's sidebar. */
export function typescriptSidebar() {
  return Object.values(ENTRIES).map((entry) => ({
    text: importName(entry),
    link: `/typescript/${entry}/`,
    collapsed: entry !== "sdk",
    items: Object.entries(KINDS).flatMap(([folder, text]) => kindItems(entry, folder, text)),
  }));
}

function kindItems(entry, folder, text) {
  const path = join(OUT, entry, folder);
  if (!existsSync(path)) {
    return [];
  }
  const names = readdirSync(path)
    .map((file) => file.replace(/\.md$/, ""))
    .sort();
  const items = names.map((name) => ({
    text: name,
    link: `/typescript/${entry}/${folder}/${name}`,
  }));
  return [{ text, collapsed: folder !== "classes", items }];
}
