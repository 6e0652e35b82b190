// SPDX-License-Identifier: Apache-2.0
// What the shopper said decides what is kept: told by the shop, or read where the shop asks.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { installCmp } from "../support/cmp.mjs";
import { keptIds, records } from "../support/kept.mjs";
import { openShop } from "../support/shop.mjs";

let shop;
before(async () => {
  shop = await openShop();
});
after(() => shop.close());

const AUTO = { persistence: "device", consent: "auto" };
const MEMORY = { store: false, personalise: true, measure: false };
const ALL = { store: true, personalise: true, measure: true };
const NONE = { store: false, personalise: false, measure: false };

/** A page in which `script` ran before any other, with `argument`. */
async function visit(t, script = () => undefined, argument = undefined) {
  const { page } = await shop.visit(t);
  await page.addInitScript(installCmp);
  await page.addInitScript(script, argument);
  await comeBack(page);
  return page;
}

async function comeBack(page) {
  await page.reload();
  await page.waitForFunction(() => globalThis.create !== undefined);
}

/** Starts a client that notes what it tells, and looks at a bag. */
const browse = (page, options = AUTO, id = "p3") =>
  page.evaluate(
    async ([options, id]) => {
      await create(options);
      globalThis.said = [];
      vitrine.addEventListener("consent", ({ detail }) => said.push(detail));
      globalThis.changes = [];
      vitrine.addEventListener("change", ({ detail }) => changes.push(detail.cause));
      await vitrine.observe({ event: "view_item", ecommerce: { items: [{ item_id: id }] } });
      return vitrine.consent;
    },
    [options, id],
  );

const look = (page, id) =>
  page.evaluate(
    (id) => vitrine.observe({ event: "view_item", ecommerce: { items: [{ item_id: id }] } }),
    id,
  );

/** Resolves once the client says this, and has done what it asks for. */
const says = (page, consent) =>
  page.waitForFunction(
    (expected) => JSON.stringify(vitrine.consent) === expected,
    JSON.stringify(consent),
  );

const viewed = (page) =>
  page.evaluate(async () =>
    (await vitrine.picks({ count: 12 }))
      .filter((pick) => pick.viewed)
      .map(({ id }) => id)
      .sort(),
  );

async function besides(page) {
  const other = await page.context().newPage();
  await other.addInitScript(installCmp);
  await other.goto(page.url());
  await other.waitForFunction(() => globalThis.create !== undefined);
  return other;
}

// The framework.

for (const { purposes, claimed = [], gdprApplies = true, consent } of [
  { purposes: [], consent: NONE },
  { purposes: [1], consent: NONE },
  { purposes: [5, 6], consent: MEMORY },
  { purposes: [1, 5], consent: NONE },
  { purposes: [1, 6], consent: NONE },
  { purposes: [1, 8], consent: { ...NONE, measure: true } },
  { purposes: [5, 6, 8], consent: MEMORY },
  { purposes: [1, 5, 6], consent: { ...ALL, measure: false } },
  { purposes: [1, 5, 6, 8], consent: ALL },
  { purposes: [2, 3, 4, 7, 9, 10, 11], consent: NONE },
  { purposes: [1, 5, 6], claimed: [8], consent: { ...ALL, measure: false } },
  { purposes: [], gdprApplies: false, consent: ALL },
]) {
  const name = `purposes ${purposes}${claimed.length > 0 ? `, ${claimed} claimed` : ""}`;
  test(`${name}${gdprApplies ? "" : " where the law does not apply"}`, async (t) => {
    const page = await visit(t, () => cmp.arrive());
    await page.evaluate(
      ([purposes, facts]) => cmp.say("tcloaded", purposes, facts),
      [purposes, { claimed, gdprApplies }],
    );
    assert.deepEqual(await browse(page), consent);
    assert.deepEqual(await keptIds(page), consent.store ? ["p3"] : []);
    assert.deepEqual(await viewed(page), consent.personalise ? ["p3"] : []);
    assert.deepEqual(await page.evaluate(() => told), []);
  });
}

