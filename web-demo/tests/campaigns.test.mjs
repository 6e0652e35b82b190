// SPDX-License-Identifier: Apache-2.0
// The merchandiser's page: rules, days and style, and the shop that follows them.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { cornerOf } from "../walk/view-steps.mjs";
import { openShop } from "./browser.mjs";

let shop;
before(async () => {
  shop = await openShop();
});
after(() => shop?.close());

const brandOf = (id) => shop.feed.find((product) => product.id === id).brand;

/** A merchandiser before an empty form, whose pages are drawn. */
async function atDesk(options) {
  const merchandiser = await shop.shopper(options);
  await merchandiser.goTo("#/campaigns");
  await merchandiser.ready();
  await drawn(merchandiser.page);
  return merchandiser;
}

const drawn = (page) => page.locator(".pages-preview[aria-busy=false]").waitFor();

/** The products of the previewed pages, once they are drawn after `change`. */
async function previewed(page, change) {
  await change();
  await drawn(page);
  const lists = await page
    .getByTestId("preview-page")
    .evaluateAll((pages) => pages.map(({ dataset }) => dataset.products));
  return lists.join(" ").split(" ").filter(Boolean);
}

/** Adds a rule and fills its first selects in. */
async function addRule(page, kind, by, value) {
  await page.getByTestId("add-rule").click();
  const rule = page.getByTestId("rule").last();
  const choose = (label, option) => rule.getByLabel(label, { exact: true }).selectOption(option);
  await choose("What it does", kind);
  await choose("By", by);
  const which = rule.getByLabel("Which", { exact: true });
  await (by.endsWith("Price") ? which.fill(value) : which.selectOption(value));
  return rule;
}

test("the pages follow the rules while they are edited", async () => {
  const { page, context, troubles } = await atDesk();
  const only = await previewed(page, () => addRule(page, "only", "brand", "Linnet Press"));
  assert.ok(only.length > 0);
  assert.deepEqual([...new Set(only.map(brandOf))], ["Linnet Press"]);
  const never = await previewed(page, () =>
    page.getByTestId("rule").getByLabel("What it does").selectOption("never"),
  );
  assert.deepEqual(
    never.filter((id) => brandOf(id) === "Linnet Press"),
    [],
  );
  assert.ok(never.length > 0);
  const pinned = shop.feed.find(({ brand }) => brand === "Brask").id;
  const first = await previewed(page, async () => {
    await page.getByTestId("add-rule").click();
    const rule = page.getByTestId("rule").last();
    await rule.getByLabel("What it does").selectOption("pin");
    await rule.getByLabel("Which").selectOption(pinned);
  });
  assert.equal(first[0], pinned);
  assert.deepEqual(troubles, []);
  await context.close();
});

test("a rule that no product fits is said to, and no other", async () => {
  const { page, context } = await atDesk();
  await previewed(page, async () => {
    await addRule(page, "boost", "brand", "Brask");
    await addRule(page, "boost", "maxPrice", "1");
  });
  assert.deepEqual(await page.getByTestId("rule-problem").allTextContents(), [
    "",
    "No product of the catalogue fits this rule.",
  ]);
  await context.close();
});

/** The brands on the open page of the lookbook, once one is there. */
const brandsOnPage = async (page) => {
  // In one look: between two the page may be on its way out.
  const ids = await page.waitForFunction(() => {
    const regions = document.querySelector("vitrine-lookbook")?.regions ?? [];
    return regions.length > 0 && regions.map(({ product }) => product.id);
  });
  return (await ids.jsonValue()).map(brandOf);
};

