// SPDX-License-Identifier: Apache-2.0
// @vitrine/sdk/node: picks and reasons in this process.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { HeadlessVitrine, VitrineError } from "@vitrine/sdk/node";
import { packOf } from "./support/pack.mjs";
import { feedOf, sampleProduct, sampleProducts } from "./support/shop.mjs";

const PRODUCTS = [
  ...sampleProducts(24),
  sampleProduct(24, { link: "https://outlet.example/24", price: "9.50 EUR" }),
];
const PACK = packOf(PRODUCTS);
const NOW = Date.UTC(2026, 0, 1);

const view = (id, seconds = 0) => ({
  event: "view_item",
  time_ms: NOW - 60_000 + seconds * 1000,
  ecommerce: { items: [{ item_id: id }] },
});
const idsOf = (vitrine, count = 12) => vitrine.picks({ count }).map(({ id }) => id);

async function open(t, options = {}) {
  const vitrine = await HeadlessVitrine.create({ catalog: PACK, now: () => NOW, ...options });
  t.after(() => vitrine.close());
  return vitrine;
}

test("the picks follow what the shopper did, each with its reason", async (t) => {
  const vitrine = await open(t);
  assert.deepEqual(vitrine.catalogReport, { products: 25, skipped: 0, errors: [] });
  const before = idsOf(vitrine);
  assert.equal(before.length, 12);
  assert.equal(vitrine.observe([view("p2"), view("p6", 5)]), 2);
  assert.equal(vitrine.observe(view("p2")), 0, "the same event tells nothing new");
  const [best] = vitrine.picks({ count: 1 });
  assert.match(best.title, /^Vases/, "both were vases");
  assert.equal(best.reason.kind, "event");
  assert.ok(["p2", "p6"].includes(best.reason.because.productId));
  assert.notDeepEqual(idsOf(vitrine), before);
  assert.deepEqual(vitrine.why(best.id), best.reason);
  assert.equal(vitrine.picks().length, 6);
  vitrine.forget();
  assert.deepEqual(idsOf(vitrine), before);
});

test("reasons are given in the language, and all that is known of a product", async (t) => {
  const { german } = await import("@vitrine/sdk/languages");
  const [plain, vitrine] = [await open(t), await open(t, { language: german })];
  for (const each of [plain, vitrine]) {
    each.observe(view("p2"));
  }
  const [english] = plain.picks({ count: 1 });
  const [best] = vitrine.picks({ count: 1 });
  assert.equal(best.id, english.id);
  assert.notEqual(best.reason.text, english.reason.text);
  assert.deepEqual(vitrine.why(best.id), best.reason);
  assert.match(best.price.text, /^\d+\u00a0€$/, "and prices in its way");
  const { title, variants, similar } = vitrine.details(best.id, { similar: 3 });
  assert.equal(title, best.title);
  assert.equal(similar.length, 3);
  assert.ok(variants.length <= 1);
});

test("two of them know nothing of each other", async (t) => {
  const [one, other] = [await open(t), await open(t)];
  const before = idsOf(other);
  one.observe(view("p2"));
  one.notForMe("p6");
  one.override({ id: "p3", availability: "out_of_stock" });
  assert.notDeepEqual(idsOf(one), before);
  assert.deepEqual(idsOf(other), before);
  one.close();
  assert.deepEqual(idsOf(other), before);
});

test("a feed gives the same picks as its pack, and says what it left out", async (t) => {
  const broken = sampleProduct(25, { price: "free" });
  const feed = Buffer.from(feedOf([...PRODUCTS, broken]));
  const [packed, fed] = [await open(t), await open(t, { catalog: { feed } })];
  for (const vitrine of [packed, fed]) {
    vitrine.observe(view("p1"));
  }
  assert.deepEqual(fed.picks({ count: 24 }), packed.picks({ count: 24 }));
  const { products, skipped, errors } = fed.catalogReport;
  assert.deepEqual([products, skipped], [25, 1]);
  assert.deepEqual([errors[0].id, errors[0].field], ["p25", "price"]);
});

