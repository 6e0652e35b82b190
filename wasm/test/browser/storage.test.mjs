// SPDX-License-Identifier: Apache-2.0
// What is kept on the shopper's device: nothing without consent, and nothing after `forget`.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { keep, keptIds, records } from "../support/kept.mjs";
import { openShop } from "../support/shop.mjs";

let shop;
before(async () => {
  shop = await openShop();
});
after(() => shop.close());

/** Looks at three bags, then says what is kept and what is picked. */
const browse = (page, options) =>
  page.evaluate(async (options) => {
    await create(options);
    const view = (id) => ({ event: "view_item", ecommerce: { items: [{ item_id: id }] } });
    await vitrine.observe(["p3", "p7", "p11"].map(view));
    return {
      databases: (await indexedDB.databases()).map(({ name }) => name),
      picks: (await vitrine.picks({ count: 6 })).map(({ id, viewed }) => [id, viewed]),
    };
  }, options);

/** Comes back: a new page of the same browser, where nothing was opened yet. */
async function returning(page, options) {
  await page.reload();
  await page.waitForFunction(() => globalThis.create !== undefined);
  return page.evaluate(async (options) => {
    await create(options);
    const picks = (await vitrine.picks({ count: 6 })).map(({ id, viewed }) => [id, viewed]);
    return { picks, told };
  }, options);
}

const GRANTED = { persistence: "device", consent: "granted" };

for (const options of [
  {},
  { persistence: "device" },
  { persistence: "device", consent: "denied" },
  { persistence: "memory", consent: "granted" },
]) {
  test(`nothing is stored with ${JSON.stringify(options)}`, async (t) => {
    const { page } = await shop.visit(t);
    const { databases, picks } = await browse(page, options);
    assert.deepEqual(databases, []);
    const later = await returning(page, options);
    assert.notDeepEqual(later.picks, picks);
    const kept = await page.evaluate(async () => [
      (await indexedDB.databases()).length,
      localStorage.length,
      sessionStorage.length,
      (await caches.keys()).length,
      document.cookie,
    ]);
    assert.deepEqual(kept, [0, 0, 0, 0, ""]);
  });
}

test("with consent the taste outlives the page", async (t) => {
  const { page } = await shop.visit(t);
  const { databases, picks } = await browse(page, GRANTED);
  assert.deepEqual(databases, ["vitrine"]);
  const later = await returning(page, GRANTED);
  assert.deepEqual(later, { picks, told: [] });
});

test("forget erases the profile here and on the device", async (t) => {
  const { page } = await shop.visit(t);
  await browse(page, GRANTED);
  const left = await page.evaluate(async () => {
    await vitrine.forget();
    const picks = await vitrine.picks({ count: 6 });
    return {
      databases: (await indexedDB.databases()).length,
      viewed: picks.some(({ viewed }) => viewed),
    };
  });
  assert.deepEqual(left, { databases: 0, viewed: false });
});

test("forget erases what an earlier visit left, with no consent now", async (t) => {
  const { page } = await shop.visit(t);
  await browse(page, GRANTED);
  await returning(page, {});
  const databases = await page.evaluate(async () => {
    await vitrine.forget();
    return (await indexedDB.databases()).length;
  });
  assert.equal(databases, 0);
});

for (const answer of ["forget", "no"]) {
  test(`what is being read when a ${answer} comes does not come back`, async (t) => {
    const { page } = await shop.visit(t);
    await browse(page, GRANTED);
    await returning(page, { persistence: "device" });
    const known = await page.evaluate(async (answer) => {
      const granted = vitrine.setConsent("granted");
      await (answer === "no" ? vitrine.setConsent({ personalise: false }) : vitrine.forget());
      await granted;
      await vitrine.setConsent("granted");
      await vitrine.observe([{ event: "view_item", ecommerce: { items: [{ item_id: "p5" }] } }]);
      const { events } = await vitrine.export();
      return events.flatMap(({ ecommerce }) => ecommerce.items.map(({ item_id }) => item_id));
    }, answer);
    assert.deepEqual(known, ["p5"]);
    assert.deepEqual(await keptIds(page), ["p5"]);
  });
}

/** Another tab of the same browser, in the same shop. */
async function besides(page) {
  const other = await page.context().newPage();
  await other.goto(page.url());
  await other.waitForFunction(() => globalThis.create !== undefined);
  return other;
}

/** Starts a client with consent on a tab, so much later, which notes what it tells of changes. */
const listen = (page, later = 0) =>
  page.evaluate(
    async ([options, later]) => {
      await create({ ...options, now: () => 1_700_000_000_000 + later });
      globalThis.changes = [];
      vitrine.addEventListener("change", ({ detail }) => changes.push(detail.cause));
    },
    [GRANTED, later],
  );

