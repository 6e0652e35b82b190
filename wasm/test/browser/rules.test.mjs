// SPDX-License-Identifier: Apache-2.0
// What the shop wants of its pages, and slots that are drawn.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { after, before, test } from "node:test";
import { keep, records } from "../support/kept.mjs";
import { ROOT } from "../support/server.mjs";
import { feedOf, openShop, sampleProducts } from "../support/shop.mjs";

const CLI = `${ROOT}build/native/sdk/cli/vitrine`;
const FONTS = `${ROOT}node_modules/@fontsource`;
const skip = existsSync(CLI) ? false : "there is no native build: cmake --build --preset native";

const PRODUCTS = sampleProducts(24);
const NOW = 1_700_000_000_000;

let shop;
before(async () => {
  shop = await openShop({ products: PRODUCTS });
});
after(() => shop.close());

/** The products of the first pages, with what is said of them. */
const pagesOf = (page, options, count = 3) =>
  page.evaluate(
    async ([options, count]) => {
      await create(options);
      const pages = [];
      for (let index = 0; index < count; index += 1) {
        const { regions } = await vitrine.page({ index });
        pages.push(regions.map(({ product }) => product));
      }
      return pages;
    },
    [options, count],
  );

const categoryOf = ({ id }) => Number(id.slice(1)) % 4;

test("a campaign, a pin and a brand's cap hold on every page", async (t) => {
  const { page } = await shop.visit(t);
  const rules = {
    only: [{ category: ["lamps", "Home > Chairs"] }],
    pin: [{ product: "p2", page: 1, slot: 1 }, { product: "nobody's" }],
    brandCap: 2,
  };
  const pages = await pagesOf(page, { rules });
  for (const [index, products] of pages.entries()) {
    for (const [slot, product] of products.entries()) {
      const pinned = index === 1 && slot === 1;
      assert.equal(product.id === "p2", pinned);
      assert.equal(product.pinned, pinned ? true : undefined);
      assert.equal(product.reason.kind === "shop", pinned);
      assert.ok(pinned || categoryOf(product) < 2, product.id);
    }
    const brands = products.map(({ brand }) => brand);
    assert.ok(brands.every((brand) => brands.filter((other) => other === brand).length <= 2));
  }
  const told = await page.evaluate(() => globalThis.told);
  assert.deepEqual(
    told.map(({ code, message }) => [code, message]),
    [["UNKNOWN_PRODUCT", "no product of the catalogue fits these rules: pin[1]"]],
  );
});

test("new rules decide all pages anew, and the picks follow them", async (t) => {
  const { page } = await shop.visit(t);
  const seen = await page.evaluate(async () => {
    await create();
    const ids = async () => (await vitrine.page({ index: 0 })).regions.map((r) => r.product.id);
    const changes = [];
    vitrine.addEventListener("change", ({ detail }) => changes.push(detail.cause));
    const before = await ids();
    const never = [{ product: before }, { brand: "Aldr" }];
    const { unmatched } = await vitrine.setRules({ never });
    const after = await ids();
    const picks = (await vitrine.picks({ count: 24 })).map(({ id }) => id);
    await vitrine.setRules({});
    return { before, after, picks, unmatched, changes, lifted: await ids() };
  });
  assert.deepEqual(seen.unmatched, ["never[1]"]);
  assert.deepEqual(seen.changes, ["restarted", "restarted"]);
  assert.ok(!seen.after.some((id) => seen.before.includes(id)));
  assert.ok(!seen.picks.some((id) => seen.before.includes(id)));
  assert.deepEqual(seen.lifted, seen.before);
});

test("rules follow a live price", async (t) => {
  const { page } = await shop.visit(t);
  const counts = await page.evaluate(async () => {
    await create({ rules: { only: [{ maxPrice: 25, currency: "EUR" }] } });
    const count = async () => (await vitrine.picks({ count: 24 })).length;
    const before = await count();
    await vitrine.override({ id: "p20", price: { amount: 5, currency: "EUR" } });
    return [before, await count()];
  });
  assert.deepEqual(counts, [6, 7]);
});