test("the shop follows a campaign from its start to its end, on this clock", async () => {
  const { page, context, goTo } = await shop.shopper({ timezoneId: "America/New_York" });
  await page.clock.install({ time: new Date("2026-05-01T12:00:00Z") });
  await goTo("#/campaigns");
  await page.getByTestId("time-zone").getByText("America/New_York, UTC−04:00").waitFor();
  await addRule(page, "only", "brand", "Vetro Calma");
  await page.getByTestId("campaign-start").fill("2026-05-01T10:00");
  await page.getByTestId("campaign-end").fill("2026-05-01T13:00");
  const state = page.getByTestId("campaign-state");
  assert.equal(await state.getAttribute("data-state"), "draft");
  await page.getByTestId("publish").click();
  assert.equal(await state.getAttribute("data-state"), "waiting");
  await goTo("#/lookbook");
  await page.getByTestId("pick").first().waitFor();
  const before = await brandsOnPage(page);
  assert.ok(!before.includes("Vetro Calma"), before);
  await page.clock.fastForward("02:00:01");
  await page.waitForFunction(() =>
    document.querySelector("[data-testid=pick]")?.dataset.product.startsWith("gla-"),
  );
  assert.ok((await brandsOnPage(page)).every((brand) => brand === "Vetro Calma"));
  await page.clock.fastForward("03:00:01");
  await page.waitForFunction(
    () => !document.querySelector("[data-testid=pick]")?.dataset.product.startsWith("gla-"),
  );
  assert.deepEqual(await brandsOnPage(page), before);
  await goTo("#/campaigns");
  assert.equal(await state.getAttribute("data-state"), "over");
  await context.close();
});

test("a campaign survives a reload, goes out as a file and comes back in", async () => {
  const { page, context, ready } = await atDesk();
  await page.getByTestId("campaign-name").fill("Autumn table");
  await addRule(page, "boost", "colour", "rust");
  await page.getByLabel("Most of one brand on a page").selectOption("2");
  await page.reload();
  await ready();
  assert.equal(await page.getByTestId("campaign-name").inputValue(), "Autumn table");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByTestId("export").click(),
  ]);
  assert.equal(download.suggestedFilename(), "autumn-table.json");
  const text = await readFile(await download.path(), "utf8");
  const file = JSON.parse(text);
  assert.deepEqual(file.rules, { boost: [{ where: { colour: "rust" }, by: 0.5 }], brandCap: 2 });
  await page.getByTestId("clear").click();
  assert.equal(await page.getByTestId("rule").count(), 0);
  const upload = (content) =>
    page.getByTestId("import-file").setInputFiles({
      name: "campaign.json",
      mimeType: "application/json",
      buffer: Buffer.from(content),
    });
  for (const [content, says] of [
    ["{", /expected JSON/],
    ["{}", /expected a campaign of version 1, got none/],
    [JSON.stringify({ ...file, rules: { only: "books" } }), /rules\.only: expected a list/],
    [JSON.stringify({ ...file, start: "soon" }), /start: expected a time/],
  ]) {
    await upload(content);
    await page.getByTestId("import-said").getByText(says).waitFor();
  }
  assert.equal(await page.getByTestId("rule").count(), 0);
  await upload(text);
  await page.getByTestId("notice").getByText("Imported").waitFor();
  assert.equal(await page.getByTestId("rule").getAttribute("data-kind"), "boost");
  assert.equal(await page.getByTestId("campaign-name").inputValue(), "Autumn table");
  await context.close();
});

test("rules that the SDK refuses are said, and leave the shop open", async () => {
  const { page, context, goTo } = await atDesk();
  const refused = { version: 1, published: true, rules: { boost: [{ where: {}, by: 7 }] } };
  await page.getByTestId("import-file").setInputFiles({
    name: "campaign.json",
    mimeType: "application/json",
    buffer: Buffer.from(JSON.stringify(refused)),
  });
  await page.getByTestId("preview-said").getByText("These rules were refused").waitFor();
  await page.reload();
  await goTo("#/lookbook");
  await page.getByTestId("pick").first().waitFor();
  await context.close();
});

test("the pictures follow the style while it is edited", async () => {
  const { page, context } = await atDesk();
  const done = () => page.locator(".style-preview[aria-busy=false]").waitFor({ timeout: 30_000 });
  await done();
  await page.getByTestId("backdrop-top").fill("#204060");
  await done();
  const corner = await cornerOf(page.getByTestId("style-picture").first());
  for (const [i, wanted] of [0x20, 0x40, 0x60].entries()) {
    assert.ok(Math.abs(corner[i] - wanted) <= 4, `got ${corner}`);
  }
  await context.close();
});
