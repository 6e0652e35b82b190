// SPDX-License-Identifier: Apache-2.0
// The shop in a browser, as a shopper meets it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { openShop } from "./browser.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let shop;
before(async () => {
  // VITRINE_DEMO_PHOTOS runs the same laws over a folder of photographs.
  shop = await openShop({ photos: process.env.VITRINE_DEMO_PHOTOS });
});
after(() => shop?.close());

const kindOf = ({ product_type }) => product_type.split(" > ").at(-1);
const productAddress = ({ id }) => `#/product/${encodeURIComponent(id)}`;

/** A kind of which there are many, and one other. */
function twoKinds() {
  const kinds = [...new Set(shop.feed.map(kindOf))];
  const large = kinds
    .map((kind) => shop.feed.filter((product) => kindOf(product) === kind))
    .filter((products) => products.length >= 5);
  assert.ok(large.length >= 2, "the catalogue has too few products of a kind");
  return [large[0], large.at(-1)];
}

/** A test with a shopper who was never here and now stands on the shop's front. */
function onFront(name, law) {
  test(name, async () => {
    const shopper = await shop.shopper();
    try {
      await shopper.goTo("");
      await shopper.ready();
      await law(shopper);
    } finally {
      await shopper.context.close();
    }
  });
}

async function openProducts({ goTo, page }, products) {
  for (const product of products) {
    await goTo(productAddress(product));
    await page.getByTestId("product").waitFor();
  }
}

/** The ids on the lookbook's open page. */
async function openLookbook({ page }) {
  await page.getByTestId("open-lookbook").click();
  await page.getByTestId("pick").first().waitFor();
  return page.getByTestId("pick").evaluateAll((picks) => picks.map((pick) => pick.dataset.product));
}

const VIEWS = () => [
  { name: "the front", hash: "#/" },
  { name: "a department", hash: `#/?department=${encodeURIComponent(departments()[0])}` },
  { name: "a product", hash: productAddress(shop.feed[0]) },
  { name: "the lookbook", hash: "#/lookbook" },
  { name: "the empty bag", hash: "#/bag" },
  { name: "the checkout of nothing", hash: "#/checkout" },
  { name: "thanks for nothing", hash: "#/thanks" },
  { name: "the one look", hash: "#/one-look" },
  { name: "the campaigns", hash: "#/campaigns" },
  { name: "the measurement", hash: "#/measurement" },
  { name: "a product that is not there", hash: "#/product/none" },
  { name: "an address that is not there", hash: "#/nowhere" },
];

/** The shop's departments, as its navigation has them. */
function departments() {
  const paths = shop.feed.map(({ product_type }) => product_type.split(" > "));
  const level = paths.every((path) => path.length > 1 && path[0] === paths[0][0]) ? 1 : 0;
  return [...new Set(paths.map((path) => path[level]))];
}

test("every view works under the strict policy and asks nobody but the shop", async () => {
  const { page, context, troubles, goTo, ready } = await shop.shopper();
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await goTo("");
  await ready();
  for (const { hash } of VIEWS()) {
    await goTo(hash);
    await page.locator("main h1").waitFor();
  }
  await goTo("#/lookbook");
  await page.getByTestId("pick").first().waitFor();
  assert.deepEqual(troubles, []);
  assert.deepEqual(
    asked.filter((url) => !url.startsWith(shop.url)),
    [],
  );
  assert.ok(asked.some((url) => url.endsWith(".wasm")));
  await context.close();
});

