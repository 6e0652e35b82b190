// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import junit from "junit-report-builder";

/** The version of summary.json's shape; docs/qa.md describes it. */
export const SUMMARY_VERSION = 1;

/**
 * @typedef {object} StepResult
 * @property {string} name
 * @property {"passed" | "failed" | "skipped"} status
 * @property {number} durationMs
 * @property {string} detail What was expected and what came, why it was skipped, or what was measured.
 * @property {string[]} screenshots File names in the folder of the reports.
 * @property {string[]} [traces] The same, of Playwright's traces; where the step failed.
 */

/**
 * Makes the folder and takes an earlier walk's reports out of it, with the files that they name; what
 * else is there stays.
 *
 * @param {string} folder
 */
export function clearReports(folder) {
  mkdirSync(folder, { recursive: true });
  for (const file of [...filesOf(folder), "summary.json", "junit.xml"]) {
    rmSync(join(folder, file), { force: true });
  }
}

/** The names of files, and of nothing outside of the folder. */
function filesOf(folder) {
  try {
    const { steps, trace } = JSON.parse(readFileSync(join(folder, "summary.json"), "utf8"));
    const named = steps.flatMap(({ screenshots, traces = [] }) => [...screenshots, ...traces]);
    return [...named, trace ?? ""].filter((file) => /^[\w-]+(\.png|\.zip|\.json\.gz)$/.test(file));
  } catch {
    return [];
  }
}

/**
 * Writes summary.json and junit.xml.
 *
 * @param {string} folder
 * @param {{url: string, seed: number, time: number, browser: string, steps: StepResult[],
 *   mainThread?: import("./trace.mjs").MainThread & {limitMs: number},
 *   profile?: object, budgets?: import("./budgets.mjs").Budgeted[], trace?: string}} walk
 */
export function writeReports(folder, walk) {
  const count = (status) => walk.steps.filter((step) => step.status === status).length;
  const summary = {
    version: SUMMARY_VERSION,
    url: walk.url,
    seed: walk.seed,
    time: new Date(walk.time).toISOString(),
    browser: walk.browser,
    passed: count("passed"),
    failed: count("failed"),
    skipped: count("skipped"),
    mainThread: walk.mainThread ?? null,
    steps: walk.steps,
    ...(walk.profile && { profile: walk.profile }),
    ...(walk.budgets && { budgets: walk.budgets }),
    ...(walk.trace && { trace: walk.trace }),
  };
  writeFileSync(join(folder, "summary.json"), `${JSON.stringify(summary, null, 2)}\n`);
  writeFileSync(join(folder, "junit.xml"), junitXml(walk));
  return summary;
}

function junitXml({ steps, budgets = [], profile }) {
  const builder = junit.newBuilder();
  const suite = builder.testSuite().name("Vitrine walk");
  for (const { name, status, durationMs, detail } of steps) {
    const test = suite
      .testCase()
      .className("walk")
      .name(name)
      .time(durationMs / 1000);
    if (status === "failed") {
      test.failure(detail);
    } else if (status === "skipped") {
      test.skipped(detail);
    } else if (detail !== "") {
      test.standardOutput(detail);
    }
  }
  for (const { figure, value, limit, holds } of budgets) {
    const test = suite.testCase().className(`budgets.${profile?.name}`).name(figure);
    if (holds) {
      test.standardOutput(`${value} of at most ${limit}`);
    } else {
      test.failure(`expected at most ${limit}, got ${value}`);
    }
  }
  return builder.build();
}
