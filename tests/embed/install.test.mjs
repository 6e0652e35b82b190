// SPDX-License-Identifier: Apache-2.0
// The package as `npm pack` makes it, installed into an empty project.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { ROOT } from "../../wasm/test/support/server.mjs";
import { QUIET } from "./support/examples.mjs";

// Outside of the repository, whose packages an import would find.
const WORK = mkdtempSync(join(tmpdir(), "vitrine-install-"));
const manifest = JSON.parse(readFileSync(`${ROOT}wasm/package.json`, "utf8"));
const scripts = Object.entries(manifest.exports)
  .filter(([, target]) => typeof target === "object")
  .map(([entry]) => entry);
/** Those that run in a worker: elsewhere they wait for messages that never come. */
const WORKERS = ["./worker", "./report-worker", "./studio-worker"];

let tarball;
before(() => {
  const options = { encoding: "utf8", env: { ...process.env, NODE_OPTIONS: "", ...QUIET } };
  const packed = execFileSync("npm", ["pack", "--json", "--pack-destination", WORK], {
    ...options,
    cwd: `${ROOT}wasm`,
  });
  tarball = `${WORK}/${JSON.parse(packed)[0].filename}`;
  writeFileSync(`${WORK}/package.json`, '{ "private": true, "type": "module" }\n');
  execFileSync("npm", ["install", tarball], { ...options, cwd: WORK });
});

after(() => rmSync(WORK, { recursive: true, force: true }));

const node = (...args) =>
  execFileSync(process.execPath, args, { cwd: WORK, encoding: "utf8", timeout: 20_000 });

test("it brings nothing along", () => {
  const list = JSON.parse(readFileSync(`${WORK}/package-lock.json`, "utf8")).packages;
  assert.deepEqual(Object.keys(list), ["", "node_modules/@vitrine/sdk"]);
});

test("every export is there, and every script can be imported", () => {
  const entries = Object.keys(manifest.exports).filter((entry) => !WORKERS.includes(entry));
  const specifiers = entries.map((entry) => `@vitrine/sdk${entry.slice(1)}`);
  const script = `
    import { existsSync } from "node:fs";
    import { fileURLToPath } from "node:url";
    const found = {};
    for (const specifier of ${JSON.stringify(specifiers)}) {
      const url = import.meta.resolve(specifier);
      const script = url.endsWith(".js") && !url.endsWith("/react.js");
      found[specifier] = script ? Object.keys(await import(url)).length : existsSync(fileURLToPath(url));
    }
    console.log(JSON.stringify(found));`;
  const found = JSON.parse(node("--input-type=module", "--eval", script));
  assert.deepEqual(Object.keys(found), specifiers);
  for (const [specifier, value] of Object.entries(found)) {
    assert.ok(value === true || value > 0, `${specifier}: ${value}`);
  }
});

test("without React its part says what is missing", () => {
  const { status, stderr } = spawnSync(
    process.execPath,
    ["--input-type=module", "--eval", 'import "@vitrine/sdk/react";'],
    { cwd: WORK, encoding: "utf8" },
  );
  assert.notEqual(status, 0);
  assert.match(stderr, /Cannot find package 'react'/);
});

for (const [module, resolution] of [
  ["node16", "node16"],
  ["esnext", "bundler"],
]) {
  test(`all types resolve with moduleResolution ${resolution}`, () => {
    const tsc = fileURLToPath(new URL("tsc.js", import.meta.resolve("typescript")));
    const names = scripts.filter((entry) => entry !== "./react");
    const imports = names.map(
      (entry, i) => `import * as e${i} from "@vitrine/sdk${entry.slice(1)}";`,
    );
    const uses = names.map((_, i) => `export type T${i} = typeof e${i};`);
    const file = `${WORK}/${resolution}.ts`;
    writeFileSync(file, [...imports, ...uses].join("\n"));
    const { status, stdout } = spawnSync(
      process.execPath,
      [
        ...[tsc, "--noEmit", "--strict", "--target", "es2022"],
        ...["--module", module, "--moduleResolution", resolution, file],
      ],
      { cwd: WORK, encoding: "utf8" },
    );
    assert.equal(status, 0, stdout);
  });
}

test("no resolver of types finds anything wrong", async () => {
  const { types, problems } = await checkPackage(
    createPackageFromTarballData(readFileSync(tarball)),
    {
      excludeEntrypoints: Object.keys(manifest.exports).filter((entry) => !scripts.includes(entry)),
    },
  );
  assert.equal(types.kind, "included");
  // Resolution by Node 10's rules knows no exports, and CommonJS requires none: the package is of modules.
  const known = ["NoResolution", "CJSResolvesToESM"];
  const others = problems.filter(
    ({ kind, resolutionKind }) =>
      !(known.includes(kind) && ["node10", "node16-cjs"].includes(resolutionKind)),
  );
  assert.deepEqual(others, []);
});

test("publint has nothing to say", async () => {
  const { messages } = await publint({
    pkgDir: `${WORK}/node_modules/@vitrine/sdk`,
    pack: false,
    strict: true,
  });
  assert.deepEqual(
    messages.map((message) => `${message.type}: ${formatMessage(message, manifest)}`),
    [],
  );
});

test("it carries its licence and notices, and no test or source", () => {
  const folder = `${WORK}/node_modules/@vitrine/sdk`;
  for (const file of ["LICENSE", "README.md", "THIRD-PARTY-NOTICES.md"]) {
    assert.ok(existsSync(`${folder}/${file}`), file);
  }
  for (const other of ["src", "test", "scripts", "bindings"]) {
    assert.ok(!existsSync(`${folder}/${other}`), other);
  }
});