for (const [name, width, height] of [
  ["a small phone", 320, 640],
  ["a phone", 390, 844],
  ["a tablet", 820, 1180],
  ["a desktop", 1440, 900],
]) {
  test(`no view is wider than the window of ${name}`, async () => {
    const { page, context, goTo, ready } = await shop.shopper({ viewport: { width, height } });
    await goTo("");
    await ready();
    for (const view of VIEWS()) {
      await goTo(view.hash);
      await page.locator("main h1").waitFor();
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= width, `${view.name} is ${wide} px wide`);
    }
    await context.close();
  });
}

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds nothing wrong with any view in ${colorScheme} colours`, async () => {
    const { page, context, goTo, ready } = await shop.shopper({ colorScheme });
    await page.addInitScript(AXE);
    await goTo("");
    await ready();
    const clean = async (name) => {
      const found = await page.evaluate(() => globalThis.axe.run(document));
      assert.deepEqual(
        found.violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`),
        [],
        name,
      );
    };
    for (const view of VIEWS()) {
      await goTo(view.hash);
      await page.locator("main h1").waitFor();
      if (view.hash === "#/lookbook") {
        await page.getByTestId("pick").first().waitFor();
      }
      await clean(view.name);
    }
    await page.getByTestId("open-desk").click();
    await page.getByTestId("desk").waitFor();
    await clean("the shop desk");
    await context.close();
  });
}

