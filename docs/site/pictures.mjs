// SPDX-License-Identifier: Apache-2.0
// node docs/site/pictures.mjs: takes the pictures of docs/pictures anew: pages of lookbooks, the built demo shop, and a
// report over an invented log. Run it when what they show has changed; `./dev build` first.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launchChromium } from "../../tools/chromium.mjs";
import { openShop } from "../../web-demo/tests/browser.mjs";
import { ROOT } from "./pages.mjs";

const PICTURES = join(ROOT, "docs/pictures");
const FILE = { type: "jpeg", quality: 88 };

const VITRINE = join(ROOT, "build/native/sdk/cli/vitrine");

/** In a folder that is gone afterwards. */
async function inFolder(work) {
  const folder = mkdtempSync(join(tmpdir(), "vitrine-pictures-"));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A file as the browser shows it; of a picture no more than itself. */
async function takeFile(path, viewport, name) {
  const browser = await launchChromium();
  const page = await browser.newPage({ viewport });
  await page.goto(`file://${path}`);
  const image = page.locator("img");
  const all = (await image.count()) > 0 ? image : page;
  await all.screenshot({ path: join(PICTURES, name), ...FILE });
  await browser.close();
}

/** The first pages of two invented shoppers. */
const takePages = () =>
  inFolder(async (folder) => {
    const sheet = join(folder, "sheet.png");
    const feed = join(ROOT, "web-demo/catalogue/feed.json");
    const size = ["--shoppers", "2", "--pages", "5", "--thumbnail", "360"];
    execFileSync(VITRINE, ["sheet", "--feed", feed, ...size, "--out", sheet], { stdio: "ignore" });
    await takeFile(sheet, { width: 4096, height: 2048 }, "lookbook.jpg");
  });

/** The element with a page that follows what was looked at. */
async function takeElement() {
  const shop = await openShop();
  const { page, goTo, ready } = await shop.shopper({ viewport: { width: 1180, height: 780 } });
  for (const index of [0, 3]) {
    await goTo("?seed=7#/");
    await ready();
    await page.locator("main a[href*='product']").nth(index).click();
    await page.waitForTimeout(500);
  }
  await goTo("?seed=7#/lookbook");
  await page.getByRole("button", { name: "Only for this visit" }).click();
  const lookbook = page.locator("vitrine-lookbook");
  await lookbook.getByRole("button", { name: /next/i }).click();
  // The page is drawn.
  await page.waitForTimeout(1500);
  await lookbook.screenshot({ path: join(PICTURES, "element.jpg"), ...FILE });
  await shop.close();
}

/** Visitors who never were: two arms of 12,000, of which the second orders a little more often. */
function inventedLog() {
  let state = 7;
  const chance = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const start = Date.UTC(2026, 5, 1);
  const lines = [];
  for (let visitor = 0; visitor < 24_000; visitor += 1) {
    const arm = visitor % 2 === 0 ? "control" : "treatment";
    const time_ms = start + Math.floor(chance() * 14 * 86_400_000);
    const unit = `v${visitor}`;
    lines.push({ type: "exposure", experiment: "spring", arm, unit, time_ms });
    if (chance() < (arm === "control" ? 0.05 : 0.062)) {
      const revenue = Math.round(2000 + 9000 * chance()) / 100;
      const order = { id: `o${visitor}`, revenue, currency: "EUR" };
      lines.push({ type: "order", unit, time_ms: time_ms + 600_000, ...order });
    }
  }
  return lines.map((line) => JSON.stringify(line)).join("\n");
}

const takeReport = () =>
  inFolder(async (folder) => {
    const [log, html] = [join(folder, "log.jsonl"), join(folder, "report.html")];
    writeFileSync(log, inventedLog());
    execFileSync(VITRINE, ["report", "--log", log, "--planned", "12000", "--html", html]);
    await takeFile(html, { width: 1000, height: 530 }, "report.jpg");
  });

await takePages();
await takeElement();
await takeReport();
