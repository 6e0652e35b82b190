// SPDX-License-Identifier: Apache-2.0
// The parts of measuring that need no browser. What C++ must do alike stands in tests/data/experiment, which
// tests/unit/experiment/shared_vectors_test.cpp reads too.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { placeOf } from "../dist/assignment.js";
import { ExposureWatch } from "../dist/exposure.js";
import { assign } from "../dist/measure.js";
import { MeasureLog } from "../dist/measure-log.js";
import { paymentsOf } from "../dist/payments.js";

const vectors = (name) =>
  JSON.parse(
    readFileSync(new URL(`../../tests/data/experiment/${name}.json`, import.meta.url), "utf8"),
  );

test("places are those of C++, to the last bit", () => {
  const { places } = vectors("assignment");
  assert.ok(places.length > 100);
  for (const { salt, unit, place } of places) {
    assert.equal(placeOf(salt, unit), place, JSON.stringify([salt, unit]));
  }
});

test("visitors get the arms that C++ gives them", () => {
  for (const { plan, assigned } of vectors("assignment").plans) {
    const names = plan.arms.map(({ name }) => name);
    const got = Array.from(assigned, (_, i) => {
      const { arm, heldOut } = assign(plan, `visitor-${i}`);
      assert.equal(heldOut, arm === "hold-out");
      return heldOut ? "-" : String(names.indexOf(arm));
    });
    assert.equal(got.join(""), assigned, plan.name);
  }
});

test("arms without weights are alike, and nobody is held out", () => {
  const plan = { name: "spring", arms: [{ name: "control" }, { name: "treatment" }] };
  const arms = Array.from({ length: 32 }, (_, i) => assign(plan, `visitor-${i}`).arm[0]);
  assert.equal(arms.join(""), "tttccttcctctcctttttttttcccttttcc");
});

test("a plan or a visitor that cannot be is refused by name", () => {
  const arms = [{ name: "control" }, { name: "treatment" }];
  const plan = { name: "spring", arms };
  const named = (name, weight) => ({ ...plan, arms: [{ name: "control" }, { name, weight }] });
  for (const [wrong, unit, name] of [
    [null, "u", "plan"],
    [{ ...plan, name: "" }, "u", "name"],
    [{ ...plan, arms: "two" }, "u", "arms"],
    [{ ...plan, arms: [] }, "u", "the sum of the arms' weights"],
    [{ ...plan, arms: [null] }, "u", "arms\\[0\\]"],
    [named("control", 1), "u", "arms\\[1\\].name"],
    [named("hold-out", 1), "u", "arms\\[1\\].name"],
    [named("treatment", -1), "u", "arms\\[1\\].weight"],
    [named("treatment", Number.NaN), "u", "arms\\[1\\].weight"],
    [named("treatment", "1"), "u", "arms\\[1\\].weight"],
    [named("treatment", null), "u", "arms\\[1\\].weight"],
    [named("treatment", Number.POSITIVE_INFINITY), "u", "arms\\[1\\].weight"],
    [{ ...plan, holdOut: 1.1 }, "u", "holdOut"],
    [{ ...plan, holdOut: Number.NaN }, "u", "holdOut"],
    [{ ...plan, holdOut: "0.1" }, "u", "holdOut"],
    [{ ...plan, holdOutSalt: "spring" }, "u", "holdOutSalt"],
    [plan, "", "unit"],
    [plan, 7, "unit"],
    [plan, "half \ud83d", "unit"],
    [plan, "x".repeat(513), "unit"],
  ]) {
    const expected = { code: "INVALID_ARGUMENT", message: new RegExp(`^${name} is .*; expected`) };
    assert.throws(() => assign(wrong, unit), expected, name);
  }
});

for (const { name, steps } of vectors("exposure")) {
  test(`what is seen is agreed with C++: ${name}`, () => {
    const watch = new ExposureWatch();
    for (const [part, nowMs, seen] of steps) {
      assert.equal(watch.observe(part ?? Number.NaN, nowMs), seen, `at ${nowMs}`);
    }
    assert.equal(
      watch.seen,
      steps.some(([, , seen]) => seen),
    );
  });
}