test("while the question is on the screen nothing is stored, and a yes keeps what was done", async (t) => {
  const page = await visit(t, () => cmp.stub());
  assert.deepEqual(await browse(page), MEMORY);
  await page.evaluate(() => cmp.arrive());
  await page.evaluate(() => cmp.say("cmpuishown"));
  await look(page, "p7");
  assert.equal(await records(page), undefined);
  await page.evaluate(() => cmp.say("useractioncomplete", [1, 5, 6]));
  await says(page, { ...ALL, measure: false });
  assert.deepEqual(await keptIds(page), ["p3", "p7"]);
  assert.deepEqual(await page.evaluate(() => said), [{ ...ALL, measure: false }]);
});

test("a consent manager that comes late is heard", async (t) => {
  const page = await visit(t);
  assert.deepEqual(await browse(page), MEMORY);
  await page.evaluate(() => {
    setTimeout(() => cmp.stub(), 400);
    setTimeout(() => cmp.arrive(), 800);
    setTimeout(() => cmp.say("tcloaded", [1, 5, 6, 8]), 1000);
  });
  await says(page, ALL);
  assert.deepEqual(await keptIds(page), ["p3"]);
});

test("the question asked again changes nothing before it is answered", async (t) => {
  const page = await visit(t, () => cmp.arrive());
  await page.evaluate(() => cmp.say("tcloaded", [1, 5, 6, 8]));
  await browse(page);
  await page.evaluate(() => cmp.say("cmpuishown", []));
  await look(page, "p7");
  assert.deepEqual(await keptIds(page), ["p3", "p7"]);
});

test("consent that is withdrawn erases what was kept, and the other tabs stop keeping", async (t) => {
  const page = await visit(t, () => cmp.arrive());
  await page.evaluate(() => cmp.say("tcloaded", [1, 5, 6, 8]));
  await browse(page);
  const other = await besides(page);
  await other.evaluate(() => {
    cmp.arrive();
    cmp.say("tcloaded", [1, 5, 6, 8]);
  });
  await browse(other, AUTO, "p7");
  assert.deepEqual(await viewed(other), ["p3", "p7"], "what the first kept is known here");
  await page.evaluate(() => cmp.say("useractioncomplete", []));
  await says(page, NONE);
  assert.equal(await records(page), undefined);
  assert.deepEqual(await viewed(page), []);
  assert.equal(await look(page, "p5"), 0);
  await says(other, { store: false, personalise: true, measure: true });
  await look(other, "p11");
  assert.equal(await records(other), undefined);
  // A yes there counts again.
  await other.evaluate(() => cmp.say("useractioncomplete", [1, 5, 6]));
  await says(other, { ...ALL, measure: false });
  assert.ok((await keptIds(other)).includes("p11"));
});

test("a consent manager that fails or throws has not answered", async (t) => {
  const page = await visit(t, () => cmp.arrive());
  await page.evaluate(() => cmp.say("tcloaded", [1, 5, 6]));
  await browse(page);
  await page.evaluate(() => cmp.fail());
  await says(page, MEMORY);
  await look(page, "p7");
  assert.deepEqual(await keptIds(page), ["p3"], "what was kept stays, and nothing is added");
  await page.evaluate(() => vitrine.close());
  const broken = await visit(t, () => {
    globalThis.__tcfapi = () => {
      throw new Error("broken");
    };
  });
  assert.deepEqual(await browse(broken), MEMORY);
});

test("a closed client listens no more", async (t) => {
  const page = await visit(t, () => cmp.arrive());
  await page.evaluate(() => cmp.say("tcloaded", [1, 5, 6]));
  await browse(page);
  assert.equal(await page.evaluate(() => cmp.listeners.size), 1);
  const left = await page.evaluate(() => {
    vitrine.close();
    cmp.say("useractioncomplete", []);
    dataLayer.push(["consent", "update", { personalization_storage: "denied" }]);
    return [cmp.listeners.size, dataLayer.push === Array.prototype.push];
  });
  assert.deepEqual(left, [0, true]);
});

// Consent Mode.

/** Runs in the page: Google's own snippet, whose commands are `arguments` objects. */
function installGtag(commands) {
  globalThis.dataLayer = globalThis.dataLayer || [];
  globalThis.gtag = function gtag() {
    // biome-ignore lint/complexity/noArguments: as shops have it
    dataLayer.push(arguments);
  };
  for (const command of commands) {
    gtag(...command);
  }
}

const DENIED = { personalization_storage: "denied", analytics_storage: "denied" };
const GRANTED = { personalization_storage: "granted", analytics_storage: "granted" };