const look = (page, id) =>
  page.evaluate(
    (id) => vitrine.observe({ event: "view_item", ecommerce: { items: [{ item_id: id }] } }),
    id,
  );

test("forget holds for the shop's other tabs, which keep nothing of it", async (t) => {
  const { page } = await shop.visit(t);
  await browse(page, GRANTED);
  const other = await besides(page);
  await listen(other);
  await page.evaluate(() => vitrine.forget());
  await other.waitForFunction(() => changes.includes("forgotten"));
  assert.equal(await records(page), undefined);
  await look(other, "p5");
  assert.deepEqual(await keptIds(page), ["p5"]);
});

test("a tab that did not hear of it writes nothing back", async (t) => {
  const { page } = await shop.visit(t);
  await browse(page, GRANTED);
  const other = await besides(page);
  // A page of a browser without the channel, or one that was frozen.
  await page.context().route("**/worker.js", async (route) => {
    const response = await route.fetch();
    const body = `globalThis.BroadcastChannel = undefined;\n${await response.text()}`;
    await route.fulfill({ response, body });
  });
  await listen(other);
  await page.evaluate(() => vitrine.forget());
  assert.equal(await other.evaluate(() => changes.length), 0);
  await look(other, "p5");
  await other.waitForFunction(() => changes.includes("forgotten"));
  assert.equal(await records(page), undefined);
  const viewed = await other.evaluate(async () => (await vitrine.picks()).filter((p) => p.viewed));
  assert.deepEqual(viewed, []);
});

/** The browser denies the worker one of its storages. */
const deny = (page, storage) =>
  page.route("**/worker.js", async (route) => {
    const response = await route.fetch();
    const denied = `Object.defineProperty(self, '${storage}', { get() { throw new DOMException('denied', 'SecurityError'); } });`;
    await route.fulfill({ response, body: `${denied}\n${await response.text()}` });
  });

test("where the storage is denied, forget says so and forgets the rest", async (t) => {
  const { page } = await shop.visit(t);
  await deny(page, "indexedDB");
  await browse(page, {});
  const said = await page.evaluate(async () => {
    const changes = [];
    vitrine.addEventListener("change", ({ detail }) => changes.push(detail.cause));
    const code = await codeOf(vitrine.forget());
    const viewed = (await vitrine.picks()).filter((pick) => pick.viewed).length;
    return { code, changes, viewed };
  });
  assert.deepEqual(said, { code: "UNSUPPORTED", changes: ["forgotten"], viewed: 0 });
});

test("where only shards cannot be erased, the profile is", async (t) => {
  const { page } = await shop.visit(t);
  await deny(page, "caches");
  await browse(page, GRANTED);
  assert.equal(await page.evaluate(() => codeOf(vitrine.forget())), "UNSUPPORTED");
  assert.equal(await records(page), undefined);
});

const DAMAGED = '{"half of a pro';

test("a damaged profile is told, a copy is kept, and a new one starts", async (t) => {
  const { page } = await shop.visit(t);
  await keep(page, { sinceMs: 1, profile: DAMAGED });
  const { told, picks } = await returning(page, GRANTED);
  assert.deepEqual(
    told.map(({ code }) => code),
    ["PROFILE_CORRUPT"],
  );
  assert.match(told[0].message, /a copy/);
  assert.ok(picks.every(([, viewed]) => !viewed));
  await look(page, "p5");
  assert.deepEqual(await keptIds(page), ["p5"]);
  assert.deepEqual((await records(page)).damaged, { sinceMs: 1, profile: DAMAGED });
  const { damaged } = await page.evaluate(() => vitrine.export());
  assert.deepEqual(damaged, { sinceMs: 1, profile: DAMAGED });
  // It is told once, and the shopper's wish to be forgotten holds for the copy too.
  const later = await returning(page, GRANTED);
  assert.deepEqual(later.told, []);
  await page.evaluate(() => vitrine.forget());
  assert.equal(await records(page), undefined);
});

for (const [name, record] of [
  ["a record of another shape", ["what", "is", "this"]],
  ["a profile of a newer version", { sinceMs: 1, profile: '{"version":9,"interactions":[]}' }],
]) {
  test(`${name} is kept aside`, async (t) => {
    const { page } = await shop.visit(t);
    await keep(page, record);
    const { told } = await returning(page, GRANTED);
    assert.deepEqual(
      told.map(({ code }) => code),
      ["PROFILE_CORRUPT"],
    );
    await look(page, "p5");
    assert.deepEqual(await keptIds(page), ["p5"]);
    assert.deepEqual((await records(page)).damaged, record);
  });
}

