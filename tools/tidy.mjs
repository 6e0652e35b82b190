// SPDX-License-Identifier: Apache-2.0
// clang-tidy over what the native preset compiles, only where something changed: a source that passed
// leaves a stamp named by a hash of everything its result depends on.
import { execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { ROOT } from "./run.mjs";

const BUILD = `${ROOT}/build/native`;
const STAMPS = `${ROOT}/build/tidy`;

/** The headers of ours that each object was compiled from, as Ninja recorded them. */
function recordedHeaders() {
  const text = execFileSync("ninja", ["-C", BUILD, "-t", "deps"], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  const headers = new Map();
  for (const block of text.split("\n\n")) {
    const [first, ...rest] = block.split("\n");
    const object = /^(.*): #deps \d+.*\(VALID\)$/.exec(first)?.[1];
    if (object) {
      const paths = rest.map((line) => line.trim()).filter((path) => path.startsWith(`${ROOT}/`));
      headers.set(object, paths.sort());
    }
  }
  return headers;
}

/** A name for everything that a clang-tidy run over `entry` reads of ours. */
function fingerprint(entry, headers, settings) {
  const hash = createHash("sha256").update(settings).update(entry.command);
  for (const path of [entry.file, ...headers]) {
    hash.update(path).update(existsSync(path) ? readFileSync(path) : "");
  }
  return hash.digest("hex");
}

function check(file) {
  return new Promise((resolve) => {
    const child = spawn("clang-tidy-19", ["-p", BUILD, "--quiet", file], { cwd: ROOT });
    let output = "";
    child.stdout.on("data", (chunk) => {
      output += chunk;
    });
    child.stderr.resume();
    child.on("error", (error) => resolve({ ok: false, output: String(error) }));
    child.on("close", (status) => resolve({ ok: status === 0, output: output.trim() }));
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
  const headers = recordedHeaders();
  const settings =
    readFileSync(`${ROOT}/.clang-tidy`, "utf8") +
    execFileSync("clang-tidy-19", ["--version"], { encoding: "utf8" });
  const outcomes = [];
  const waiting = [];
  for (const entry of entries) {
    const name = entry.file.slice(ROOT.length + 1);
    const known = headers.get(entry.output);
    const stamp = known && `${STAMPS}/${fingerprint(entry, known, settings)}`;
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
