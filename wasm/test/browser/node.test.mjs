// SPDX-License-Identifier: Apache-2.0
// A server that ranks in Node.js shows what the shopper's own browser would.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { HeadlessVitrine } from "@vitrine/sdk/node";
import { packOf } from "../support/pack.mjs";
import { openShop, sampleProducts } from "../support/shop.mjs";

const NOW = 1_700_000_000_000;
const PACK = packOf(sampleProducts(48));
const EVENTS = [
  { event: "view_item", ecommerce: { items: [{ item_id: "p5" }] }, time_ms: NOW - 9000 },
  { event: "add_to_cart", ecommerce: { items: [{ item_id: "p9" }] }, time_ms: NOW - 5000 },
  { event: "view_item", ecommerce: { items: [{ item_id: "p14" }] }, time_ms: NOW - 3000 },
];

let shop;
before(async () => {
  shop = await openShop({ files: { "/shop.vpack": PACK } });
});
after(() => shop?.close());

test("Node.js and a browser make the same picks with the same reasons", async (t) => {
  const { page } = await shop.visit(t);
  const there = await page.evaluate(async (events) => {
    await create({ catalog: "/shop.vpack", locale: "und" });
    const cold = await vitrine.picks({ count: 24 });
    await vitrine.observe(events);
    await vitrine.notForMe("p1");
    return { cold, warm: await vitrine.picks({ count: 24 }), why: await vitrine.why("p5") };
  }, EVENTS);

  const here = await HeadlessVitrine.create({
    catalog: PACK,
    baseUrl: `${shop.server.origin}/shop.vpack`,
    now: () => NOW,
  });
  t.after(() => here.close());
  assert.deepEqual(here.picks({ count: 24 }), there.cold);
  here.observe(EVENTS);
  here.notForMe("p1");
  assert.deepEqual(here.picks({ count: 24 }), there.warm);
  assert.deepEqual(here.why("p5"), there.why);
  assert.notDeepEqual(there.warm, there.cold);
});
