// SPDX-License-Identifier: Apache-2.0
// What bundlers take of the package for an import, and how large that is: the table of the package's README.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import * as esbuild from "esbuild";
import { marked } from "marked";
import * as vite from "vite";
import { ROOT } from "../../wasm/test/support/server.mjs";

const FOLDER = `${ROOT}tests/embed`;
const EXTERNAL = ["react", "node:fs/promises"];

/** Parts of the package, by their files' names. */
const PARTS = {
  element: /^element/,
  client: /^(vitrine|connection)\.js$/,
  experiments: /^(measure|assignment|exposure|payments)/,
  studio: /^(picture-)?studio/,
  worker: /^(worker|session|serve|page-drawer|pictures|storage)\.js$/,
  modules: /^(core|feeds|imaging|shards)\.js$/,
  react: /^react\.js$/,
  node: /^node\.js$/,
};

/** The table's rows, its imports as they are written there, and the parts that each may bring. */
const ROWS = [
  ['import type { Vitrine } from "@vitrine/sdk"', []],
  ['import { VitrineError } from "@vitrine/sdk"', []],
  ['import { Vitrine } from "@vitrine/sdk"', ["client"]],
  ['import { Experiment } from "@vitrine/sdk/measure"', ["experiments"]],
  ['import { useVitrine } from "@vitrine/sdk/react"', ["client", "react"]],
  ['import "@vitrine/sdk/element"', ["client", "element"]],
  ['import { PictureStudio } from "@vitrine/sdk/studio"', ["studio", "client"]],
];

/** Names what is imported, so that it is used. */
const entryOf = (statement) => {
  const name = /^import \{ (\w+) \}/.exec(statement)?.[1];
  return `${statement};\n${name ? `globalThis.used = ${name};` : ""}`;
};

/** With esbuild: the scripts that a page loads at once, and the package's files in them. */
async function withEsbuild(statement) {
  const { outputFiles, metafile } = await esbuild.build({
    stdin: {
      contents: entryOf(statement),
      resolveDir: FOLDER,
      loader: "ts",
      sourcefile: "entry.ts",
    },
    ...{ bundle: true, splitting: true, minify: true, metafile: true, write: false },
    ...{ format: "esm", target: "es2022", outdir: ROOT, external: EXTERNAL },
    // In an installed package they are not shown either.
    logOverride: { "ignored-bare-import": "silent" },
  });
  const outputs = new Map(Object.entries(metafile.outputs));
  const codeOf = (path) =>
    outputFiles.find((file) => file.path.endsWith(`/${basename(path)}`)).text;
  const wanted = [...outputs].filter(([, { entryPoint }]) => entryPoint === "entry.ts");
  for (const [, { imports }] of wanted) {
    for (const { path, kind, external } of imports) {
      if (kind === "import-statement" && !external) {
        wanted.push([path, outputs.get(path)]);
      }
    }
  }
  const files = wanted.flatMap(([, { inputs }]) =>
    Object.keys(inputs).filter((path) => inputs[path].bytesInOutput > 0),
  );
  return { code: wanted.map(([path]) => codeOf(path)), files };
}

/** The same with Vite's. */
async function withVite(statement) {
  const entry = "\0entry.ts";
  const { output } = await vite.build({
    ...{ configFile: false, logLevel: "error", root: FOLDER, worker: { format: "es" } },
    plugins: [
      {
        name: "entry",
        resolveId: (id) => (id === "entry.ts" ? entry : undefined),
        load: (id) => (id === entry ? entryOf(statement) : undefined),
        transform: (code, id) =>
          id === entry ? vite.transformWithOxc(code, "entry.ts") : undefined,
      },
    ],
    build: {
      ...{ write: false, target: "es2022", modulePreload: false },
      rolldownOptions: { input: "entry.ts", external: EXTERNAL },
    },
  });
  const chunks = new Map(output.map((chunk) => [chunk.fileName, chunk]));
  const wanted = output.filter(({ isEntry }) => isEntry);
  for (const { imports } of wanted) {
    wanted.push(...imports.filter((name) => chunks.has(name)).map((name) => chunks.get(name)));
  }
  const files = wanted.flatMap(({ modules }) =>
    Object.keys(modules).filter((path) => modules[path].renderedLength > 0),
  );
  return { code: wanted.map(({ code }) => code), files };
}

/** The table of the README: import -> kB. */
function stated() {
  const tokens = marked.lexer(readFileSync(`${ROOT}wasm/README.md`, "utf8"));
  const table = tokens.find(({ type, header }) => type === "table" && header[0].text === "import");
  return new Map(
    table.rows.map(([statement, size]) => [statement.tokens[0].text, Number.parseFloat(size.text)]),
  );
}

const TABLE = stated();

test("the README's table is of these imports", () => {
  assert.deepEqual(
    [...TABLE.keys()],
    ROWS.map(([statement]) => statement),
  );
});

for (const [statement, parts] of ROWS) {
  for (const [name, bundle] of Object.entries({ esbuild: withEsbuild, vite: withVite })) {
    test(`${statement}, by ${name}`, async () => {
      const { code, files } = await bundle(statement);
      const own = files.filter((path) => /\/dist\//.test(path)).map((path) => basename(path));
      const found = Object.keys(PARTS).filter((part) => own.some((file) => PARTS[part].test(file)));
      assert.deepEqual(found.sort(), [...parts].sort(), own.join());
      const bytes = code.reduce((sum, text) => sum + gzipSync(text, { level: 9 }).length, 0);
      const kilobytes = bytes / 1000;
      const limit = TABLE.get(statement);
      assert.ok(kilobytes <= limit, `${kilobytes} kB, the README says ${limit}`);
      assert.ok(kilobytes > limit * 0.8 - 0.3, `only ${kilobytes} kB, the README says ${limit}`);
    });
  }
}
