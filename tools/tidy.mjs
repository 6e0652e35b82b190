// SPDX-License-Identifier: Apache-2.0
// clang-tidy over what the native preset compiles, only where something changed: a source that passed
// leaves a stamp named by a hash of everything its result depends on.
import { execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { ROOT } from "./run.mjs";

const BUILD = `${ROOT}/build/native`;
const STAMPS = `${ROOT}/build/tidy`;

/** The sources and headers of ours that each object was compiled from, as Ninja recorded them. */
function recordedSources() {
  const text = execFileSync("ninja", ["-C", BUILD, "-t", "deps"], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  const sources = new Map();
  for (const block of text.split("\n\n")) {
    const [first, ...rest] = block.split("\n");
    const object = /^(.*): #deps \d+.*\(VALID\)$/.exec(first)?.[1];
    if (object) {
      const paths = rest.map((line) => resolve(BUILD, line.trim()));
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

function check(file) {
  return new Promise((settle) => {
    const child = spawn("clang-tidy-19", ["-p", BUILD, "--quiet", file], { cwd: ROOT });
    let output = "";
    child.stdout.on("data", (chunk) => {
      output += chunk;
    });
    child.stderr.resume();
    child.on("error", (error) => settle({ ok: false, output: String(error) }));
    child.on("close", (status) => settle({ ok: status === 0, output: output.trim() }));
  });
}

/**
 * Checks every source of the native build, as many at a time as there are cores. Prints findings as they
 * come.
 *
 * @returns {Promise<import("./junit.mjs").Outcome[]>} One outcome for each source.
 */
export async function tidy() {
  mkdirSync(STAMPS, { recursive: true });
  const entries = JSON.parse(readFileSync(`${BUILD}/compile_commands.json`, "utf8")).filter(
    (each) => each.file.startsWith(`${ROOT}/`),
  );
  const recorded = recordedSources();
  const settings =
    readFileSync(`${ROOT}/.clang-tidy`, "utf8") +
    execFileSync("clang-tidy-19", ["--version"], { encoding: "utf8" });
  const outcomes = [];
  const waiting = [];
  for (const entry of entries) {
    const name = entry.file.slice(ROOT.length + 1);
    const sources = recorded.get(/ -o (\S+)/.exec(entry.command)?.[1]);
    // What did not compile is checked every time.
    const stamp = sources && `${STAMPS}/${fingerprint(entry.command, sources, settings)}`;
    if (stamp && existsSync(stamp)) {
      outcomes.push({ name, status: "passed", detail: "" });
    } else {
      waiting.push({ file: entry.file, name, stamp });
    }
  }
  console.log(`${outcomes.length} sources unchanged, ${waiting.length} to check`);
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { ok, output } = await check(next.file);
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