for (const [colorScheme, tag] of [
  ["light", "en"],
  ["dark", "ar"],
]) {
  test(`axe finds nothing wrong with what is filled in, in ${tag} and ${colorScheme}`, async () => {
    const { page, context, goTo, ready } = await shop.shopper({ colorScheme });
    await page.addInitScript(AXE);
    await goTo(productAddress(shop.feed[0]));
    await ready();
    await page.getByTestId(`language-${tag}`).click();
    await page.locator(`html[lang=${tag}]`).waitFor();
    await page.getByTestId("add-to-bag").click();
    const steps = {
      "the uses of data": () => page.getByTestId("privacy").click(),
      "the bag": () => goTo("#/bag"),
      "the checkout, wrongly filled in": async () => {
        await goTo("#/checkout");
        await page.getByTestId("order").click();
      },
      "a card": async () => {
        await goTo("#/lookbook");
        await page.locator("vitrine-lookbook").getByRole("link").first().click();
        await page.locator("vitrine-lookbook").getByRole("dialog").waitFor();
      },
      "a campaign with a rule and the performance beside it": async () => {
        await goTo("#/campaigns");
        await page.getByTestId("add-rule").click();
        await page.locator(".pages-preview[aria-busy=false]").waitFor();
        await page.getByTestId("open-performance").click();
        await page.getByTestId("performance").getByRole("table").waitFor();
      },
      "a report": async () => {
        await goTo("#/measurement");
        await page.getByTestId("run").click();
        await page.getByTestId("report").waitFor({ timeout: 60_000 });
        await page.getByTestId("figures-table").locator("summary").click();
      },
    };
    for (const [name, step] of Object.entries(steps)) {
      await step();
      const found = await page.evaluate(() => globalThis.axe.run(document));
      assert.deepEqual(
        found.violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`),
        [],
        name,
      );
    }
    await context.close();
  });
}

test("shoppers who opened different kinds get different lookbooks, each of their own kind", async () => {
  const pages = [];
  for (const products of twoKinds()) {
    const shopper = await shop.shopper();
    await shopper.goTo("");
    await shopper.ready();
    await openProducts(shopper, products.slice(0, 3));
    const ids = await openLookbook(shopper);
    const kinds = shop.feed.filter(({ id }) => ids.includes(id)).map(kindOf);
    assert.ok(kinds.includes(kindOf(products[0])), `${kindOf(products[0])}: got ${kinds}`);
    pages.push(ids);
    await shopper.context.close();
  }
  assert.notDeepEqual(pages[0], pages[1]);
});

onFront("the lookbook changes as the shopper browses, and the front shows it", async (shopper) => {
  const { page, goTo } = shopper;
  const [one, other] = twoKinds();
  assert.equal(await page.getByTestId("chosen").isVisible(), false);
  await openProducts(shopper, one.slice(0, 3));
  const first = await openLookbook(shopper);
  const edition = await page.getByTestId("edition").textContent();
  await openProducts(shopper, other.slice(0, 4));
  const second = await openLookbook(shopper);
  assert.notDeepEqual(second, first);
  assert.notEqual(await page.getByTestId("edition").textContent(), edition);
  await goTo("#/");
  await page.getByTestId("chosen").waitFor();
  await page.getByTestId("cover").locator("vitrine-lookbook").getByRole("link").first().waitFor();
});

onFront("coming back without having done anything shows the same edition", async (shopper) => {
  const { page, goTo } = shopper;
  await openProducts(shopper, twoKinds()[0].slice(0, 2));
  const first = await openLookbook(shopper);
  const edition = await page.getByTestId("edition").textContent();
  await goTo("#/bag");
  assert.deepEqual(await openLookbook(shopper), first);
  assert.equal(await page.getByTestId("edition").textContent(), edition);
});

onFront("every product of an open page says why it is there", async (shopper) => {
  const { page } = shopper;
  await openProducts(shopper, twoKinds()[0].slice(0, 3));
  await openLookbook(shopper);
  await page.locator("vitrine-lookbook").getByRole("button", { name: /next/i }).click();
  await page.getByText("Page 2 of").waitFor();
  for (const pick of await page.getByTestId("pick").all()) {
    const why = pick.getByTestId("why");
    assert.notEqual((await why.locator("summary").textContent()).trim(), "");
    await why.locator("summary").click();
  }
  const facts = await page.getByTestId("pick").locator(".fact").allTextContents();
  assert.ok(
    facts.some((fact) => fact.startsWith("You opened ")),
    facts.join("\n"),
  );
});

onFront("a product's page answers why it might be in the lookbook", async (shopper) => {
  const { page, goTo } = shopper;
  const [one] = twoKinds();
  await openProducts(shopper, one.slice(0, 3));
  await goTo(productAddress(one[3]));
  await page.getByTestId("why").locator("summary").click();
  await page.getByTestId("why").locator(".reason").waitFor();
});

onFront("a product of a page opens its card, and from there its own page", async (shopper) => {
  const { page } = shopper;
  const [first] = await openLookbook(shopper);
  const book = page.locator("vitrine-lookbook");
  await book.getByRole("link").first().click();
  await book.getByRole("dialog").getByRole("link", { name: "View product" }).click();
  await page.getByTestId("product").waitFor();
  assert.equal(await page.getByTestId("product").getAttribute("data-product"), first);
});

test("starting over forgets what was learnt", async () => {
  const shopper = await shop.shopper();
  const { page, goTo, ready, context } = shopper;
  await goTo("#/lookbook");
  await ready();
  const before = await openLookbook(shopper);
  await openProducts(shopper, twoKinds()[1].slice(0, 4));
  assert.notDeepEqual(await openLookbook(shopper), before);
  await page.getByTestId("reset").click();
  await page.getByTestId("notice").getByText("Forgotten").waitFor();
  await page.getByText("Edition 1", { exact: true }).waitFor();
  assert.deepEqual(await openLookbook(shopper), before);
  await goTo("#/");
  await page.getByTestId("product-card").first().waitFor();
  assert.equal(await page.getByTestId("chosen").isVisible(), false);
  await context.close();
});

onFront("a price that the desk changes is the price wherever it is shown", async (shopper) => {
  const { page, goTo } = shopper;
  const [id] = await openLookbook(shopper);
  await page.getByTestId("open-desk").click();
  await page.getByTestId("desk").getByLabel("Product").selectOption(id);
  await page
    .getByTestId("desk")
    .getByLabel(/^Price/)
    .fill("1234.5");
  await page.getByTestId("desk-apply").click();
  await page.getByTestId("desk-said").getByText("changed everywhere").waitFor();
  await page.getByTestId("desk-close").click();
  const price = /^€1,234\.50$/;
  await page.getByTestId("pick").first().getByText(price).waitFor();
  await page
    .locator("vitrine-lookbook")
    .getByRole("link", { name: /€1,234\.50/ })
    .waitFor();
  await goTo(`#/product/${encodeURIComponent(id)}`);
  await page.getByTestId("product").getByText(price).first().waitFor();
  await goTo("#/");
  const card = page.locator(`.grid [data-product="${id}"]`);
  await card.getByText(price).waitFor();
});

test("what is sold out at the desk cannot be put in the bag", async () => {
  const { page, goTo, ready, context } = await shop.shopper();
  const product = shop.feed.find(({ availability }) => availability === "in_stock");
  await goTo(productAddress(product));
  await ready();
  assert.equal(await page.getByTestId("add-to-bag").isEnabled(), true);
  await page.getByTestId("open-desk").click();
  await page.getByTestId("desk").getByLabel("Stock").selectOption("out_of_stock");
  await page.getByTestId("desk-apply").click();
  await page.getByTestId("desk-said").getByText("changed everywhere").waitFor();
  await page.getByTestId("desk-close").click();
  assert.equal(await page.getByTestId("add-to-bag").isEnabled(), false);
  await context.close();
});

/**
 * Refuses what fits a pattern, until the returned function is called. The route stays: to take it away while a
 * worker starts leaves that one's requests unanswered.
 */
async function refuse(page, pattern) {
  let refused = true;
  await page.route(pattern, (route) => (refused ? route.abort() : route.continue()));
  return () => {
    refused = false;
  };
}

/** The names of the databases that the page's origin keeps. */
const databases = (page) =>
  page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));

onFront(
  "nothing of the taste is kept before the shopper says yes, nor after no",
  async (shopper) => {
    const { page } = shopper;
    await openProducts(shopper, twoKinds()[0].slice(0, 3));
    assert.deepEqual(await databases(page), []);
    await page.getByTestId("consent-no").click();
    await openLookbook(shopper);
    assert.deepEqual(await databases(page), []);
  },
);

onFront(
  "with a yes the taste is there on the next visit, and forgetting erases it",
  async (shopper) => {
    const { page, goTo, ready } = shopper;
    await page.getByTestId("consent-yes").click();
    await page.getByTestId("consent").waitFor({ state: "hidden" });
    await ready();
    await openProducts(shopper, twoKinds()[0].slice(0, 3));
    const before = await openLookbook(shopper);
    await page.reload();
    await ready();
    assert.equal(await page.getByTestId("consent").isVisible(), false);
    await goTo("#/");
    await page.getByTestId("chosen").waitFor();
    await page.getByTestId("forget").click();
    await page.getByTestId("notice").getByText("Forgotten").waitFor();
    await page.getByTestId("chosen").waitFor({ state: "hidden" });
    await page.reload();
    await ready();
    assert.notDeepEqual(await openLookbook(shopper), before);
    assert.equal(await page.getByTestId("consent").isVisible(), true);
  },
);

onFront(
  "who asks to be forgotten while the SDK cannot start is forgotten when it can",
  async (shopper) => {
    const { page, ready } = shopper;
    await page.getByTestId("consent-yes").click();
    await page.getByTestId("consent").waitFor({ state: "hidden" });
    await ready();
    await openProducts(shopper, twoKinds()[0].slice(0, 3));
    const before = await openLookbook(shopper);
    const allow = await refuse(page, "**/core*.wasm");
    await page.reload();
    await page.getByTestId("lookbook-failed").waitFor();
    await page.getByTestId("forget").click();
    await page.getByTestId("notice").getByText("That did not work").waitFor();
    allow();
    await page.reload();
    await ready();
    // A yes would bring back what is still kept.
    await page.getByTestId("consent-yes").click();
    await page.getByTestId("consent").waitFor({ state: "hidden" });
    await ready();
    assert.notDeepEqual(await openLookbook(shopper), before);
  },
);

onFront("the front shows one cover, also after the SDK was started anew", async (shopper) => {
  const { page } = shopper;
  const covers = page.getByTestId("cover").locator("vitrine-lookbook");
  await covers.getByRole("link").first().waitFor();
  const first = await covers.elementHandle();
  await page.getByTestId("consent-yes").click();
  await page.waitForFunction((cover) => !cover.isConnected, first);
  await covers.getByRole("link").first().waitFor();
  assert.equal(await covers.count(), 1);
});

onFront("of two covers that are asked for at once one comes", async (shopper) => {
  const { page } = shopper;
  const covers = page.getByTestId("cover").locator("vitrine-lookbook");
  await covers.getByRole("link").first().waitFor();
  const first = await covers.elementHandle();
  await page.evaluate(() => {
    for (const id of ["consent-yes", "consent-no"]) {
      document.querySelector(`[data-testid=${id}]`).click();
    }
  });
  await page.waitForFunction((cover) => !cover.isConnected, first);
  await page.locator(".lead .coming").waitFor({ state: "detached" });
  assert.equal(await covers.count(), 1);
});

test("the bag survives a reload, and a pretended order empties it", async () => {
  const { page, goTo, context } = await shop.shopper();
  const product = shop.feed.find(({ availability }) => availability === "in_stock");
  await goTo(productAddress(product));
  await page.getByTestId("add-to-bag").click();
  await page.reload();
  await page.getByTestId("open-bag").getByText("(1)").waitFor();
  await order(page);
  await page.reload();
  await page.getByText("No order here").waitFor();
  await page.getByTestId("open-bag").click();
  await page.getByText("Your bag is empty").waitFor();
  await context.close();
});

/** From the bag to the thanks, with an invented address. */
async function order(page) {
  await page.getByTestId("open-bag").click();
  await page.getByTestId("checkout").click();
  await page.getByTestId("fill").click();
  await page.getByTestId("order").click();
  await page.getByText("this was a pretended order").waitFor();
}

test("the shop speaks GA4: views, picks, the bag and the order are in the data layer", async () => {
  const { page, goTo, context } = await shop.shopper();
  await goTo("");
  await page.locator(".grid").getByTestId("product-card").first().click();
  await page.getByTestId("add-to-bag").click();
  await order(page);
  await page.waitForFunction(() => globalThis.dataLayer.some(({ event }) => event === "purchase"));
  const events = await page.evaluate(() =>
    globalThis.dataLayer.flatMap((entry) => (entry.event ? [entry.event] : [])),
  );
  assert.deepEqual(
    events.filter((event) => event !== "view_item_list"),
    ["select_item", "view_item", "add_to_cart", "view_cart", "begin_checkout", "purchase"],
  );
  assert.equal(events[0], "view_item_list");
  await context.close();
});

onFront("offline is said while it lasts", async (shopper) => {
  const { page, context } = shopper;
  assert.equal(await page.getByTestId("offline").isVisible(), false);
  await context.setOffline(true);
  await page.getByTestId("offline").waitFor();
  await context.setOffline(false);
  await page.getByTestId("offline").waitFor({ state: "hidden" });
});

test("a frame that is drawn anew leaves nothing listening behind", async () => {
  const { page, goTo, ready, context } = await shop.shopper();
  await page.addInitScript(() => {
    globalThis.listening = 0;
    for (const [name, by] of [
      ["addEventListener", 1],
      ["removeEventListener", -1],
    ]) {
      const change = globalThis[name];
      globalThis[name] = (type, ...rest) => {
        globalThis.listening += type === "offline" ? by : 0;
        change.call(globalThis, type, ...rest);
      };
    }
  });
  await goTo("");
  await ready();
  const before = await page.evaluate(() => globalThis.listening);
  for (const tag of ["de", "en"]) {
    await page.getByTestId(`language-${tag}`).click();
    await page.locator(`.languages [lang=${tag}][aria-pressed=true]`).waitFor();
  }
  assert.equal(await page.evaluate(() => globalThis.listening), before);
  await context.close();
});

/** Gathers what moved by itself, from the page's beginning. */
const watchShifts = (page) =>
  page.addInitScript(() => {
    globalThis.shift = 0;
    new PerformanceObserver((list) => {
      for (const { value, hadRecentInput } of list.getEntries()) {
        globalThis.shift += hadRecentInput ? 0 : value;
      }
    }).observe({ type: "layout-shift", buffered: true });
  });

for (const [name, tag, hash, there, block] of [
  ["the front in English", "en", "#/", ".grid [data-testid=product-card]"],
  ["the front in Arabic", "ar", "#/", ".grid [data-testid=product-card]"],
  ["the measurement", "en", "#/measurement", "[data-testid=run]"],
  ["a lookbook that fails", "en", "#/lookbook", "[data-testid=lookbook-failed]", "**/core*.wasm"],
]) {
  test(`nothing moves while ${name} is loaded on a phone`, async () => {
    const { page, goTo, context } = await shop.shopper({ viewport: { width: 390, height: 844 } });
    await watchShifts(page);
    await page.addInitScript(
      (stored) => localStorage.setItem("morrow-and-lind.language", stored),
      tag,
    );
    await page.route("**/catalogue/feed.json", async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      await route.continue();
    });
    if (block) {
      await page.route(block, (route) => route.abort());
    }
    await goTo(hash);
    await page.locator(there).first().waitFor();
    await page.waitForTimeout(500);
    assert.equal(await page.evaluate(() => globalThis.shift), 0);
    await context.close();
  });
}