for (const { name, commands, consent } of [
  { name: "no command", commands: [["config", "G-1"]], consent: MEMORY },
  { name: "denied by default", commands: [["consent", "default", DENIED]], consent: MEMORY },
  { name: "granted by default", commands: [["consent", "default", GRANTED]], consent: ALL },
  {
    name: "updated",
    commands: [
      ["consent", "default", { ...DENIED, wait_for_update: 500 }],
      ["consent", "update", GRANTED],
    ],
    consent: ALL,
  },
  {
    name: "updated before the default",
    commands: [
      ["consent", "update", GRANTED],
      ["consent", "default", DENIED],
    ],
    consent: ALL,
  },
  {
    name: "types that are absent",
    commands: [["consent", "update", { ad_storage: "granted", analytics_storage: "granted" }]],
    consent: { ...MEMORY, measure: true },
  },
  {
    name: "granted in a region",
    commands: [["consent", "default", { ...GRANTED, region: ["US"] }]],
    consent: MEMORY,
  },
  {
    name: "denied in a region",
    commands: [
      ["consent", "default", GRANTED],
      ["consent", "default", { ...DENIED, region: ["DE", "FR"] }],
    ],
    consent: MEMORY,
  },
  {
    name: "no words of it",
    commands: [["consent", "update", "granted"], ["consent"]],
    consent: MEMORY,
  },
]) {
  test(`Consent Mode: ${name}`, async (t) => {
    const page = await visit(t, installGtag, commands);
    assert.deepEqual(await browse(page), consent);
    assert.deepEqual(await keptIds(page), consent.store ? ["p3"] : []);
  });
}

test("an update is followed, in arguments and in arrays, and a no erases", async (t) => {
  const page = await visit(t, installGtag, [["consent", "default", DENIED]]);
  assert.deepEqual(await browse(page), MEMORY);
  await page.evaluate(() => gtag("consent", "update", { personalization_storage: "granted" }));
  await says(page, { ...ALL, measure: false });
  assert.deepEqual(await keptIds(page), ["p3"]);
  // The next page begins with the default again, which is no refusal.
  await comeBack(page);
  assert.deepEqual(await browse(page, AUTO, "p7"), MEMORY);
  assert.deepEqual(await keptIds(page), ["p3"]);
  await page.evaluate(() =>
    dataLayer.push(["consent", "update", { personalization_storage: "granted" }]),
  );
  await says(page, { ...ALL, measure: false });
  assert.deepEqual((await keptIds(page)).sort(), ["p3", "p7"]);
  assert.deepEqual(await page.evaluate(() => changes), ["observed", "consent"]);
  await page.evaluate(() => gtag("consent", "update", { personalization_storage: "denied" }));
  await says(page, MEMORY);
  assert.equal(await records(page), undefined);
});

// Global Privacy Control.

const controlPrivacy = () =>
  Object.defineProperty(Navigator.prototype, "globalPrivacyControl", { get: () => true });

test("Global Privacy Control is stricter than any yes, and erases", async (t) => {
  const page = await visit(t, () => {
    cmp.arrive();
    cmp.say("tcloaded", [1, 5, 6, 8]);
  });
  await browse(page);
  assert.deepEqual(await keptIds(page), ["p3"]);
  await page.addInitScript(controlPrivacy);
  await page.addInitScript(installGtag, [["consent", "update", GRANTED]]);
  await comeBack(page);
  assert.deepEqual(await browse(page), MEMORY);
  assert.equal(await records(page), undefined);
});

test("of several that speak the strictest holds", async (t) => {
  const page = await visit(t, installGtag, [["consent", "update", GRANTED]]);
  assert.deepEqual(await browse(page), ALL);
  await page.evaluate(() => cmp.stub());
  await says(page, MEMORY);
  await look(page, "p7");
  assert.deepEqual(await keptIds(page), ["p3"], "one that has not answered erases nothing");
  await page.evaluate(() => {
    cmp.arrive();
    cmp.say("useractioncomplete", [1, 5, 6]);
  });
  await says(page, { ...ALL, measure: false });
  assert.deepEqual(await keptIds(page), ["p3", "p7"]);
  await page.evaluate((mode) => gtag("consent", "update", mode), DENIED);
  await says(page, MEMORY);
  assert.equal(await records(page), undefined);
});