test("damage that comes while the page is open costs nothing that it knows", async (t) => {
  const { page } = await shop.visit(t);
  await browse(page, GRANTED);
  await keep(page, { sinceMs: (await records(page)).current.sinceMs, profile: DAMAGED });
  await look(page, "p5");
  assert.deepEqual(await page.evaluate(() => told.map(({ code }) => code)), ["PROFILE_CORRUPT"]);
  assert.deepEqual(await keptIds(page), ["p3", "p7", "p11", "p5"]);
  assert.equal((await records(page)).damaged.profile, DAMAGED);
});

test("what the first version of the SDK kept is read", async (t) => {
  const { page } = await shop.visit(t);
  const profile = JSON.stringify({
    version: 1,
    interactions: [["view_item", 1_699_999_999_000, "p3"]],
    seen: ["e1"],
  });
  await keep(page, { sinceMs: 1, profile });
  const { told } = await returning(page, GRANTED);
  assert.deepEqual(told, []);
  await look(page, "p5");
  assert.deepEqual(await keptIds(page), ["p3", "p5"]);
  assert.equal(JSON.parse((await records(page)).current.profile).version, 2);
  assert.equal((await records(page)).current.sinceMs, 1);
});

test("a database of a newer release is left alone, and told", async (t) => {
  const { page } = await shop.visit(t);
  await keep(page, { of: "tomorrow" }, 7);
  const { told } = await returning(page, GRANTED);
  assert.deepEqual(
    told.map(({ code }) => code),
    ["UNSUPPORTED"],
  );
  assert.equal(await look(page, "p5"), 1);
  assert.deepEqual((await records(page)).current, { of: "tomorrow" });
});

test("two tabs keep what both saw", async (t) => {
  const { page } = await shop.visit(t);
  await browse(page, GRANTED);
  const other = await besides(page);
  await listen(other);
  for (const [tab, id] of [
    [page, "p0"],
    [other, "p1"],
    [page, "p2"],
    [other, "p4"],
  ]) {
    await look(tab, id);
  }
  const all = ["p0", "p1", "p11", "p2", "p3", "p4", "p7"];
  assert.deepEqual((await keptIds(page)).sort(), all);
  await page.reload();
  await page.waitForFunction(() => globalThis.create !== undefined);
  await listen(page);
  const viewed = await page.evaluate(async () =>
    (await vitrine.picks({ count: 12 })).filter((pick) => pick.viewed).map(({ id }) => id),
  );
  assert.deepEqual(viewed.sort(), all);
});

/** Chromium's own limit on what this origin may store; undefined takes it away. It looks only now and then. */
async function limitStorage(page, quotaSize) {
  const devtools = await page.context().newCDPSession(page);
  const { origin } = new URL(page.url());
  await devtools.send("Storage.overrideQuotaForOrigin", {
    origin,
    ...(quotaSize && { quotaSize }),
  });
}

test("a device that is full is told once, and what was kept and what is known stay", async (t) => {
  const { page } = await shop.visit(t);
  await page.route("**/worker.js", async (route) => {
    const response = await route.fetch();
    const full = `let puts = 0;
      const { put } = IDBObjectStore.prototype;
      IDBObjectStore.prototype.put = function (...record) {
        puts += 1;
        if (puts === 2 || puts === 3) {
          throw new DOMException("full", "QuotaExceededError");
        }
        return put.apply(this, record);
      };`;
    await route.fulfill({ response, body: `${full}\n${await response.text()}` });
  });
  await browse(page, GRANTED);
  for (const id of ["p1", "p2"]) {
    assert.equal(await look(page, id), 1);
  }
  const known = await page.evaluate(async () => ({
    codes: told.map(({ code }) => code),
    viewed: (await vitrine.picks({ count: 12 })).filter((pick) => pick.viewed).length,
  }));
  assert.deepEqual(known, { codes: ["STORAGE_FULL"], viewed: 5 });
  assert.deepEqual(await keptIds(page), ["p3", "p7", "p11"]);
  await look(page, "p4");
  assert.deepEqual(await keptIds(page), ["p3", "p7", "p11", "p1", "p2", "p4"]);
});

