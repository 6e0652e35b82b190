// SPDX-License-Identifier: Apache-2.0
// The package as npm would publish it.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { errorCodesModule } from "../../tools/generate-error-codes.mjs";

const PACKAGE = fileURLToPath(new URL("../", import.meta.url));
const manifest = JSON.parse(readFileSync(`${PACKAGE}package.json`, "utf8"));

test("importing the package on a server touches no window, document or Worker", async () => {
  const before = Object.keys(globalThis);
  const { Vitrine, VitrineError, ERROR_CODES, LookbookPage } = await import("@vitrine/sdk");
  const { PictureStudio, VitrineError: sameError } = await import("@vitrine/sdk/studio");
  const { assign } = await import("@vitrine/sdk/measure");
  const { useVitrine } = await import("@vitrine/sdk/react");
  for (const name of ["window", "document", "Worker", "HTMLElement"]) {
    assert.equal(typeof globalThis[name], "undefined", name);
  }
  assert.deepEqual(Object.keys(globalThis), before);
  assert.equal(typeof Vitrine.create, "function");
  assert.equal(typeof LookbookPage, "function");
  assert.ok(ERROR_CODES.includes("IMAGE_CORS"));
  assert.equal(sameError, VitrineError);
  assert.equal(typeof useVitrine, "function");
  assert.equal(assign({ name: "spring", arms: [{ name: "all" }] }, "visitor-1").arm, "all");
  await assert.rejects(PictureStudio.create(), { code: "UNSUPPORTED" });
  await assert.rejects(
    Vitrine.create({ catalog: "https://shop.example/catalogue.vpack" }),
    (error) => {
      assert.ok(error instanceof VitrineError);
      assert.equal(error.code, "UNSUPPORTED");
      return true;
    },
  );
});

test("every export resolves to a file, its types first", () => {
  for (const [entry, target] of Object.entries(manifest.exports)) {
    const specifier = `${manifest.name}${entry.slice(1)}`;
    const resolved = fileURLToPath(import.meta.resolve(specifier));
    assert.ok(existsSync(resolved), `${specifier}: ${resolved}`);
    if (typeof target === "object") {
      assert.equal(Object.keys(target)[0], "types", specifier);
      assert.ok(existsSync(`${PACKAGE}${target.types}`), `${specifier}: ${target.types}`);
    }
  }
});

test("the packed files are those a shop needs, and the wasm is not inlined", () => {
  const output = execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
    cwd: PACKAGE,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const paths = JSON.parse(output)[0].files.map(({ path }) => path);
  for (const path of [
    "LICENSE",
    "README.md",
    "THIRD-PARTY-NOTICES.md",
    "package.json",
    "dist/core.baseline.wasm",
    "dist/core.wasm",
    "dist/report.wasm",
    "dist/report-worker.js",
    "dist/imaging.baseline.wasm",
    "dist/studio.wasm",
    "dist/studio-worker.js",
    "dist/worker.js",
  ]) {
    assert.ok(paths.includes(path), `${path} is missing`);
  }
  const strange = paths.filter(
    (path) =>
      !/^(bin\/vitrine-preview\.mjs|dist\/([\w-]+(\.baseline(?=\.wasm))?\.(js|d\.ts|wasm|onnx)|integrity\.json)|LICENSE|(README|THIRD-PARTY-NOTICES)\.md|package\.json)$/.test(
        path,
      ),
  );
  assert.deepEqual(strange, []);
  for (const path of paths.filter((name) => name.endsWith(".js"))) {
    assert.ok(statSync(`${PACKAGE}${path}`).size < 64 * 1024, `${path} holds more than code`);
  }
});

test("the package's version is CMake's", () => {
  const cmake = readFileSync(`${PACKAGE}../CMakeLists.txt`, "utf8");
  assert.equal(manifest.version, /project\(vitrine VERSION ([\d.]+)/.exec(cmake)[1]);
});

test("the error codes are those of the C++ list", () => {
  const list = readFileSync(`${PACKAGE}../sdk/vitrine/base/error_codes.inc`, "utf8");
  assert.equal(readFileSync(`${PACKAGE}src/error-codes.ts`, "utf8"), errorCodesModule(list));
});

test("React's part says that it belongs in the browser, before anything else", () => {
  const code = readFileSync(`${PACKAGE}dist/react.js`, "utf8");
  assert.match(code, /^(\/\/.*\n)?"use client";/);
});

test("no script of the package needs eval", () => {
  const modules = ["core", "feeds", "imaging", "report", "studio"];
  for (const name of [...modules, "worker", "studio-worker", "index", "measure"]) {
    const code = readFileSync(`${PACKAGE}dist/${name}.js`, "utf8");
    assert.doesNotMatch(code, /\beval\(|new Function\(/, name);
  }
});

const CONSUMERS = ["consumer.ts", "react-consumer.tsx"].map(
  (name) => `${PACKAGE}test/types/${name}`,
);

for (const module of ["NodeNext", "ESNext"]) {
  test(`the published types compile in a shop's strict project, module ${module}`, () => {
    const tsc = fileURLToPath(new URL("tsc.js", import.meta.resolve("typescript")));
    const resolution = module === "ESNext" ? "Bundler" : module;
    const flags = ["--noEmit", "--strict", "--exactOptionalPropertyTypes", "--target", "ES2022"];
    // No types but the package's own.
    const types = ["--typeRoots", `${PACKAGE}test/types`];
    const modules = ["--module", module, "--moduleResolution", resolution];
    const { status, stdout } = spawnSync(
      process.execPath,
      [tsc, ...flags, ...types, ...modules, "--jsx", "react-jsx", ...CONSUMERS],
      { encoding: "utf8" },
    );
    assert.equal(status, 0, stdout);
  });
}
