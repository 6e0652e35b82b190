// SPDX-License-Identifier: Apache-2.0
// An experiment on a simulated crowd: the report is that of the command, from the very same log.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { assertSame } from "../../tests/browser/support/same-report.mjs";
import { openShop } from "./browser.mjs";

const CLI = fileURLToPath(new URL("../../build/native/sdk/cli/vitrine", import.meta.url));
const noCli = existsSync(CLI) ? false : "there is no native build: cmake --build --preset native";

let shop;
let folder;
before(async () => {
  shop = await openShop();
  folder = mkdtempSync(join(tmpdir(), "vitrine-measurement-"));
});
after(async () => {
  await shop?.close();
  rmSync(folder, { recursive: true });
});

/** A page whose report of such a crowd is there. */
async function reported({ visitors, effect, lost = 0 }) {
  const shopper = await shop.shopper();
  const { page, goTo } = shopper;
  await goTo("#/measurement");
  const set = (label, value) => page.getByLabel(label, { exact: true }).fill(String(value));
  await set("What the lookbook truly does to orders", effect);
  await set("Visitors", visitors);
  await set("Visitors of the treatment who get lost on the way", lost);
  await page.getByTestId("run").click();
  await page.getByTestId("report").waitFor({ timeout: 60_000 });
  return shopper;
}

async function saved(page, button, name) {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByTestId(button).click(),
  ]);
  const path = join(folder, name);
  await download.saveAs(path);
  return path;
}

test("the report finds a large effect, and every figure is the command's", async (t) => {
  const { page, context, troubles } = await reported({ visitors: 12_000, effect: 0.5 });
  const view = page.getByTestId("report");
  assert.equal(await view.getAttribute("data-believable"), "true");
  await view.getByRole("heading", { name: /^Orders per visitor: up by/ }).waitFor();
  assert.equal(await page.getByTestId("truth").getAttribute("data-inside"), "true");
  assert.equal(await view.getByRole("img", { name: /Relative changes/ }).count(), 1);
  assert.equal(await view.getByRole("img", { name: /by day/ }).count(), 1);
  await page.getByTestId("figures-table").locator("summary").click();
  assert.equal(await page.getByTestId("figures-table").locator("tbody tr").count(), 6);
  const log = await saved(page, "download-log", "events.jsonl");
  const report = JSON.parse(readFileSync(await saved(page, "download-report", "report.json")));
  assert.equal(report.log.broken, 0);
  assert.equal(report.log.lines, readFileSync(log, "utf8").trimEnd().split("\n").length);
  await t.test("as the command says", { skip: noCli }, () => {
    const json = join(folder, "command.json");
    const args = ["report", "--log", log, "--planned", "6000", "--json", json];
    execFileSync(CLI, args, { stdio: "ignore" });
    assertSame(report, JSON.parse(readFileSync(json, "utf8")));
  });
  assert.deepEqual(troubles, []);
  await context.close();
});

test("the progress is that of the crowd that was sent", async () => {
  const { page, context, goTo } = await shop.shopper();
  await goTo("#/measurement");
  await page.getByLabel("Visitors", { exact: true }).fill("4000");
  await page.evaluate(() => {
    const said = document.querySelector("[data-testid=simulation-said]");
    globalThis.said = new Set();
    new MutationObserver(() => globalThis.said.add(said.textContent)).observe(said, {
      childList: true,
    });
    const [, visitors] = document.querySelectorAll(".measurement [type=range]");
    document.querySelector("[data-testid=run]").click();
    visitors.value = "40000";
    visitors.dispatchEvent(new Event("input"));
  });
  await page.getByTestId("report").waitFor({ timeout: 60_000 });
  const told = await page.evaluate(() => [...globalThis.said].filter((text) => / of /.test(text)));
  assert.ok(told.length > 0 && told.every((text) => text.includes("of 4,000")), told.join());
  await context.close();
});

test("an arm that loses visitors is refused, with no figure shown", async () => {
  const { page, context } = await reported({ visitors: 6000, effect: 0.2, lost: 0.2 });
  const view = page.getByTestId("report");
  assert.equal(await view.getAttribute("data-believable"), "false");
  await view.getByText("sizes are not those planned").waitFor();
  assert.equal(await view.locator("svg").count(), 0);
  await context.close();
});

test("without an effect the report claims none, and another crowd is another", async () => {
  const { page, context } = await reported({ visitors: 4000, effect: 0 });
  await page.getByRole("heading", { name: /no change has been shown yet/ }).waitFor();
  const counts = await page.getByTestId("report").locator(".note").first().textContent();
  await page.getByTestId("run").click();
  await page.waitForFunction((before) => {
    const note = document.querySelector("[data-testid=report] .note");
    return note && note.textContent !== before;
  }, counts);
  await context.close();
});
