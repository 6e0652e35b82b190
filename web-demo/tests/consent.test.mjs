// SPDX-License-Identifier: Apache-2.0
// What the shopper says while the SDK cannot hear it: before it is there, between two clients, and while
// somebody else is played.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openShop } from "./browser.mjs";

let shop;
before(async () => {
  shop = await openShop();
});
after(() => shop?.close());

const productAddress = ({ id }) => `#/product/${encodeURIComponent(id)}`;

/** A test with a shopper who was never here. */
function shopperTest(name, law) {
  test(name, async () => {
    const shopper = await shop.shopper();
    try {
      await law(shopper);
    } finally {
      await shopper.context.close();
    }
  });
}

/** Holds up every client that starts from now on, until the returned function is called. */
async function holdUp(page) {
  let release;
  const released = new Promise((resolve) => {
    release = resolve;
  });
  let seen;
  const asked = new Promise((resolve) => {
    seen = resolve;
  });
  await page.route("**/core*.wasm", async (route) => {
    seen();
    await released;
    await route.continue();
  });
  return { asked, release };
}

/** The products that the device remembers to have been opened; undefined while it keeps nothing. */
const kept = (page) =>
  page.evaluate(async () => {
    if (!(await indexedDB.databases()).some(({ name }) => name === "vitrine")) {
      return undefined;
    }
    const settled = (request) =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await settled(indexedDB.open("vitrine"));
    const profile = await settled(
      database.transaction("profile").objectStore("profile").get("current"),
    );
    database.close();
    const { interactions } = profile ? JSON.parse(profile.profile) : { interactions: [] };
    return interactions.flatMap(([event, , id]) => (event === "view_item_list" ? [] : [id]));
  });

/** Waits until what the device keeps is as it should be. */
async function keeps(page, law, message) {
  for (let tries = 0; ; tries += 1) {
    const ids = await kept(page);
    if (law(ids)) {
      return;
    }
    assert.ok(tries < 50, `${message}: ${JSON.stringify(ids)}`);
    await page.waitForTimeout(100);
  }
}

const keepsNothing = (page) =>
  keeps(page, (ids) => ids === undefined, "something of the shopper is kept");

/** Says yes, and opens a product that is then kept. */
async function remembered({ page, goTo, ready }) {
  const product = shop.feed[0];
  await goTo("");
  await ready();
  await page.getByTestId("consent-yes").click();
  await goTo(productAddress(product));
  await keeps(page, (ids) => ids?.includes(product.id), "the product is not kept");
  return product;
}

/** Answers the question of each use from the foot of the page. */
async function answer(page, uses) {
  await page.getByTestId("privacy").click();
  for (const [name, allowed] of Object.entries(uses)) {
    const use = page.getByTestId("consent-uses").getByLabel(name, { exact: true });
    await use.setChecked(allowed);
  }
  await page.getByTestId("consent-save").click();
}

const collector = async (page) => {
  await page.getByTestId("persona-collector").click();
  await page.getByTestId("persona-session").getByText("bought").waitFor({ state: "attached" });
};

test("before the first choice the shop keeps nothing at all", async () => {
  const { page, context, goTo, ready } = await shop.shopper();
  await goTo("");
  await ready();
  const storages = () => page.evaluate(() => [{ ...localStorage }, { ...sessionStorage }]);
  assert.deepEqual(await storages(), [{}, {}]);
  await page.getByTestId("language-de").click();
  await page.locator("html[lang=de]").waitFor();
  assert.deepEqual(await storages(), [{ "morrow-and-lind.language": "de" }, {}]);
  await context.close();
});

shopperTest("a first yes before the SDK is there is remembered", async (shopper) => {
  const { page, goTo, ready } = shopper;
  const { asked, release } = await holdUp(page);
  const [product] = shop.feed;
  await goTo(productAddress(product));
  await asked;
  await page.getByTestId("consent-yes").click();
  release();
  await ready();
  await keeps(page, (ids) => ids?.includes(product.id), "the yes was not heard");
});

shopperTest("a no before the SDK is there erases what an earlier visit kept", async (shopper) => {
  const { page, ready } = shopper;
  await remembered(shopper);
  const { asked, release } = await holdUp(page);
  await page.reload();
  await asked;
  await answer(page, { Remember: false });
  release();
  await ready();
  await keepsNothing(page);
});