const ORDER = { type: "order", amount: 49.9, currency: "EUR", id: "o1" };
const paid = { transaction_id: "o1", value: 49.9, currency: "EUR" };
const RETAIL = { id: "o1", revenue: 49.9, currencyCode: "EUR" };
for (const { name, event, payments = [ORDER] } of [
  { name: "GA4's data layer", event: { event: "purchase", ecommerce: paid } },
  { name: "GA4 beside the event", event: { event: "purchase", ...paid } },
  { name: "gtag", event: ["event", "purchase", paid] },
  { name: "a list of gtag's calls", event: [["event", "purchase", paid]] },
  { name: "Measurement Protocol", event: { events: [{ name: "purchase", params: paid }] } },
  {
    name: "Segment",
    event: {
      event: "Order Completed",
      properties: { order_id: "o1", revenue: 49.9, total: 55, currency: "EUR", products: [] },
    },
  },
  {
    name: "Segment with a total only, in a batch",
    event: {
      batch: [
        {
          event: "Order Completed",
          properties: { order_id: "o1", total: 49.9, currency: "eur" },
        },
      ],
    },
  },
  {
    name: "Google Retail",
    event: { userEvents: [{ eventType: "purchase-complete", purchaseTransaction: RETAIL }] },
  },
  ...[
    (inside) => ({ inputConfig: { userEventInlineSource: inside } }),
    (inside) => ({ userEventInlineSource: inside }),
    (inside) => ({ inlineSource: inside }),
  ].map((wrapped, i) => ({
    name: `Google Retail, an import's wrapper ${i}`,
    event: wrapped({
      userEvents: [{ eventType: "purchase-complete", purchaseTransaction: RETAIL }],
    }),
  })),
  { name: "GA4's export to BigQuery", event: { event_name: "purchase", ...paid } },
  {
    name: "a word that is no wrapper",
    event: { event: "purchase", inlineSource: "mail", ...paid },
  },
  {
    name: "Discovery Engine",
    event: {
      eventType: "purchase",
      transactionInfo: { transactionId: "o1", value: 49.9, currency: "EUR" },
    },
  },
  {
    name: "amounts and ids of other types",
    event: { event: "purchase", transaction_id: 7, value: "12.50", currency: "usd" },
    payments: [{ type: "order", amount: 12.5, currency: "USD", id: "7" }],
  },
  {
    name: "an order that says nothing",
    event: { event: "purchase", ecommerce: { value: "much", currency: "euros" } },
    payments: [{ type: "order" }],
  },
  {
    name: "a refund",
    event: { event: "refund", ecommerce: paid },
    payments: [{ ...ORDER, type: "revenue" }],
  },
  {
    name: "a refund of a part",
    event: { event: "refund", event_id: "e1", ecommerce: paid },
    payments: [{ ...ORDER, type: "revenue", id: "e1" }],
  },
  {
    name: "Segment's refund",
    event: { event: "Order Refunded", messageId: "m1", properties: { order_id: "o1", total: 5 } },
    payments: [{ type: "revenue", amount: 5, id: "m1" }],
  },
  { name: "another event", event: { event: "view_item", ecommerce: paid }, payments: [] },
  { name: "other entries", event: [null, 7, "purchase", ["config", "G-1"], {}], payments: [] },
  { name: "a command without facts", event: ["event", "purchase"], payments: [{ type: "order" }] },
  { name: "lists in lists in lists", event: [[[[{ event: "purchase" }]]]], payments: [] },
  {
    name: "a negative amount",
    event: { event: "purchase", value: -5 },
    payments: [{ type: "order" }],
  },
  {
    name: "an id that is too long",
    event: { event: "purchase", transaction_id: "x".repeat(513) },
    payments: [{ type: "order" }],
  },
]) {
  test(`payments: ${name}`, () => assert.deepEqual(paymentsOf(event), payments));
}

const FACTS = { unit: "u1", experiment: "spring", arm: "treatment" };

test("lines have what stands in all, and what is undefined is left out", () => {
  let lines = "";
  const log = new MeasureLog(
    FACTS,
    () => 1000.7,
    (text) => {
      lines += text;
    },
  );
  assert.equal(
    log.add("order", { revenue: undefined, currency: "EUR" }, { id: "o1", timeMs: 5 }),
    true,
  );
  assert.equal(log.add("order", { revenue: 1 }, { id: "o1" }), false, "told before");
  log.add("revenue", { amount: -1 }, { id: "o1" });
  log.flush();
  assert.ok(lines.endsWith("\n"));
  assert.deepEqual(
    lines
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line)),
    [
      { type: "order", ...FACTS, time_ms: 5, id: "o1", currency: "EUR" },
      { type: "revenue", ...FACTS, time_ms: 1000, id: "o1", amount: -1 },
    ],
  );
});

test("lines come in batches, and what is dropped never comes", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const batches = [];
  const log = new MeasureLog(
    FACTS,
    () => 0,
    (lines) => batches.push(lines.trim().split("\n").length),
  );
  log.add("click");
  t.mock.timers.tick(4000);
  log.add("click");
  assert.deepEqual(batches, []);
  t.mock.timers.tick(1000);
  assert.deepEqual(batches, [2]);
  for (let i = 0; i < 60; ++i) {
    log.add("click");
  }
  assert.deepEqual(batches, [2], "never while somebody is measured");
  t.mock.timers.tick(0);
  assert.deepEqual(batches, [2, 60]);
  log.add("click");
  log.drop();
  t.mock.timers.tick(10_000);
  log.flush();
  assert.deepEqual(batches, [2, 60]);
});
