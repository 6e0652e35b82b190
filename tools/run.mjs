// SPDX-License-Identifier: Apache-2.0
// Child processes and the repository's files, for the scripts beside this one.
import { execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The repository's root folder, without a slash at its end. */
export const ROOT = fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, "");

/**
 * Runs a program with our terminal, in a process group of its own, which is ended when it takes too long
 * or when we are interrupted.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {{env?: Record<string, string>, timeoutMinutes?: number, cwd?: string, quiet?: boolean}} options
 *   quiet drops its standard output; its errors are always shown.
 * @returns {Promise<number>} Its exit status; 124 when it took too long.
 */
export function run(
  program,
  args,
  { env = {}, timeoutMinutes = 30, cwd = ROOT, quiet = false } = {},
) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      stdio: ["ignore", quiet ? "ignore" : "inherit", "inherit"],
      detached: true,
      env: { ...process.env, ...env },
    });
    const end = (signal) => {
      try {
        process.kill(-child.pid, signal);
      } catch {
        // It has already gone.
      }
    };
    const interrupted = () => {
      end("SIGTERM");
      process.exit(130);
    };
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      console.error(`${program} took more than ${timeoutMinutes} minutes`);
      end("SIGKILL");
    }, timeoutMinutes * 60_000);
    const done = () => {
      clearTimeout(timer);
      process.off("SIGINT", interrupted);
      process.off("SIGTERM", interrupted);
    };
    process.on("SIGINT", interrupted);
    process.on("SIGTERM", interrupted);
    child.on("error", (error) => {
      done();
      reject(error);
    });
    child.on("close", (status) => {
      done();
      resolve(late ? 124 : (status ?? 1));
    });
  });
}

/**
 * The repository's files that are tracked or new and not ignored, relative to ROOT.
 *
 * @param {RegExp} pattern What the path must match.
 * @returns {string[]}
 */
export function sourceFiles(pattern) {
  // The checkout may be somebody else's, mounted into a container say.
  const safe = ["-c", `safe.directory=${ROOT}`];
  const list = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
  return execFileSync("git", [...safe, ...list], {
    cwd: ROOT,
    encoding: "utf8",
    maxBuffer: 1 << 26,
  })
    .split("\0")
    .filter((path) => pattern.test(path) && existsSync(`${ROOT}/${path}`));
}

/** C++ sources and headers. */
export const CPP = /\.(h|cpp|inc)$/;