test("rules of another shape are named, and those before hold on", async (t) => {
  const { page } = await shop.visit(t);
  const said = await page.evaluate(async () => {
    await create({ rules: { only: [{ category: "Lamps" }] } });
    const errorOf = (promise) => promise.then(String, ({ code, message }) => [code, message]);
    const errors = [];
    for (const rules of [
      { boots: [] },
      { only: [{ bran: "x" }] },
      { boost: [{ where: { brand: "Alder" }, by: 2 }] },
      { bury: [{ where: { minPrice: Number.NaN, currency: "EUR" }, by: 1 }] },
      [],
      null,
    ]) {
      errors.push(await errorOf(vitrine.setRules(rules)));
    }
    const failed = await errorOf(sdk.Vitrine.create({ catalog: { feed: "/feed.json" }, rules: 3 }));
    const picks = (await vitrine.picks({ count: 24 })).map(({ title }) => title.split(" ")[0]);
    return { errors, failed, kinds: [...new Set(picks)] };
  });
  assert.ok([...said.errors, said.failed].every(([code]) => code === "INVALID_ARGUMENT"));
  const [unknown, condition, by, price] = said.errors.map(([, message]) => message);
  assert.match(unknown, /rules: expected only, never, .* not "boots"/);
  assert.match(condition, /only\[0\]: expected product, brand, .* not "bran"/);
  assert.match(by, /boost\[0\]\.by: expected a number above 0/);
  assert.match(price, /bury\[0\]\.where: expected 0 <= minPrice/);
  assert.deepEqual(said.kinds, ["Lamps"]);
});

test("slots are drawn only where the shop wants it, equal seeds alike", async (t) => {
  const { page } = await shop.visit(t);
  const plain = (await pagesOf(page, {})).flat();
  assert.ok(plain.every(({ propensity }) => propensity === undefined));
  const drawn = (await pagesOf(page, { explore: 7 })).flat();
  assert.ok(drawn.every(({ propensity }) => propensity > 0 && propensity <= 1));
  assert.deepEqual((await pagesOf(page, { explore: 7 })).flat(), drawn);
  const ids = (products) => products.map(({ id }) => id);
  assert.notDeepEqual(ids((await pagesOf(page, { explore: 8 })).flat()), ids(drawn));
  // Two visits may draw the same by chance; eight that all do would be no chance.
  const others = new Set();
  for (let visit = 0; visit < 8; visit += 1) {
    others.add(ids((await pagesOf(page, { explore: true })).flat()).join());
  }
  assert.ok(others.size > 1, `eight visits of free draws showed the same: ${[...others]}`);
});

/** Sees a page and opens what it shows. */
const openAll = (page, options) =>
  page.evaluate(async (options) => {
    await create({ explore: 3, ...options });
    const { regions } = await vitrine.page({ index: 0 });
    await vitrine.seen(0);
    await vitrine.observe(
      regions.map(({ product }) => ({
        event: "select_item",
        ecommerce: { items: [{ item_id: product.id }] },
      })),
    );
    return vitrine.export();
  }, options);

test("what is learned is kept with the profile, exported and forgotten with it", async (t) => {
  const { page } = await shop.visit(t);
  const kept = { persistence: "device", consent: "granted" };
  const { exploration } = await openAll(page, kept);
  assert.equal(exploration.length, 27);
  const { current } = await records(page);
  assert.deepEqual(JSON.parse(current.profile).exploration, exploration);
  await page.reload();
  await page.waitForFunction(() => globalThis.create !== undefined);
  const later = await page.evaluate(async (kept) => {
    await create({ explore: 3, ...kept });
    const { exploration } = await vitrine.export();
    await vitrine.forget();
    return [exploration, (await vitrine.export()).exploration, told];
  }, kept);
  // JSON's numbers are read to within the last bit.
  const rounded = (numbers) => numbers.map((number) => number.toPrecision(12));
  assert.deepEqual(rounded(later[0]), rounded(exploration));
  assert.deepEqual(later.slice(1), [undefined, []]);
});