test("rules, overrides and dismissals hold", async (t) => {
  const vitrine = await open(t);
  assert.deepEqual(vitrine.setRules({ only: [{ brand: "Birch" }], never: [{ brand: "Oak" }] }), {
    unmatched: ["never[0]"],
  });
  assert.ok(vitrine.picks({ count: 24 }).every(({ brand }) => brand === "Birch"));
  vitrine.setRules({});
  const [first, second, third] = idsOf(vitrine);
  vitrine.override([
    { id: first, availability: "out_of_stock" },
    { id: second, price: { amount: 7.25, currency: "EUR" } },
  ]);
  vitrine.notForMe(third);
  const picks = vitrine.picks({ count: 24 });
  assert.ok(!picks.some(({ id }) => id === first || id === third));
  const { price } = picks.find(({ id }) => id === second);
  assert.equal(price.amount, 7.25);
});

test("prices and links are written as the options say", async (t) => {
  const [plain, german] = [
    await open(t),
    await open(t, { locale: "de-DE", baseUrl: "https://shop.example/de/" }),
  ];
  const cardOf = (vitrine, wanted) => vitrine.picks({ count: 64 }).find(({ id }) => id === wanted);
  assert.equal(cardOf(plain, "p24").price.text, "€\u00a09.50");
  assert.equal(cardOf(german, "p24").price.text, "9,50\u00a0€");
  assert.equal(cardOf(plain, "p1").link, "");
  assert.equal(cardOf(german, "p1").link, "https://shop.example/products/1");
  assert.equal(cardOf(plain, "p24").link, "https://outlet.example/24");
});

test("what is wrong is said with its code", async (t) => {
  const codeOf = (code) => (error) => error instanceof VitrineError && error.code === code;
  const create = (options) => HeadlessVitrine.create(options);
  for (const catalog of ["https://shop.example/shop.vpack", undefined, { feed: "/feed.json" }, 7]) {
    await assert.rejects(create({ catalog }), codeOf("INVALID_ARGUMENT"), String(catalog));
  }
  await assert.rejects(create(), codeOf("INVALID_ARGUMENT"));
  await assert.rejects(create({ catalog: PACK, locale: "?" }), codeOf("INVALID_ARGUMENT"));
  await assert.rejects(create({ catalog: PACK.subarray(0, 100) }), codeOf("PACK_CORRUPT"));
  const syntax = create({ catalog: { feed: Buffer.from("{"), format: "google-json" } });
  await assert.rejects(syntax, codeOf("FEED_SYNTAX"));

  const vitrine = await open(t);
  assert.throws(() => vitrine.picks({ count: 65 }), codeOf("INVALID_ARGUMENT"));
  assert.throws(() => vitrine.why("nobody"), codeOf("UNKNOWN_PRODUCT"));
  assert.throws(() => vitrine.details("nobody"), codeOf("UNKNOWN_PRODUCT"));
  assert.throws(() => vitrine.details("p1", { similar: -1 }), codeOf("INVALID_ARGUMENT"));
  assert.throws(() => vitrine.notForMe(7), codeOf("INVALID_ARGUMENT"));
  assert.throws(() => vitrine.observe("view_item"), codeOf("EVENT_SYNTAX"));
  assert.throws(() => vitrine.setRules({ brandCap: 0 }), codeOf("INVALID_ARGUMENT"));
  assert.throws(
    () => vitrine.override([{ id: "p1", availability: "in_stock" }, { id: 2 }]),
    codeOf("INVALID_ARGUMENT"),
  );
  assert.equal(vitrine.closed, false);
  vitrine.close();
  vitrine.close();
  assert.equal(vitrine.closed, true);
  assert.throws(() => vitrine.picks(), codeOf("DISPOSED"));
});

test("a process that made some ends by itself, without globals and soon", () => {
  const script = `
    import { HeadlessVitrine } from "@vitrine/sdk/node";
    const before = Object.keys(globalThis).join();
    const chunks = [];
    for await (const chunk of process.stdin) chunks.push(chunk);
    const catalog = Buffer.concat(chunks);
    const many = await Promise.all(Array.from({ length: 8 }, () => HeadlessVitrine.create({ catalog })));
    const full = many.every((each) => each.picks().length === 6);
    console.log(many.length, full, Object.keys(globalThis).join() === before);`;
  const output = execFileSync(process.execPath, ["--input-type=module", "--eval", script], {
    cwd: import.meta.dirname,
    input: PACK,
    encoding: "utf8",
    timeout: 20_000,
  });
  assert.equal(output.trim(), "8 true true");
});