test("a device that was full from the start keeps all once it has room", async (t) => {
  const { page } = await shop.visit(t);
  await limitStorage(page, 1);
  await browse(page, GRANTED);
  await look(page, "p5");
  assert.deepEqual(await page.evaluate(() => told.map(({ code }) => code)), ["STORAGE_FULL"]);
  assert.deepEqual(await keptIds(page), []);
  await limitStorage(page);
  await look(page, "p6");
  assert.deepEqual(await keptIds(page), ["p3", "p7", "p11", "p5", "p6"]);
});

test("a clock that jumps back hides and drops nothing", async (t) => {
  const { page } = await shop.visit(t);
  await page.evaluate(async () => {
    globalThis.clock = 1_900_000_000_000;
    await create({ persistence: "device", consent: "granted", now: () => clock });
  });
  await look(page, "p3");
  await page.evaluate(() => {
    clock += 5000;
  });
  await look(page, "p7");
  await page.evaluate(() => {
    clock = 1_700_000_000_000;
  });
  await look(page, "p1");
  const interactions = JSON.parse((await records(page)).current.profile).interactions;
  assert.deepEqual(
    interactions.map(([, time, id]) => [id, time]),
    [
      ["p3", 1_699_999_995_000],
      ["p7", 1_700_000_000_000],
      ["p1", 1_700_000_000_001],
    ],
  );
});

test("an event for a product that is not in the catalogue harms nothing", async (t) => {
  const { page } = await shop.visit(t);
  const { accepted, picks, pages } = await page.evaluate(async (options) => {
    await create(options);
    const view = (...ids) => ({
      event: "view_item",
      ecommerce: { items: ids.map((item_id) => ({ item_id })) },
    });
    const accepted = await vitrine.observe([view("gone"), view("p3", "gone too"), view("p7")]);
    const picks = (await vitrine.picks({ count: 12 })).filter((pick) => pick.viewed);
    const page = await vitrine.page({ index: 0 });
    return { accepted, picks: picks.map(({ id }) => id), pages: page.regions.length };
  }, GRANTED);
  assert.equal(accepted, 3);
  assert.deepEqual(picks.sort(), ["p3", "p7"]);
  assert.equal(pages, 1);
  assert.deepEqual(await page.evaluate(() => told), []);
  // A later catalogue may have it.
  assert.deepEqual(
    (await keptIds(page)).filter((id) => id.startsWith("gone")),
    ["gone", "gone too"],
  );
});

test("what export gives can be taken in again, and forget leaves nothing of it in any tab", async (t) => {
  const { page } = await shop.visit(t);
  await browse(page, GRANTED);
  await page.evaluate(async () => {
    const items = [{ item_id: "p5" }, { item_id: "p6" }];
    await vitrine.observe({ event: "purchase", ecommerce: { transaction_id: "T", items } });
    await vitrine.notForMe("p9");
  });
  const other = await besides(page);
  await listen(other, 60_000);
  const exported = await page.evaluate(() => vitrine.export());
  assert.deepEqual(await other.evaluate(() => vitrine.export()), exported);
  assert.deepEqual(exported.consent, { store: true, personalise: true, measure: true });
  assert.equal(exported.keptSinceMs, (await records(page)).current.sinceMs);
  assert.deepEqual(
    exported.events.map(({ event, event_id, ecommerce: { items } }) => [
      event,
      items.map(({ item_id }) => item_id).join(),
      event_id,
    ]),
    [
      ["view_item", "p3", undefined],
      ["view_item", "p7", undefined],
      ["view_item", "p11", undefined],
      ["purchase", "p5,p6", "transaction T"],
      ["vitrine_not_for_me", "p9", undefined],
    ],
  );
  await page.evaluate(() => vitrine.forget());
  await other.waitForFunction(() => changes.includes("forgotten"));
  for (const tab of [page, other]) {
    const left = await tab.evaluate(() => vitrine.export());
    assert.deepEqual(left, { consent: exported.consent, events: [] });
  }
  const again = await other.evaluate(async (events) => {
    await vitrine.observe(events);
    return (await vitrine.export()).events;
  }, exported.events);
  assert.deepEqual(again, exported.events);
});

test("export gives what an earlier visit left, with no consent now", async (t) => {
  const { page } = await shop.visit(t);
  await browse(page, GRANTED);
  await returning(page, {});
  await look(page, "p5");
  const { events, consent } = await page.evaluate(() => vitrine.export());
  assert.deepEqual(
    events.flatMap(({ ecommerce: { items } }) => items.map(({ item_id }) => item_id)).sort(),
    ["p11", "p3", "p5", "p7"],
  );
  assert.equal(consent.store, false);
  assert.deepEqual(await keptIds(page), ["p3", "p7", "p11"]);
});