test("a catalogue that cannot be had says so, and trying again opens the shop", async () => {
  const { page, goTo, context } = await shop.shopper();
  await page.route("**/catalogue/feed.json", (route) => route.fulfill({ status: 503 }));
  await goTo("");
  await page.getByTestId("state").getByText("status 503").waitFor();
  await page.unroute("**/catalogue/feed.json");
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByTestId("product-card").first().waitFor();
  await context.close();
});

test("without the SDK the shop still sells, and trying again brings the lookbook", async () => {
  const { page, goTo, context } = await shop.shopper();
  const allow = await refuse(page, "**/core*.wasm");
  await goTo("#/lookbook");
  await page.getByTestId("lookbook-failed").waitFor();
  await goTo(productAddress(shop.feed[0]));
  await page.getByTestId("add-to-bag").waitFor();
  await goTo("#/lookbook");
  allow();
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByTestId("pick").first().waitFor();
  await context.close();
});

test("the shop says that it is invented, and of made-up prices that they are", async () => {
  const { page, goTo, context } = await shop.shopper();
  await goTo(productAddress(shop.feed[0]));
  await page.getByText("Its names, brands and prices are invented").waitFor();
  for (const note of new Set(shop.feed.flatMap(({ price_note }) => price_note ?? []))) {
    await page.getByTestId("product").getByText(note).waitFor();
  }
  await context.close();
});

test("going back returns to where the shopper was", async () => {
  const { page, goTo, ready, context } = await shop.shopper({
    viewport: { width: 390, height: 844 },
  });
  await goTo("");
  await ready();
  await page.getByTestId("consent-no").click();
  const card = page.locator(".grid").getByTestId("product-card").nth(9);
  await card.scrollIntoViewIfNeeded();
  const id = await card.getAttribute("data-product");
  const { y } = await card.boundingBox();
  await card.click();
  await page.getByTestId("product").waitFor();
  assert.equal(await page.evaluate(() => scrollY), 0);
  await page.goBack();
  await page.locator(".grid").waitFor();
  const same = page.locator(`.grid [data-product="${id}"]`);
  assert.ok(Math.abs((await same.boundingBox()).y - y) < 1);
  assert.equal(await same.evaluate((element) => element === document.activeElement), true);
  await context.close();
});

test("words from the address are shown as text", async () => {
  const { page, goTo, context, troubles } = await shop.shopper();
  await goTo(`#/?department=${encodeURIComponent("<img src=x onerror=alert(1)>")}`);
  await page.getByTestId("state").waitFor();
  assert.equal(await page.locator("main img").count(), 0);
  assert.deepEqual(troubles, []);
  await context.close();
});
