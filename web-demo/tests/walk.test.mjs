// SPDX-License-Identifier: Apache-2.0
// The walk's parts that need no browser.
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";
import { chooseSteps, readOptions } from "../walk/options.mjs";
import { clearReports, writeReports } from "../walk/report.mjs";
import { readMainThread } from "../walk/trace.mjs";

describe("options", () => {
  test("without arguments every step of the demo shop is taken, with a seed of 7", () => {
    const { only, url, photos, seed, sdk } = readOptions([]);
    assert.deepEqual(
      { only, url, photos, seed },
      { only: [], url: undefined, photos: undefined, seed: 7 },
    );
    assert.ok(sdk.test("https://shop.example/vitrine.js"));
  });

  test("--only takes names repeated and with commas", () => {
    assert.deepEqual(readOptions(["--only", "a,b", "--only", "c"]).only, ["a", "b", "c"]);
  });

  for (const args of [
    ["--nosuch"],
    ["--url", "ftp://shop.example/"],
    ["--url", "shop"],
    ["--url", "http://shop.example/", "--photos", "pictures"],
    ["--seed", "-1"],
    ["--seed", "1.5"],
    ["--seed", "4294967296"],
    ["--sdk", "("],
  ]) {
    test(`${args.join(" ")} is refused`, () => {
      assert.throws(() => readOptions(args), Error);
    });
  }

  test("a chosen step brings the steps it needs, in their order", () => {
    const steps = [
      { name: "a" },
      { name: "b", needs: ["a"] },
      { name: "c", needs: ["b"] },
      { name: "d" },
    ];
    const names = (only) => chooseSteps(steps, only).map(({ name }) => name);
    assert.deepEqual(names(["c"]), ["a", "b", "c"]);
    assert.deepEqual(names(["d", "a"]), ["a", "d"]);
    assert.deepEqual(names([]), ["a", "b", "c", "d"]);
    assert.throws(() => chooseSteps(steps, ["e"]), /no step 'e'; there are a, b, c, d/);
  });
});

describe("trace", () => {
  const SDK = /vitrine/;
  const main = { pid: 1, tid: 1 };
  const other = { pid: 1, tid: 2 };
  const named = (thread, name) => ({ ...thread, name: "thread_name", ph: "M", args: { name } });
  const task = (thread, ts, dur, tdur) => ({ ...thread, name: "RunTask", ph: "X", ts, dur, tdur });
  const call = (thread, ts, url) => ({
    ...thread,
    name: "FunctionCall",
    ph: "X",
    ts,
    args: { data: { url } },
  });
  const threads = [named(main, "CrRendererMain"), named(other, "DedicatedWorker thread")];

  test("the longest task is the longest that called into the SDK, by the time it ran", () => {
    const found = readMainThread(
      [
        ...threads,
        task(main, 0, 90_000, 80_000),
        call(main, 10, "shop.js"),
        task(main, 100_000, 70_000, 60_000),
        call(main, 100_010, "vitrine.js"),
        task(main, 200_000, 5_000, 4_000),
        call(main, 200_010, "vitrine.js"),
      ],
      SDK,
    );
    assert.deepEqual(found, {
      longestTaskMs: 60,
      longestTaskWallMs: 70,
      sdkTasks: 2,
      blockingMs: 10,
      pageBlockingMs: 40,
    });
  });

  test("a task that only asks for the SDK's script is the page's own", () => {
    const asked = { ...call(main, 10, "vitrine.js"), name: "ResourceSendRequest", ph: "I" };
    const events = [...threads, task(main, 0, 90_000, 90_000), asked];
    assert.equal(readMainThread(events, SDK).sdkTasks, 0);
  });

  test("the worker's tasks are not the page's", () => {
    const events = [...threads, task(other, 0, 90_000, 90_000), call(other, 10, "vitrine.js")];
    const { sdkTasks, longestTaskMs, pageBlockingMs } = readMainThread(events, SDK);
    assert.deepEqual([sdkTasks, longestTaskMs, pageBlockingMs], [0, 0, 0]);
  });

  test("a sample with the SDK anywhere on the stack counts for its task", () => {
    const nodes = [
      { id: 1, callFrame: { url: "vitrine.js" } },
      { id: 2, parent: 1, callFrame: { url: "shop.js" } },
      { id: 3, callFrame: { url: "shop.js" } },
    ];
    const data = { cpuProfile: { nodes, samples: [3, 2] }, timeDeltas: [500, 20_000] };
    const found = readMainThread(
      [
        ...threads,
        task(main, 0, 10_000, 10_000),
        task(main, 20_000, 10_000, 7_000),
        { ...main, id: "0x1", name: "Profile", ts: 0, args: { data: { startTime: 0 } } },
        { ...other, id: "0x1", name: "ProfileChunk", ts: 1, args: { data } },
      ],
      SDK,
    );
    assert.equal(found.sdkTasks, 1);
    assert.equal(found.longestTaskMs, 7);
  });
});

describe("reports", () => {
  test("summary.json and junit.xml count and tell each step", () => {
    const folder = mkdtempSync(join(tmpdir(), "vitrine-report-"));
    try {
      const steps = [
        { name: "grid", status: "passed", durationMs: 1500, detail: "24 products" },
        { name: "turn", status: "failed", durationMs: 20, detail: "expected <a>, got 'b' & \"c\"" },
        { name: "why", status: "skipped", durationMs: 0, detail: "needs turn" },
      ];
      writeReports(folder, { url: "http://shop.example/", seed: 7, time: 0, browser: "1", steps });
      const summary = JSON.parse(readFileSync(join(folder, "summary.json"), "utf8"));
      assert.deepEqual(summary, {
        version: 1,
        url: "http://shop.example/",
        seed: 7,
        time: "1970-01-01T00:00:00.000Z",
        browser: "1",
        passed: 1,
        failed: 1,
        skipped: 1,
        mainThread: null,
        steps,
      });
      const xml = readFileSync(join(folder, "junit.xml"), "utf8");
      assert.match(xml, /tests="3"/);
      assert.match(xml, /failures="1"/);
      assert.match(xml, /skipped="1"/);
      assert.match(xml, /time="1.5"/);
      assert.match(xml, /&lt;a/);
      assert.ok(!xml.includes("<a>"));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

test("only an earlier walk's files make room for a new walk's", () => {
  const folder = mkdtempSync(join(tmpdir(), "vitrine-walk-"));
  try {
    const kept = ["grid-system.png", "notes.txt", "turn.txt"];
    for (const file of [...kept, "turn.png"]) {
      writeFileSync(join(folder, file), "");
    }
    const steps = [{ name: "turn", status: "passed", screenshots: ["turn.png", "../turn.txt"] }];
    writeReports(folder, { url: "", seed: 7, time: 0, browser: "1", steps });
    clearReports(folder);
    assert.deepEqual(readdirSync(folder).sort(), kept);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