test("a page that does not explore, or learns of it late, costs nothing of what is kept", async (t) => {
  const { page } = await shop.visit(t);
  const kept = { persistence: "device", consent: "granted" };
  const { exploration } = await openAll(page, kept);
  const keptNumbers = async () => JSON.parse((await records(page)).current.profile).exploration;
  const again = async () => {
    await page.reload();
    await page.waitForFunction(() => globalThis.create !== undefined);
  };
  await again();
  await page.evaluate(async (kept) => {
    await create(kept);
    await vitrine.observe([{ event: "view_item", ecommerce: { items: [{ item_id: "p3" }] } }]);
  }, kept);
  // JSON's numbers are read to within the last bit.
  const rounded = (numbers) => numbers.map((number) => number.toPrecision(12));
  assert.deepEqual(rounded(await keptNumbers()), rounded(exploration));
  await again();
  await page.evaluate(async () => {
    await create({ explore: 4, persistence: "device" });
    await vitrine.page({ index: 0 });
    await vitrine.seen(0);
    await vitrine.setConsent("granted");
  });
  // Evidence adds up: every feature's precision is the kept one's or more.
  const both = await keptNumbers();
  assert.equal(both.length, 27);
  assert.notDeepEqual(rounded(both), rounded(exploration));
  const precision = (numbers) => numbers.slice(6).reduce((sum, number) => sum + number ** 2, 0);
  assert.ok(precision(both) > precision(exploration));
});

test("without consent to personalise nothing is learned, though slots are drawn", async (t) => {
  const { page } = await shop.visit(t);
  const { exploration, events } = await openAll(page, { consent: { personalise: false } });
  assert.equal(exploration, undefined);
  assert.deepEqual(events, []);
});

test("a kept state that nothing could have learned begins anew, and a copy stays", async (t) => {
  const { page } = await shop.visit(t);
  const profile = JSON.stringify({ version: 2, interactions: [], exploration: [1, 2, 3] });
  await keep(page, { sinceMs: 5, profile });
  const { told, damaged, picks } = await page.evaluate(async () => {
    await create({ explore: 3, persistence: "device", consent: "granted" });
    const { damaged } = await vitrine.export();
    return { told, damaged, picks: (await vitrine.picks()).length };
  });
  assert.deepEqual(
    told.map(({ code }) => code),
    ["PROFILE_CORRUPT"],
  );
  assert.equal(damaged.profile, profile);
  assert.equal(picks, 6);
});

test("rules and draws give the slates that `vitrine render` gives", { skip }, async (t) => {
  const folder = mkdtempSync(`${tmpdir()}/vitrine-rules-`);
  t.after(() => rmSync(folder, { recursive: true }));
  const rules = {
    never: [{ brand: "Birch", category: "Vases" }],
    boost: [{ where: { category: "Bags", minPrice: 30, currency: "EUR" }, by: 0.4 }],
    pin: [{ product: "p9", page: 2, slot: 1 }],
    brandCap: 3,
  };
  writeFileSync(`${folder}/feed.json`, feedOf(PRODUCTS));
  writeFileSync(`${folder}/rules.json`, JSON.stringify(rules));
  execFileSync(
    CLI,
    [
      ...["render", "--feed", `${folder}/feed.json`, "--fonts", FONTS, "--now", String(NOW)],
      ...["--rules", `${folder}/rules.json`, "--explore", "5", "--pages", "4"],
      ...["--out", `${folder}/page.png`, "--json", `${folder}/pages.json`],
    ],
    { stdio: "ignore" },
  );
  const native = JSON.parse(readFileSync(`${folder}/pages.json`, "utf8"));
  const { page } = await shop.visit(t);
  const drawn = await pagesOf(page, { rules, explore: 5 }, 4);
  assert.deepEqual(
    drawn.map((products) =>
      products.map(({ id, score, reason, propensity }) => [id, score, reason.text, propensity]),
    ),
    native.map(({ slate }) =>
      slate.map(({ id, score, reason, propensity }) => [id, score, reason, propensity]),
    ),
  );
});
