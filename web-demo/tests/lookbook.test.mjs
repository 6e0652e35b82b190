// SPDX-License-Identifier: Apache-2.0
// The lookbook in the shop: cards, somebody else's eyes, other languages, and what of it is measured.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openShop } from "./browser.mjs";

let shop;
before(async () => {
  shop = await openShop();
});
after(() => shop?.close());

/** A test with a shopper on the lookbook, whose first page is there. */
function inLookbook(name, law) {
  test(name, async () => {
    const shopper = await shop.shopper();
    try {
      await shopper.goTo("#/lookbook");
      await shopper.page.getByTestId("pick").first().waitFor();
      await law(shopper);
      assert.deepEqual(shopper.troubles, []);
    } finally {
      await shopper.context.close();
    }
  });
}

/** The ids of the open page. */
const picks = (page) =>
  page
    .locator("vitrine-lookbook")
    .evaluate((book) => book.regions.map(({ product }) => product.id));

/** Waits for another page than one of these products, and gives its ids. */
async function pagesOtherThan(page, ids) {
  // In one look: between two the page may be on its way out.
  const found = await page.waitForFunction((before) => {
    const regions = document.querySelector("vitrine-lookbook")?.regions ?? [];
    const shown = regions.map(({ product }) => product.id);
    return shown.length > 0 && shown.join() !== before && shown;
  }, ids.join());
  return found.jsonValue();
}

/** What the data layer was told, lists left out: [event, first product]. */
const told = (page) =>
  page.evaluate(() =>
    globalThis.dataLayer.flatMap(({ event, ecommerce }) =>
      event && event !== "view_item_list" ? [[event, ecommerce.items[0].item_id]] : [],
    ),
  );

inLookbook("a card puts its product in the bag, and says so in the data layer", async (shopper) => {
  const { page } = shopper;
  const [id] = await picks(page);
  const book = page.locator("vitrine-lookbook");
  await book.getByRole("link").first().click();
  const add = book.getByRole("dialog").getByRole("button", { name: "Add to bag" });
  await add.click();
  await page.getByTestId("notice").waitFor();
  await add.click();
  await page.getByTestId("bag-link").getByText("2 in your bag").waitFor();
  await page.waitForFunction(() =>
    globalThis.dataLayer.some(({ event }) => event === "add_to_cart"),
  );
  const events = await told(page);
  assert.deepEqual(events[0], ["select_item", id]);
  assert.ok(events.some(([event, product]) => event === "add_to_cart" && product === id));
  await page.getByTestId("bag-link").click();
  const line = page.getByTestId("bag-line");
  assert.equal(await line.getAttribute("data-product"), id);
  await line.getByRole("button", { name: /^One fewer of/ }).click();
  await page.getByTestId("open-bag").getByText("(1)").waitFor();
});

inLookbook("whoever is played sees a lookbook of their own, and leaves none", async (shopper) => {
  const { page } = shopper;
  const own = await picks(page);
  await page.evaluate(() => globalThis.dataLayer.push({ event: "mine" }));
  const seen = [own];
  for (const name of ["minimalist", "collector", "giver"]) {
    await page.getByTestId(`persona-${name}`).click();
    await page.locator(`[data-testid=persona-${name}][aria-pressed=true]`).waitFor();
    await page.getByTestId("persona-session").locator("li").nth(8).waitFor({ state: "attached" });
    await page.waitForFunction(() =>
      document.querySelector("[data-testid=edition]").textContent.startsWith("Playing"),
    );
    seen.push(await pagesOtherThan(page, seen.at(-1)));
    const events = await told(page);
    assert.ok(events.length > 8 && !events.some(([event]) => event === "mine"));
  }
  assert.equal(new Set(seen.map(String)).size, seen.length, "somebody saw what another saw");
  await page.getByTestId("persona-back").click();
  await page.getByTestId("notice").getByText("yourself again").waitFor();
  assert.deepEqual(await pagesOtherThan(page, seen.at(-1)), own);
  assert.equal(await page.getByTestId("persona-who").isVisible(), false);
  assert.deepEqual(await page.evaluate(() => globalThis.dataLayer.filter(({ event }) => event)), [
    { event: "mine" },
  ]);
});

inLookbook("starting over ends the playing as well", async (shopper) => {
  const { page } = shopper;
  const own = await picks(page);
  await page.getByTestId("persona-collector").click();
  await page.getByTestId("persona-session").getByText("bought").waitFor({ state: "attached" });
  await pagesOtherThan(page, own);
  await page.getByTestId("reset").click();
  await page.getByTestId("notice").getByText("Forgotten").waitFor();
  await page.getByText("Edition 1", { exact: true }).waitFor();
  assert.equal(await page.locator("[data-testid^=persona-][aria-pressed=true]").count(), 0);
  await page.waitForFunction(
    (ids) =>
      document
        .querySelector("vitrine-lookbook")
        ?.regions.map(({ product }) => product.id)
        .join() === ids,
    own.join(),
  );
});

