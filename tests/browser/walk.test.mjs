// SPDX-License-Identifier: Apache-2.0
// The headless walk as a scheduler runs it: a program with an exit code and files.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { ROOT } from "./support/data.mjs";

let out;
before(async () => {
  out = await mkdtemp(join(tmpdir(), "vitrine-walk-"));
});
after(() => rm(out, { recursive: true, force: true }));

// VITRINE_DEMO_PHOTOS takes the walk through the shop with a folder of photographs.
const PHOTOS = process.env.VITRINE_DEMO_PHOTOS;
const SHOP = PHOTOS === undefined ? [] : ["--photos", PHOTOS];

/** Runs the walk to its end. */
function walk(...args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(ROOT, "web-demo/demo.mjs"), "walk", ...args]);
    let said = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (data) => {
        said += data;
      });
    }
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, said }));
  });
}

const readSummary = async (folder) =>
  JSON.parse(await readFile(join(folder, "summary.json"), "utf8"));

// How long the page's thread was busy is judged on a machine that does nothing else, so that step is taken
// by the next test.
const STEPS = [
  "grid",
  "product",
  "first-page",
  "turn",
  "why",
  "price-change",
  "not-for-me",
  "start-over",
  "consent",
  "card",
  "order",
  "personas",
  "languages",
  "one-look",
  "campaign",
  "measurement",
  "performance",
  "phone",
  "dark",
  "layout-shift",
  "accessibility",
  "quiet",
];

test("a walk through the demo shop passes and leaves its reports and screenshots", async () => {
  const folder = join(out, "all");
  const { code, said } = await walk(...SHOP, "--only", STEPS.join(","), "--out", folder);
  assert.equal(code, 0, said);
  const summary = await readSummary(folder);
  assert.deepEqual(
    summary.steps.map(({ name, status }) => [name, status]),
    STEPS.map((name) => [name, "passed"]),
  );
  assert.deepEqual([summary.passed, summary.failed, summary.skipped], [STEPS.length, 0, 0]);
  const xml = await readFile(join(folder, "junit.xml"), "utf8");
  for (const name of STEPS) {
    assert.ok(xml.includes(`name="${name}"`), `junit.xml has no ${name}`);
  }
  const files = await readdir(folder);
  for (const { name, screenshots } of summary.steps) {
    assert.equal(screenshots.length > 0, name !== "quiet", `${name}: ${screenshots}`);
    for (const file of screenshots) {
      assert.ok(file.startsWith(name) && files.includes(file), `no ${file}`);
    }
  }
});

test("the walk reports what the SDK cost the page's thread", async () => {
  const folder = join(out, "thread");
  const { code, said } = await walk(...SHOP, "--only", "first-page,main-thread", "--out", folder);
  assert.ok([0, 1].includes(code), said);
  const { mainThread, steps } = await readSummary(folder);
  assert.ok(mainThread.sdkTasks > 0 && mainThread.longestTaskMs > 0, JSON.stringify(mainThread));
  assert.equal(mainThread.limitMs, 16);
  for (const { name, status, detail } of steps) {
    assert.ok(status === "passed" || name === "main-thread", `${name}: ${detail}`);
  }
});

test("a step that does not exist ends with 2", async () => {
  const { code, said } = await walk("--only", "nosuch", "--out", join(out, "none"));
  assert.equal(code, 2, said);
  assert.match(said, /no step 'nosuch'/);
});

test("a page without the element ends with 1 and says so in the report", async () => {
  const server = createServer((_, response) => {
    response.writeHead(200, { "Content-Type": "text/html" });
    response.end("<!doctype html><title>A page</title><link rel=icon href='data:,'><p>Nothing.");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const folder = join(out, "foreign");
  const url = `http://127.0.0.1:${server.address().port}/`;
  const { code, said } = await walk("--url", url, "--only", "first-page", "--out", folder);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  assert.equal(code, 1, said);
  const { failed, steps, trace } = await readSummary(folder);
  assert.equal(failed, 1);
  assert.match(steps[0].detail, /vitrine-lookbook/);
  assert.deepEqual(steps[0].traces, ["first-page.zip"]);
  const kept = await Promise.all(
    [...steps[0].traces, trace].map((file) => readFile(join(folder, file))),
  );
  assert.deepEqual(
    kept.map((bytes) => bytes.subarray(0, 2).toString("hex")),
    ["504b", "1f8b"],
    "a zip and a gzip",
  );
});

for (const args of [
  ["--profile", "nosuch"],
  ["--url", "http://127.0.0.1:9/", "--update"],
  ["--photos", ".", "--update"],
  ["--seed", "8", "--update"],
]) {
  test(`${args.join(" ")} ends with 2`, async () => {
    const { code, said } = await walk(...args, "--out", join(out, "none"));
    assert.equal(code, 2, said);
    assert.match(said, /--(profile|update)/);
  });
}

test("a page that does not answer ends with 3", async () => {
  // A port that was free a moment ago.
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  const { code, said } = await walk("--url", `http://127.0.0.1:${port}/`, "--out", join(out, "x"));
  assert.equal(code, 3, said);
  assert.match(said, /does not answer/);
});
