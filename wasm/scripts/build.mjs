// SPDX-License-Identifier: Apache-2.0
// node scripts/build.mjs: writes dist/ from src/ and from what the CMake preset `wasm` built. Modules and
// their files stay apart and find each other by `new URL("./x", import.meta.url)`, so a folder on a web
// server, an import map and a bundler all work.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { minify } from "terser";

const PACKAGE = fileURLToPath(new URL("../", import.meta.url));
const ROOT = join(PACKAGE, "..");
const MODULES = ["core", "feeds", "imaging", "report", "shards", "studio"];
/** Those that are there without SIMD as well, for the same script. */
const CHOSEN = ["core", "imaging"];
const ENTRIES = [
  ...["index", "element", "languages", "worker", "measure", "picture-studio", "studio-worker"],
  ...["experiment-report", "report-worker"],
];
// Those that no browser imports by themselves: a bundler does, or Node.
const BUNDLED = ["node", "react"];
const BUILT = join(ROOT, "build/wasm/wasm");
const DIST = join(PACKAGE, "dist");
// A build that fails leaves the last good one in place.
const NEXT = join(ROOT, "build/package");

/** @returns {never} */
function fail(message) {
  console.error(message);
  process.exit(1);
}

function checkModules() {
  const endings = ["js", "wasm", "d.ts"];
  const files = MODULES.flatMap((name) => endings.map((ending) => `${name}.${ending}`));
  for (const file of [...files, ...CHOSEN.map(baselineOf)]) {
    if (!existsSync(join(BUILT, file))) {
      fail(`${join(BUILT, file)} is missing; run ./dev build wasm`);
    }
  }
}

const baselineOf = (name) => `baseline/${name}.wasm`;

function compile() {
  const tsc = join(dirname(createRequire(import.meta.url).resolve("typescript")), "tsc.js");
  const { status } = spawnSync(process.execPath, [tsc, "--outDir", NEXT], {
    cwd: PACKAGE,
    stdio: "inherit",
  });
  if (status !== 0) {
    fail("tsc found errors");
  }
}

/** The files of ours that a script imports, in any way, itself left out. */
function importsOf(entry) {
  const found = new Set();
  const visit = (file) => {
    const code = readFileSync(join(existsSync(join(NEXT, file)) ? NEXT : BUILT, file), "utf8");
    for (const [, name] of code.matchAll(/^(?:import|export)\b[^;]*?"\.\/([\w-]+\.js)";/gm)) {
      if (name !== entry && !found.has(name)) {
        found.add(name);
        visit(name);
      }
    }
  };
  visit(entry);
  return [...found];
}

/**
 * Names in each entry all that its imports import in turn, so that a browser fetches them at once instead
 * of one level after the other.
 */
function flattenImports() {
  for (const entry of ENTRIES) {
    const file = join(NEXT, `${entry}.js`);
    if (existsSync(file)) {
      const imports = importsOf(`${entry}.js`).map((name) => `import "./${name}";\n`);
      writeFileSync(file, `${imports.join("")}${readFileSync(file, "utf8")}`);
    }
  }
}

async function minifyScripts() {
  for (const name of readdirSync(NEXT).filter((file) => file.endsWith(".js"))) {
    const file = join(NEXT, name);
    const { code } = await minify(readFileSync(file, "utf8"), {
      module: true,
      ecma: 2020,
      // "use client" is a directive of React's.
      compress: { passes: 2, directives: false },
      mangle: true,
      format: {
        preamble: "// SPDX-License-Identifier: Apache-2.0",
        // What a bundler must leave alone is said in comments.
        comments: /^\s*(webpackIgnore|@vite-ignore)/,
      },
    });
    writeFileSync(file, code);
  }
}

/** Leaves only the types that the package's entries name, directly or not. */
function pruneTypes() {
  const wanted = new Set();
  const visit = (file) => {
    if (wanted.has(file) || !existsSync(join(NEXT, file))) {
      return;
    }
    wanted.add(file);
    for (const [, name] of readFileSync(join(NEXT, file), "utf8").matchAll(/"\.\/([\w-]+)\.js"/g)) {
      visit(`${name}.d.ts`);
    }
  };
  for (const entry of [...ENTRIES, ...BUNDLED]) {
    visit(`${entry}.d.ts`);
  }
  for (const file of readdirSync(NEXT)) {
    if (file.endsWith(".d.ts") && !wanted.has(file)) {
      rmSync(join(NEXT, file));
    }
  }
}

function copyModules() {
  for (const file of MODULES.flatMap((name) => [`${name}.js`, `${name}.wasm`])) {
    copyFileSync(join(BUILT, file), join(NEXT, file));
  }
  for (const name of CHOSEN) {
    copyFileSync(join(BUILT, baselineOf(name)), join(NEXT, `${name}.baseline.wasm`));
  }
}

/** What the scripts and modules hash to, for pages that ask for subresource integrity. */
function writeIntegrity() {
  const names = readdirSync(NEXT).filter((name) => /\.(js|wasm)$/.test(name));
  const hashOf = (name) => createHash("sha384").update(readFileSync(join(NEXT, name)));
  const entries = names.sort().map((name) => [name, `sha384-${hashOf(name).digest("base64")}`]);
  const text = JSON.stringify(Object.fromEntries(entries), null, 2);
  writeFileSync(join(NEXT, "integrity.json"), `${text}\n`);
}

checkModules();
rmSync(NEXT, { recursive: true, force: true });
mkdirSync(NEXT, { recursive: true });
compile();
flattenImports();
await minifyScripts();
pruneTypes();
copyModules();
writeIntegrity();
copyFileSync(join(ROOT, "models/cutout/cutout.onnx"), join(NEXT, "cutout.onnx"));
copyFileSync(join(ROOT, "LICENSE"), join(PACKAGE, "LICENSE"));
rmSync(DIST, { recursive: true, force: true });
renameSync(NEXT, DIST);
