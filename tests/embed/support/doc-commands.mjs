// SPDX-License-Identifier: Apache-2.0
// The blocks of the documentation that need no browser: commands, programs, lines of a log. Each case gets the
// block's text and a folder of its own.
import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { ROOT, startServer } from "../../../wasm/test/support/server.mjs";
import { readOptions } from "../../../web-demo/walk/options.mjs";
import { csvOf, eventLog, experimentLog, products, rssOf, sessionTables } from "./doc-data.mjs";
import { QUIET } from "./examples.mjs";

const CLI = `${ROOT}build/native/sdk/cli`;

/** Runs a block as a shell does where `vitrine` is installed, and gives what it printed. */
async function sh(text, cwd, env = {}) {
  const { stdout } = await promisify(execFile)("bash", ["-euo", "pipefail", "-c", text], {
    cwd,
    env: { ...process.env, NODE_OPTIONS: "", ...QUIET, PATH: `${CLI}:${process.env.PATH}`, ...env },
  });
  return stdout;
}

const write = (folder, files) => {
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(folder, name), text);
  }
};

const sizeOf = (folder, name) => readFileSync(join(folder, name)).length;

/** What each argument of ./dev has to be. */
const ARGUMENTS = {
  bench: ([area]) => assert.ok(existsSync(`${ROOT}tests/bench/areas/${area}.mjs`), area),
  demo: (args) => (args[0] === "--headless" ? readOptions(args.slice(1)) : args),
  test: (stages) => {
    const known = execFileSync(process.execPath, [`${ROOT}tools/test.mjs`, "--list"]);
    assert.ok(stages.every((stage) => String(known).split("\n").includes(stage)));
  },
};

