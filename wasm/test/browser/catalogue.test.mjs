// SPDX-License-Identifier: Apache-2.0
// Catalogues that are missing, broken, empty, tiny or sold out.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { feedOf, openShop, sampleProduct, sampleProducts } from "../support/shop.mjs";

let shop;
before(async () => {
  shop = await openShop();
});
after(() => shop.close());

/** Serves `feed` under a name of its own and asks for two pages, some picks and an impossible reason. */
async function walk(t, name, feed) {
  shop.files[`/${name}`] = feed;
  const { page, messages } = await shop.visit(t);
  const seen = await page.evaluate(async (feed) => {
    const { catalogReport } = await create({ catalog: { feed } });
    const pages = [];
    for (const index of [0, 1]) {
      const { regions, bitmap, texts } = await vitrine.page({ index });
      const ids = regions.map(({ product }) => product.id);
      pages.push({ ids, width: bitmap.width, texts: texts.map(({ text }) => text) });
    }
    const picks = await vitrine.picks({ count: 6 });
    const why = await codeOf(vitrine.why("nothing"));
    return { catalogReport, pages, picks: picks.map(({ id }) => id), why, told };
  }, `/${name}`);
  assert.deepEqual(messages, []);
  return seen;
}

test("a catalogue without products gives pages without regions", async (t) => {
  const seen = await walk(t, "empty.json", feedOf([]));
  assert.equal(seen.catalogReport.products, 0);
  assert.deepEqual(
    seen.pages.map(({ ids, width }) => [ids, width]),
    [
      [[], 1080],
      [[], 1080],
    ],
  );
  assert.deepEqual(seen.picks, []);
  assert.equal(seen.why, "UNKNOWN_PRODUCT");
});

test("a single product makes the cover", async (t) => {
  const seen = await walk(t, "one.json", feedOf(sampleProducts(1)));
  assert.deepEqual(seen.pages[0].ids, ["p0"]);
  assert.deepEqual(seen.picks, ["p0"]);
});

test("a catalogue that is sold out shows nothing that cannot be had", async (t) => {
  const products = sampleProducts(8).map((row) => ({ ...row, availability: "out_of_stock" }));
  const seen = await walk(t, "sold-out.json", feedOf(products));
  assert.equal(seen.catalogReport.products, 8);
  assert.deepEqual(
    seen.pages.map(({ ids }) => ids),
    [[], []],
  );
  assert.deepEqual(seen.picks, []);
});

test("broken rows are skipped and told, and the rest is shown", async (t) => {
  const rows = sampleProducts(6);
  rows[1] = sampleProduct(1, { price: "a lot" });
  rows[4] = sampleProduct(4, { title: "" });
  const seen = await walk(t, "rows.json", feedOf(rows));
  assert.equal(seen.catalogReport.products, 4);
  assert.equal(seen.catalogReport.skipped, 2);
  assert.deepEqual(
    seen.catalogReport.errors.map(({ id, field }) => [id, field]),
    [
      ["p1", "price"],
      ["p4", "title"],
    ],
  );
  assert.deepEqual(
    seen.told.map(({ code, detail }) => [code, detail.skipped, detail.id]),
    [["FEED_ROW", 2, "p1"]],
  );
});

test("what is no catalogue is an error with its code, its address and its status", async (t) => {
  Object.assign(shop.files, {
    "/noise.vpack": Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 151) % 256)),
    "/empty.vpack": "",
    "/half.json": feedOf(sampleProducts(6)).slice(0, 300),
  });
  const { page } = await shop.visit(t);
  const errors = await page.evaluate(async () => {
    const catalogs = [
      "/noise.vpack",
      "/empty.vpack",
      "/missing.vpack",
      { feed: "/half.json" },
      { feed: "/feed.json", format: "google-xml" },
      new Uint8Array(10),
      "http://[",
    ];
    const errors = [];
    for (const catalog of catalogs) {
      const error = await create({ catalog }).catch((thrown) => thrown);
      errors.push({ code: error.code, detail: error.detail, message: error.message });
    }
    return errors;
  });
  assert.deepEqual(
    errors.map(({ code }) => code),
    [
      "PACK_CORRUPT",
      "PACK_CORRUPT",
      "FETCH",
      "FEED_SYNTAX",
      "FEED_SYNTAX",
      "PACK_CORRUPT",
      "INVALID_ARGUMENT",
    ],
  );
  assert.equal(errors[2].detail.status, 404);
  assert.equal(errors[2].detail.url, `${shop.server.origin}/missing.vpack`);
  assert.ok(errors.every(({ message }) => message.length > 20));
});

test("relative links are resolved against the catalogue, or against baseUrl", async (t) => {
  const relative = { link: "lamp.html", image_link: "p0.png" };
  shop.files["/feeds/all.json"] = feedOf([sampleProduct(0, relative)]);
  const { page } = await shop.visit(t);
  const links = await page.evaluate(async () => {
    const links = [];
    for (const baseUrl of [undefined, "/pictures/"]) {
      await create({ catalog: { feed: "/feeds/all.json" }, ...(baseUrl && { baseUrl }) });
      const [{ link, image }] = await vitrine.picks();
      links.push([new URL(link).pathname, new URL(image).pathname]);
    }
    return links;
  });
  assert.deepEqual(links, [
    ["/feeds/lamp.html", "/feeds/p0.png"],
    ["/pictures/lamp.html", "/pictures/p0.png"],
  ]);
});

test("prices are written for the locale, and plainly for 'und'", async (t) => {
  shop.files["/dear.json"] = feedOf([sampleProduct(0, { price: "1250.50 EUR" })]);
  const { page } = await shop.visit(t);
  const texts = await page.evaluate(async () => {
    const texts = [];
    for (const locale of ["en", "de", "und"]) {
      await create({ catalog: { feed: "/dear.json" }, locale });
      texts.push((await vitrine.picks())[0].price.text.replace(/\s/g, " "));
    }
    return texts;
  });
  assert.deepEqual(texts, ["€1,250.50", "1.250,50 €", "€ 1,250.50"]);
});