inLookbook("the collector's lookbook is of what the collector looked at", async (shopper) => {
  const { page } = shopper;
  const before = await picks(page);
  await page.getByTestId("persona-collector").click();
  await page.getByTestId("persona-session").getByText("bought").waitFor({ state: "attached" });
  const [id] = await pagesOtherThan(page, before);
  const kindOf = (wanted) => shop.feed.find((product) => product.id === wanted).product_type;
  const looked = await page.evaluate(() =>
    globalThis.dataLayer.flatMap(({ event, ecommerce }) =>
      event === "view_item" ? [ecommerce.items[0].item_id] : [],
    ),
  );
  assert.equal(new Set(looked.map(kindOf)).size, 1);
  const department = (wanted) => kindOf(wanted).split(" > ")[1];
  assert.equal(department(id), department(looked[0]));
});

inLookbook("the shop speaks German and Arabic, and keeps what it knows", async (shopper) => {
  const { page } = shopper;
  await page.locator("vitrine-lookbook").getByRole("link").first().click();
  const [dismissed] = await picks(page);
  const card = page.locator("vitrine-lookbook").getByRole("dialog");
  await card.getByRole("button", { name: "Not for me" }).click();
  await page.getByTestId("notice").getByText("will not come back").waitFor();
  for (const [tag, direction, title, next] of [
    ["de", "ltr", "Ihr Lookbook", "Nächste Seite"],
    ["ar", "rtl", "مجلتك", "الصفحة التالية"],
  ]) {
    await page.getByTestId(`language-${tag}`).click();
    await page.getByRole("heading", { level: 1, name: title }).waitFor();
    await page.locator("vitrine-lookbook").getByRole("button", { name: next }).waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.dir), direction);
    assert.equal(await page.evaluate(() => document.documentElement.lang), tag);
    const ids = await pagesOtherThan(page, []);
    assert.ok(!ids.includes(dismissed), "what was dismissed came back");
  }
  const price = await page.getByTestId("pick").first().locator(".price").textContent();
  assert.equal(
    price.replace(/[\d٠-٩.,٫٬\s\u200f\u200e\u061c]/g, ""),
    "€",
    `the price '${price}' is not Arabic's`,
  );
  await page.reload();
  await page.getByRole("heading", { level: 1, name: "مجلتك" }).waitFor();
  await page.getByTestId("language-en").click();
  await page.getByRole("heading", { level: 1, name: "Your lookbook" }).waitFor();
});

test("each use of the shopper's data is asked for by itself, and can be changed", async () => {
  const { page, goTo, ready, context } = await shop.shopper();
  await goTo("#/lookbook");
  await ready();
  const choose = page.getByTestId("consent-choose");
  const sizes = ["consent-no", "consent-yes"].map((id) => page.getByTestId(id).boundingBox());
  const [no, yes] = await Promise.all(sizes);
  assert.equal(no.height, yes.height);
  assert.ok(Math.abs(no.width - yes.width) < 60, `${no.width} and ${yes.width} px`);
  await choose.click();
  const use = (name) => page.getByTestId("consent-uses").getByLabel(name, { exact: true });
  assert.deepEqual(
    await Promise.all(["Remember", "Personalise", "Measure"].map((name) => use(name).isChecked())),
    [false, true, false],
  );
  await use("Measure").check();
  await page.getByTestId("consent-save").click();
  await page.getByTestId("consent").waitFor({ state: "hidden" });
  const databases = () =>
    page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
  assert.deepEqual(await databases(), []);
  const consent = await page.evaluate(() => globalThis.dataLayer.findLast(({ 0: a }) => a)[2]);
  assert.deepEqual(consent, {
    functionality_storage: "denied",
    personalization_storage: "granted",
    analytics_storage: "granted",
  });
  // What was allowed to be measured can be looked at; a no takes it back.
  await goTo("#/");
  await goTo("#/lookbook");
  await page.getByTestId("pick").first().waitFor();
  await page.waitForTimeout(1500);
  await goTo("#/measurement");
  await page.getByTestId("own-said").getByText("lines of this visit").waitFor();
  assert.match(await page.locator(".own-visit code").textContent(), /"type":"exposure"/);
  await page.getByTestId("privacy").click();
  assert.equal(await use("Measure").isChecked(), true);
  await use("Measure").uncheck();
  await page.getByTestId("consent-save").click();
  await page.getByTestId("own-said").getByText("not allowed measuring").waitFor();
  assert.equal(await page.locator(".own-visit code").textContent(), "");
  await context.close();
});