/** `./dev` knows each of these commands, and what is said to them. They are what everything is built and tested by. */
export function areCommands(text) {
  const help = execFileSync(`${ROOT}dev`, ["help"], { encoding: "utf8" });
  for (const line of text.split("\n")) {
    const [, command, ...args] = line.replace(/#.*/, "").trim().split(/\s+/);
    assert.match(line, /^\.\/dev /);
    assert.match(help, new RegExp(`^  ${command} `, "m"), line);
    if (args.length > 0) {
      ARGUMENTS[command]?.(args);
    }
  }
}

/** A file of the test of installing, below its line about the licence. CTest runs it: install.FindPackage. */
const isFile = (text, name) =>
  assert.equal(
    `${text}\n`,
    readFileSync(`${ROOT}tests/install/${name}`, "utf8").split("\n").slice(1).join("\n"),
  );

/** A registry that has the package as it is built. */
async function registry(folder) {
  const packed = await sh(`npm pack --json --pack-destination "${folder}"`, `${ROOT}wasm`);
  const [{ filename, integrity, version }] = JSON.parse(packed);
  const tarball = readFileSync(join(folder, filename));
  assert.equal(integrity, `sha512-${createHash("sha512").update(tarball).digest("base64")}`);
  const files = { "/sdk.tgz": { body: tarball } };
  const server = await startServer({ files });
  const manifest = JSON.parse(readFileSync(`${ROOT}wasm/package.json`, "utf8"));
  const dist = { tarball: `${server.origin}/sdk.tgz`, integrity };
  files["/@vitrine%2fsdk"] = JSON.stringify({
    name: manifest.name,
    "dist-tags": { latest: version },
    versions: { [version]: { ...manifest, dist } },
  });
  return server;
}

const sessions = async (text, folder, [train, test]) => {
  const [before, after] = sessionTables();
  write(folder, { [train]: before, [test]: after });
  assert.match(await sh(text, folder), /vitrine/);
};
const YOOCHOOSE = ["yoochoose-clicks-100k_train_full.txt", "yoochoose-clicks-100k_test.txt"];

/** @type {Record<string, (text: string, folder: string) => unknown>} */
export const COMMANDS = {
  "README.md: ./dev demo    # sets everything up, builds": areCommands,
  "web-demo/README.md: ./dev demo                     # build, se": areCommands,
  "docs/cpp.md: ./dev build native # on Debian 12; sets up": async (text) => {
    const [build, install] = text.split("\n");
    areCommands(build);
    const [, prefix] = /--prefix "\$PWD\/(.+)"$/.exec(install);
    await sh(install, ROOT);
    const config = readFileSync(`${ROOT}${prefix}/lib/cmake/vitrine/vitrineConfig.cmake`, "utf8");
    assert.match(config, /vitrineTargets\.cmake/);
  },
  "docs/cpp.md: cmake_minimum_required(VERSION 3.25)": (text) => isFile(text, "CMakeLists.txt"),
  "docs/cpp.md: // picks FEED EVENTS: what the shopper of": (text) => isFile(text, "main.cpp"),
  "docs/getting-started.md: npm install @vitrine/sdk": async (text, folder) => {
    const server = await registry(folder);
    try {
      write(folder, { "package.json": '{ "private": true, "type": "module" }' });
      const env = { npm_config_registry: server.origin, npm_config_cache: join(folder, "cache") };
      await sh(text, folder, env);
    } finally {
      await server.close();
    }
    assert.ok(existsSync(join(folder, "node_modules/@vitrine/sdk/dist/element.js")));
  },
  "docs/getting-started.md: ./dev build": areCommands,
  "docs/getting-started.md: build/native/sdk/cli/vitrine pack feed.xml": async (text, folder) => {
    write(folder, { "feed.xml": rssOf(products) });
    symlinkSync(`${ROOT}build`, join(folder, "build"));
    await sh(text, folder);
    assert.ok(sizeOf(folder, "catalogue.vpack") > 0);
  },
  "docs/measurement.md: vitrine power --rate 0.02 --lift 0.1": async (text, folder) => {
    const lines = experimentLog(["control", "treatment"]);
    const isOrder = (line) => line.includes('"order"');
    write(folder, {
      "events.jsonl": lines.filter((line) => !isOrder(line)).join("\n"),
      "orders.jsonl": lines.filter(isOrder).join("\n"),
      "other.jsonl": experimentLog(["bold"], "other").join("\n"),
    });
    const output = await sh(text, folder);
    assert.match(output, /visitors/);
    assert.match(output, /IPS/);
    assert.match(readFileSync(join(folder, "report.html"), "utf8"), /<svg/);
  },
  'docs/measurement.md: {"type":"exposure","experiment":"spring","': async (text, folder) => {
    const others = experimentLog(["control", "treatment"]);
    write(folder, { "lines.jsonl": `${text}\n${others.join("\n")}` });
    await sh("vitrine report --log lines.jsonl --json report.json", folder);
    const { lines, ...leftOut } = JSON.parse(readFileSync(join(folder, "report.json"), "utf8")).log;
    assert.equal(lines, others.length + text.split("\n").length);
    assert.deepEqual(
      Object.values(leftOut).filter((count) => count !== 0),
      [],
    );
  },
  "docs/measurement.md: jq -c 'select(.page == 0 and .slot == 0 an": async (text, folder) => {
    write(folder, { "events.jsonl": experimentLog(["bold", "calm"]).join("\n") });
    assert.match(await sh(text, folder), /IPS/);
  },
  'docs/node.md: import { readFile } from "node:fs/promises': async (text, folder) => {
    copyFileSync(join(folder, "../shop/catalogue.vpack"), join(folder, "catalogue.vpack"));
    write(folder, { "picks.mjs": text });
    const output = await sh(`"${process.execPath}" picks.mjs`, folder);
    assert.match(output, /^(.+, €\d.*: .+\n){4}$/);
  },
  "docs/node.md: npx --package @vitrine/sdk vitrine-preview": async (text, folder) => {
    copyFileSync(join(folder, "../shop/catalogue.vpack"), join(folder, "catalogue.vpack"));
    symlinkSync(join(folder, "../shop/images"), join(folder, "pictures"));
    const before = sizeOf(folder, "catalogue.vpack");
    await sh(text, folder, { npm_config_offline: "true" });
    assert.ok(sizeOf(folder, "catalogue.vpack") > before + 1000);
  },
  "docs/performance.md: ./dev bench storefront": areCommands,
  "docs/performance.md: ./dev test size": areCommands,
  "docs/performance.md: ./dev bench ranking": areCommands,
  "docs/performance.md: ./dev bench imaging": areCommands,
  "docs/performance.md: vitrine evaluate --train yoochoose-clicks-": (text, folder) =>
    sessions(text, folder, YOOCHOOSE),
  // What it tests takes minutes; that there is such a test does not.
  "docs/performance.md: ctest --preset native -V -R full_size.shar": async (text) =>
    assert.match(await sh(`${text} -N`, ROOT), /Total Tests: 1/),
  "docs/qa.md: ./dev demo --headless": areCommands,
  "docs/qa.md: ./dev demo --headless --out reports/walk": areCommands,
  "docs/shards.md: vitrine pack feed.xml --shards --out shard": async (text, folder) => {
    const half = Math.floor(products.length / 2);
    write(folder, {
      "feed.xml": rssOf(products),
      "nord.xml": rssOf(products.slice(0, half)),
      "sued.csv": csvOf(products.slice(half)),
      "log.jsonl": eventLog(),
    });
    await sh("vitrine train --events log.jsonl --feed feed.xml --out trained.vpack", folder);
    // Each is about a shop of its own.
    for (const line of text.split("\n")) {
      await sh(`rm -rf shards\n${line}`, folder);
      assert.ok(sizeOf(folder, "shards/index.vshards") > 0, line);
    }
  },
  "docs/training.md: vitrine train --events log.jsonl --feed fe": async (text, folder) => {
    const [before, after] = sessionTables();
    write(folder, {
      ...{ "log.jsonl": eventLog(), "feed.xml": rssOf(products) },
      ...{ "before.csv": before, "after.csv": after },
    });
    await sh(text, folder);
    assert.ok(sizeOf(folder, "catalogue.vpack") > 0);
    assert.ok(JSON.parse(readFileSync(join(folder, "figures.json"), "utf8")));
  },
  "docs/training.md: vitrine evaluate --train yoochoose-clicks-": (text, folder) =>
    sessions(text, folder, YOOCHOOSE),
};

/** A folder for a case, inside of `work`. */
export function caseFolder(work, name) {
  const folder = join(work, name.replace(/\W+/g, "-"));
  mkdirSync(folder, { recursive: true });
  return folder;
}
