// SPDX-License-Identifier: Apache-2.0
// An experiment's report in the browser: the figures of `vitrine report`, from the same log.
/* global sdk, codeOf */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { after, before, test } from "node:test";
import { assertSame } from "../../../tests/browser/support/same-report.mjs";
import { launchChromium } from "../../../tools/chromium.mjs";
import { openPage } from "../support/browser.mjs";
import { htmlPage, ROOT, STRICT_CSP, startServer } from "../support/server.mjs";

const CLI = `${ROOT}build/native/sdk/cli/vitrine`;
const noCli = existsSync(CLI) ? false : "there is no native build: cmake --build --preset native";

const PAGE_SCRIPT = `
import * as sdk from "/package/experiment-report.js";
globalThis.sdk = sdk;
globalThis.codeOf = (promise) => promise.then(() => "none", ({ code }) => code ?? "no code");`;

let server;
let browser;
let page;
let messages;
before(async () => {
  server = await startServer({
    folders: { "/package/": `${ROOT}wasm/dist/` },
    files: {
      "/": { body: htmlPage("/page.js", ""), type: "text/html" },
      "/favicon.ico": "",
      "/page.js": { body: PAGE_SCRIPT, type: "text/javascript" },
    },
    headers: { "Content-Security-Policy": STRICT_CSP },
  });
  browser = await launchChromium();
  ({ page, messages } = await openPage(browser, `${server.origin}/`));
});
after(async () => {
  await browser?.close();
  await server?.close();
});

const START = 1_780_272_000_000;
const DAY = 86_400_000;

/** What `visitors` do in a week: every fourth orders, in the treatment every third; one line is broken. */
function logOf(visitors) {
  const line = (facts) => `${JSON.stringify(facts)}\n`;
  let lines = "not a line\n";
  for (let i = 0; i < visitors; i += 1) {
    const arm = i % 2 === 0 ? "control" : "treatment";
    const unit = `u${i}`;
    const time_ms = START + ((i * 7919) % 7) * DAY;
    const before = { orders: i % 3, revenue: (i % 3) * 20.25 };
    lines += line({ type: "assignment", unit, time_ms, experiment: "spring", arm, before });
    lines += line({ type: "exposure", unit, time_ms, experiment: "spring", arm, before });
    if ((i >> 1) % (arm === "control" ? 4 : 3) === 0) {
      const revenue = 20 + ((i * 131) % 977) / 10 + (i % 3) * 10;
      lines += line({ type: "order", unit, time_ms: time_ms + 1000, revenue, currency: "EUR" });
    }
    if (arm === "treatment") {
      lines += line({ type: "time", unit, time_ms: time_ms + 500, seconds: (i * 37) % 91 });
      lines += i % 5 === 1 ? line({ type: "click", unit, time_ms: time_ms + 600 }) : "";
    }
  }
  return lines;
}

const reportOf = (log, options) =>
  page.evaluate(([lines, given]) => sdk.report(lines, given), [log, options]);

/** What the command writes of the same log; it ends with 3 where the arms cannot be compared. */
function commandsReport(log, ...options) {
  const folder = mkdtempSync(`${tmpdir()}/vitrine-report-`);
  try {
    writeFileSync(`${folder}/log.jsonl`, log);
    const json = `${folder}/report.json`;
    const args = ["report", "--log", `${folder}/log.jsonl`, "--json", json, ...options];
    try {
      execFileSync(CLI, args, { stdio: "ignore" });
    } catch (error) {
      assert.equal(error.status, 3);
    }
    return JSON.parse(readFileSync(json, "utf8"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("the figures are those of vitrine report", { skip: noCli }, async () => {
  const log = logOf(4000);
  const expected = commandsReport(log, "--planned", "2000", "--metric", "revenue");
  assert.equal(expected.believable, true);
  assert.equal(expected.metrics.length, 6);
  assert.equal(expected.days.length, 7);
  assertSame(await reportOf(log, { planned: 2000, metric: "revenue" }), expected);
});

test("a refusal is that of vitrine report, and planned weights lift it", {
  skip: noCli,
}, async () => {
  const log = logOf(4000)
    .split("\n")
    .filter((line, i) => !(line.includes("treatment") && i % 3 === 0))
    .join("\n");
  const refused = await reportOf(log);
  assertSame(refused, commandsReport(log));
  assert.equal(refused.believable, false);
  assert.deepEqual(refused.metrics, []);
  const weights = Object.fromEntries(refused.arms.map(({ arm, exposed }) => [arm, exposed]));
  const planned = Object.entries(weights).map(([arm, weight]) => `${arm}=${weight}`);
  assertSame(await reportOf(log, { weights }), commandsReport(log, "--weights", ...planned));
});

test("a log comes as text, bytes or a file, whole or in parts", async () => {
  const counts = await page.evaluate(async (log) => {
    const half = log.indexOf("\n", log.length / 2) + 1;
    const bytes = new TextEncoder().encode(log);
    const sources = [
      log,
      bytes,
      bytes.buffer,
      new Blob([log]),
      [log.slice(0, half), new Blob([log.slice(half)])],
    ];
    const reports = await Promise.all(sources.map((source) => sdk.report(source)));
    return reports.map(({ arms, log: { lines } }) => [lines, ...arms.map((arm) => arm.exposed)]);
  }, logOf(200));
  for (const count of counts) {
    assert.deepEqual(count, counts[0]);
  }
  assert.deepEqual(counts[0].slice(1), [100, 100]);
});

test("what cannot be answered or understood says so", async () => {
  const codes = await page.evaluate(async (log) => {
    const aborted = new AbortController();
    aborted.abort();
    return {
      empty: await codeOf(sdk.report("")),
      broken: await codeOf(sdk.report("a\nb\n")),
      other: await codeOf(sdk.report(log, { experiment: "autumn" })),
      source: await codeOf(sdk.report(7)),
      metric: await codeOf(sdk.report(log, { metric: "joy" })),
      planned: await codeOf(sdk.report(log, { planned: 0 })),
      confidence: await codeOf(sdk.report(log, { confidence: 1 })),
      weights: await codeOf(sdk.report(log, { weights: { control: -1, treatment: 1 } })),
      aborted: await codeOf(sdk.report(log, { signal: aborted.signal })),
    };
  }, logOf(200));
  assert.deepEqual(codes, {
    empty: "LOG_SYNTAX",
    broken: "LOG_SYNTAX",
    other: "INCONCLUSIVE",
    source: "INVALID_ARGUMENT",
    metric: "INVALID_ARGUMENT",
    planned: "INVALID_ARGUMENT",
    confidence: "INVALID_ARGUMENT",
    weights: "INVALID_ARGUMENT",
    aborted: "ABORTED",
  });
});

test("it works under the strict policy, and loads nothing but its own module", () => {
  assert.deepEqual(messages, []);
  const modules = server.requests.filter((path) => path.endsWith(".wasm"));
  assert.deepEqual([...new Set(modules)], ["/package/report.wasm"]);
});
