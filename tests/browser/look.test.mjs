// SPDX-License-Identifier: Apache-2.0
// The walk's comparison of screens sees what changed, and nothing else; its budgets see what is above them.
import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launchChromium } from "../../tools/chromium.mjs";
import { startServer } from "../../wasm/test/support/server.mjs";
import { prepare } from "../../web-demo/prepare.mjs";
import { serveBare } from "../../web-demo/walk/bare.mjs";
import { limitsOf, measureBudgets } from "../../web-demo/walk/budgets.mjs";
import { heapFigures, measureHeap } from "../../web-demo/walk/figures.mjs";
import { look } from "../../web-demo/walk/look.mjs";
import { PROFILES } from "../../web-demo/walk/profiles.mjs";
import { writeReports } from "../../web-demo/walk/report.mjs";

const page = (
  colour,
  time,
) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>A shop</title>
<link rel="icon" href="data:,"><style>body { font: 20px "DejaVu Sans"; background: ${colour} }
@media (prefers-color-scheme: dark) { body { background: #222; color: #eee } }</style>
<h1>Morrow &amp; Lind</h1><p>Fewer things, looked at longer.</p><time>${time}</time>`;

let browser;
let server;
let folder;
const files = {};
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "vitrine-look-"));
  server = await startServer({ files });
  browser = await launchChromium();
});
after(async () => {
  await browser?.close();
  await server?.close();
  await rm(folder, { recursive: true, force: true });
});

const SCREEN = {
  name: "shop",
  place: "/",
  ready: (page) => page.locator("h1").waitFor(),
  masks: ["time"],
};

/** Takes the step over a page of this look. */
async function take(html, options = {}) {
  files["/"] = { body: html, type: "text/html" };
  const walk = {
    ...{ browser, url: `${server.origin}/`, time: 0, complaints: [], photographs: [], out: folder },
    ...options,
  };
  const outcome = await look(walk, [SCREEN], join(folder, "baselines")).then(
    (detail) => ({ detail }),
    (error) => ({ error: error.message }),
  );
  assert.equal(walk.complaints.length, 0, walk.complaints.join("; "));
  return { ...outcome, photographs: walk.photographs };
}

test("a screen that looks as it did passes, and one that changed is told and kept", async () => {
  const missing = await take(page("#fff", "ten"));
  assert.match(missing.error, /shop-390x844-light \(100\.0 %\)/, "without pictures nothing passes");
  await take(page("#fff", "ten"), { update: true });
  assert.equal((await readdir(join(folder, "baselines"))).length, 6);
  const same = await take(page("#fff", "eleven"));
  assert.equal(same.error, undefined, "what is masked may change");
  assert.deepEqual(same.photographs, []);
  const other = await take(page("#fdd", "ten"));
  assert.match(other.error, /shop-1440x900-light/);
  assert.doesNotMatch(other.error, /dark/, "the dark screen is as it was");
  assert.ok(other.photographs.includes("look-shop-390x844-light-difference.png"));
  for (const file of other.photographs) {
    assert.ok((await readFile(join(folder, file))).length > 0);
  }
});

test("a picture of another size is another screen", async () => {
  await take(page("#fff", "ten"), { update: true });
  const [small, large] = ["shop-390x844-light", "shop-1440x900-light"].map((name) =>
    join(folder, "baselines", `${name}.webp`),
  );
  await writeFile(small, await readFile(large));
  assert.match((await take(page("#fff", "ten"))).error, /shop-390x844-light \(100\.0 %\)$/);
});

test("a figure above its budget is a failure in junit.xml, with both beside each other", async () => {
  const budgets = [
    { figure: "firstPageMs", value: 1200, limit: 1000, holds: false },
    { figure: "sdkKb", value: 250, limit: 300, holds: true },
  ];
  const walk = {
    url: "",
    seed: 7,
    time: 0,
    browser: "1",
    steps: [],
    profile: PROFILES.fast,
    budgets,
  };
  assert.deepEqual(writeReports(folder, walk).budgets, budgets);
  const xml = await readFile(join(folder, "junit.xml"), "utf8");
  assert.match(xml, /classname="budgets.fast" name="firstPageMs"/);
  assert.match(xml, /expected at most 1000, got 1200/);
  assert.match(xml, /250 of at most 300/);
  assert.match(xml, /failures="1"/);
});

test("a thousand page turns and fifty lookbooks leave the memory as it was", async () => {
  const catalogue = join(folder, "catalogue");
  await prepare({ out: catalogue });
  const bare = await serveBare(catalogue);
  try {
    const address = { address: bare.url };
    const { early, late } = await measureHeap(browser, address, { turns: 1000, cycles: 50 });
    const found = heapFigures(early, late);
    const limits = limitsOf("fast");
    for (const [figure, value] of Object.entries(found)) {
      assert.ok(value <= limits[figure], `${figure} ${value}, above ${limits[figure]}`);
    }
    assert.ok(early.page > 100_000 && early.worker > 100_000 && early.wasm > 1e6);
    assert.equal(late.workers, 1);
    const walk = {
      browser,
      origin: bare.url,
      catalogue,
      seed: 7,
      sdk: /./,
      profile: PROFILES.fast,
    };
    for (const [limit, holds] of [
      [0, false],
      [60_000, true],
    ]) {
      const [preview, ...others] = await measureBudgets(walk, { previewMs: limit });
      assert.ok(preview.value > 0);
      assert.deepEqual(preview, { figure: "previewMs", value: preview.value, limit, holds });
      assert.deepEqual(others, []);
    }
  } finally {
    await bare.close();
  }
});
