// SPDX-License-Identifier: Apache-2.0
// clang-tidy over our C++, only where something changed: a source that passed leaves a stamp named by a
// hash of everything its result depends on. Portable sources are checked as the native preset compiles
// them, the bindings as the wasm preset does.
import { execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { ROOT, sourceFiles } from "./run.mjs";

const STAMPS = `${ROOT}/build/tidy`;

/** The sources and headers of ours that each object was compiled from, as Ninja recorded them. */
function recordedSources(folder) {
  const text = execFileSync("ninja", ["-C", folder, "-t", "deps"], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  const sources = new Map();
  for (const block of text.split("\n\n")) {
    const [first, ...rest] = block.split("\n");
    const object = /^(.*): #deps \d+.*\(VALID\)$/.exec(first)?.[1];
    if (object) {
      const paths = rest.map((line) => resolve(folder, line.trim()));
      sources.set(object, paths.filter((path) => path.startsWith(`${ROOT}/`)).sort());
    }
  }
  return sources;
}

/** A name for everything of ours that clang-tidy reads when it checks what `command` compiles. */
function fingerprint(command, sources, settings) {
  const hash = createHash("sha256").update(settings).update(command);
  for (const path of sources) {
    hash.update(path).update(existsSync(path) ? readFileSync(path) : "");
  }
  return hash.digest("hex");
}

/** What em++ adds to clang's command line by itself. */
function emscriptenFlags() {
  const flags = execFileSync("em++", ["--cflags"], { encoding: "utf8" }).trim().split(/\s+/);
  return flags.map((flag) => `--extra-arg=${flag}`);
}

/** The sources of a build that `wanted` picks, each with the stamp that says it passed. */
function sourcesOf(folder, wanted, flags, settings) {
  const entries = JSON.parse(readFileSync(`${folder}/compile_commands.json`, "utf8"));
  const recorded = recordedSources(folder);
  return entries
    .filter(({ file }) => file.startsWith(`${ROOT}/`) && wanted(file.slice(ROOT.length + 1)))
    .map(({ file, command }) => {
      const sources = recorded.get(/ -o (\S+)/.exec(command)?.[1]);
      // What did not compile has no stamp, so it is checked every time.
      const stamp = sources && `${STAMPS}/${fingerprint(command, sources, settings)}`;
      return { name: file.slice(ROOT.length + 1), stamp, args: ["-p", folder, ...flags, file] };
    });
}

function check(args) {
  return new Promise((settle) => {
    const child = spawn("clang-tidy", ["--quiet", ...args], { cwd: ROOT });
    let output = "";
    child.stdout.on("data", (chunk) => {
      output += chunk;
    });
    child.stderr.resume();
    child.on("error", (error) => settle({ ok: false, output: String(error) }));
    child.on("close", (status) => settle({ ok: status === 0, output: output.trim() }));
  });
}

/** A source that no build compiles is neither checked nor tested: somebody forgot to list it. */
function unbuilt(all) {
  const built = new Set(all.map(({ name }) => name));
  const missing = sourceFiles(/^(sdk|wasm|tests\/(unit|support))\/.*\.cpp$/).filter(
    (name) => !built.has(name),
  );
  return {
    name: "every source is part of a build",
    status: missing.length === 0 ? "passed" : "failed",
    detail: missing.map((name) => `${name} is in no CMakeLists.txt`).join("\n"),
  };
}

/**
 * Checks every source of the native and the wasm build, as many at a time as there are cores. Prints
 * findings as they come.
 *
 * @returns {Promise<import("./junit.mjs").Outcome[]>} One outcome for each source.
 */
export async function tidy() {
  mkdirSync(STAMPS, { recursive: true });
  const settings =
    readFileSync(`${ROOT}/.clang-tidy`, "utf8") +
    readFileSync(`${ROOT}/tests/.clang-tidy`, "utf8") +
    execFileSync("clang-tidy", ["--version"], { encoding: "utf8" });
  const isBinding = (path) => path.startsWith("wasm/");
  const all = [
    ...sourcesOf(`${ROOT}/build/native`, (path) => !isBinding(path), [], settings),
    ...sourcesOf(`${ROOT}/build/wasm`, isBinding, emscriptenFlags(), settings),
  ];
  const passed = all.filter(({ stamp }) => stamp && existsSync(stamp));
  const waiting = all.filter((source) => !passed.includes(source));
  const outcomes = passed.map(({ name }) => ({ name, status: "passed", detail: "" }));
  outcomes.push(unbuilt(all));
  console.log(`${passed.length} sources unchanged, ${waiting.length} to check`);
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { ok, output } = await check(next.args);
      console.log(`${ok ? "clean" : "FINDINGS"} ${next.name}${ok ? "" : `\n${output}`}`);
      if (ok && next.stamp) {
        writeFileSync(next.stamp, "");
      }
      outcomes.push({ name: next.name, status: ok ? "passed" : "failed", detail: output });
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return outcomes;
}