test("only clients that ask for it load the reader of consent", async (t) => {
  const page = await visit(t);
  const asked = () => shop.server.requests.filter((path) => path.endsWith("/consent.js")).length;
  const before = asked();
  await browse(page, { persistence: "device", consent: "granted" });
  assert.equal(asked(), before);
  assert.equal(await page.evaluate(() => typeof globalThis.dataLayer), "undefined");
  await page.evaluate(() => vitrine.setConsent("auto"));
  assert.equal(asked(), before + 1);
  assert.deepEqual(await page.evaluate(() => vitrine.consent), MEMORY);
  assert.deepEqual(await keptIds(page), ["p3"], "not asked is not refused");
});

// Told by the shop.

test("a shop says what the shopper allows, and what it leaves out is not answered", async (t) => {
  const page = await visit(t);
  const states = await page.evaluate(async () => {
    const states = [];
    for (const consent of [
      undefined,
      "denied",
      "granted",
      {},
      { store: true },
      { personalise: false, store: true },
    ]) {
      await create(consent === undefined ? {} : { consent });
      states.push(vitrine.consent);
      vitrine.close();
    }
    return states;
  });
  assert.deepEqual(states, [MEMORY, MEMORY, ALL, MEMORY, { ...ALL, measure: false }, NONE]);
});

test("setConsent keeps from a yes on, with what was kept before, and erases at a no", async (t) => {
  const page = await visit(t);
  await browse(page, { persistence: "device", consent: "granted" });
  await comeBack(page);
  await browse(page, { persistence: "device" }, "p7");
  assert.deepEqual(await keptIds(page), ["p3"]);
  assert.deepEqual(await viewed(page), ["p7"]);
  await page.evaluate(() => vitrine.setConsent({ store: true }));
  assert.deepEqual((await keptIds(page)).sort(), ["p3", "p7"]);
  assert.deepEqual(await viewed(page), ["p3", "p7"]);
  await page.evaluate(() => vitrine.setConsent("denied"));
  assert.equal(await records(page), undefined);
  assert.deepEqual(await viewed(page), ["p3", "p7"], "for this visit");
  await page.evaluate(() => vitrine.setConsent({ personalise: false }));
  assert.deepEqual(await viewed(page), []);
  assert.equal(await look(page, "p5"), 0);
  await page.evaluate(() => vitrine.setConsent("granted"));
  assert.equal(await look(page, "p5"), 1);
  assert.deepEqual(await keptIds(page), ["p5"]);
});

test("a page that starts with a no erases what an earlier visit kept", async (t) => {
  const page = await visit(t);
  await browse(page, { persistence: "device", consent: "granted" });
  await comeBack(page);
  await browse(page, { persistence: "device", consent: "denied" });
  assert.equal(await records(page), undefined);
});

test("the pictures that are asked for follow the shopper until personalising is refused", async (t) => {
  const asked = async (consent, id) => {
    const page = await visit(t);
    await browse(page, { consent }, id);
    shop.server.requests.length = 0;
    await page.evaluate(() => vitrine.page({ index: 0 }).then((drawn) => drawn.dispose()));
    return shop.server.requests.filter((path) => path.startsWith("/pictures/"));
  };
  const everybodys = await asked({ personalise: false }, "p3");
  assert.ok(everybodys.length > 0);
  assert.deepEqual(await asked({ personalise: false }, "p6"), everybodys);
  assert.notDeepEqual(await asked({}, "p3"), await asked({}, "p6"));
});

test("what is no consent is refused by name", async (t) => {
  const page = await visit(t);
  const told = await page.evaluate(async () => {
    await create();
    const message = (promise) => promise.then(String, (error) => `${error.code} ${error.message}`);
    return Promise.all([
      message(vitrine.setConsent("yes")),
      message(vitrine.setConsent(null)),
      message(vitrine.setConsent({ store: "granted" })),
      message(sdk.Vitrine.create({ catalog: "/x.vpack", consent: 1 })),
    ]);
  });
  assert.deepEqual(
    told.map((text) => text.split(";")[0]),
    [
      "INVALID_ARGUMENT consent is 'yes'",
      "INVALID_ARGUMENT consent is null",
      "INVALID_ARGUMENT consent.store is 'granted'",
      "INVALID_ARGUMENT consent is 1",
    ],
  );
});