shopperTest("an answer while the language changes holds afterwards", async (shopper) => {
  const { page, goTo } = shopper;
  await remembered(shopper);
  const { asked, release } = await holdUp(page);
  await page.getByTestId("language-de").click();
  await asked;
  await page.getByTestId("privacy").click();
  await page.locator("#use-store").uncheck();
  await page.getByTestId("consent-save").click();
  await keepsNothing(page);
  release();
  await goTo("#/lookbook");
  await page.locator("vitrine-lookbook").getByRole("button", { name: "Nächste Seite" }).waitFor();
  await goTo(productAddress(shop.feed[1]));
  await page.getByTestId("why").locator("summary").click();
  await page.getByTestId("why").locator(".reason").waitFor();
  await keepsNothing(page);
});

shopperTest("a no while somebody is played erases at once what is kept", async (shopper) => {
  const { page, goTo } = shopper;
  const product = await remembered(shopper);
  await goTo("#/lookbook");
  await collector(page);
  assert.deepEqual([...new Set(await kept(page))], [product.id]);
  await answer(page, { Remember: false });
  await keepsNothing(page);
  assert.equal(await page.getByTestId("persona-who").isVisible(), true);
  await page.getByTestId("persona-back").click();
  await page.getByTestId("notice").getByText("yourself again").waitFor();
  await keepsNothing(page);
});

shopperTest("a yes on the way back keeps the shopper's taste, not the other's", async (shopper) => {
  const { page, goTo, ready } = shopper;
  const [product] = shop.feed;
  await goTo(productAddress(product));
  await ready();
  await goTo("#/lookbook");
  await page.getByTestId("pick").first().waitFor();
  await collector(page);
  const { asked, release } = await holdUp(page);
  await page.getByTestId("persona-back").click();
  await asked;
  await page.getByTestId("consent-yes").click();
  assert.equal(await kept(page), undefined);
  release();
  await page.getByTestId("notice").getByText("yourself again").waitFor();
  await keeps(page, (ids) => ids?.length > 0, "the yes was not heard");
  assert.deepEqual([...new Set(await kept(page))], [product.id]);
});

shopperTest("rules and prices of before the SDK is there hold on its pages", async (shopper) => {
  const { page, goTo, ready } = shopper;
  const { asked, release } = await holdUp(page);
  await goTo("#/campaigns");
  await asked;
  const product = shop.feed.find(({ brand }) => brand === "Vetro Calma");
  const rules = { only: [{ brand: "Vetro Calma" }] };
  await page.getByTestId("import-file").setInputFiles({
    name: "campaign.json",
    mimeType: "application/json",
    buffer: Buffer.from(JSON.stringify({ version: 1, published: true, rules })),
  });
  await page.getByTestId("notice").getByText("Imported").waitFor();
  await page.getByTestId("open-desk").click();
  const desk = page.getByTestId("desk");
  await desk.getByLabel("Product").selectOption(product.id);
  await desk.getByLabel("Stock").selectOption("out_of_stock");
  await page.getByTestId("desk-apply").click();
  await page.getByTestId("desk-said").getByText("changed everywhere").waitFor();
  await page.getByTestId("desk-close").click();
  release();
  await ready();
  await goTo("#/lookbook");
  await page.getByTestId("pick").first().waitFor();
  const ids = await page
    .getByTestId("pick")
    .evaluateAll((picks) => picks.map((pick) => pick.dataset.product));
  const brands = shop.feed.filter(({ id }) => ids.includes(id)).map(({ brand }) => brand);
  assert.deepEqual([...new Set(brands)], ["Vetro Calma"]);
  assert.ok(!ids.includes(product.id), "what is sold out is shown");
});

shopperTest("after a no, or being forgotten, a yes to measuring begins anew", async (shopper) => {
  const { page, goTo, ready } = shopper;
  const unit = () => page.evaluate(() => sessionStorage.getItem("morrow-and-lind.visit"));
  await goTo("");
  await ready();
  await page.getByTestId("consent-yes").click();
  const units = [await unit()];
  await answer(page, { Measure: false });
  assert.equal(await unit(), null);
  await answer(page, { Measure: true });
  units.push(await unit());
  await page.getByTestId("forget").click();
  await page.getByTestId("notice").getByText("Forgotten").waitFor();
  assert.equal(await unit(), null);
  await page.getByTestId("consent-yes").click();
  units.push(await unit());
  assert.equal(new Set(units.filter(Boolean)).size, 3, units.join());
});
