// SPDX-License-Identifier: Apache-2.0
// What is kept on the shopper's device: nothing without consent, and nothing after `forget`.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
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

/** Another tab of the same browser, in the same shop. */
async function besides(page) {
  const other = await page.context().newPage();
  await other.goto(page.url());
  await other.waitForFunction(() => globalThis.create !== undefined);
  return other;
}

/** Starts a client with consent on a tab, which notes what it tells of changes. */
const listen = (page) =>
  page.evaluate(async (options) => {
    await create(options);
    globalThis.changes = [];
    vitrine.addEventListener("change", ({ detail }) => changes.push(detail.cause));
  }, GRANTED);

/** What is kept on the device, looked at without keeping anything. */
const kept = (page) =>
  page.evaluate(async () => {
    const names = (await indexedDB.databases()).map(({ name }) => name);
    if (!names.includes("vitrine")) {
      return "nothing";
    }
    const database = await new Promise((resolve) => {
      const opening = indexedDB.open("vitrine");
      opening.onsuccess = () => resolve(opening.result);
    });
    const reading = database.transaction("profile").objectStore("profile").getAll();
    await new Promise((resolve) => {
      reading.onsuccess = resolve;
    });
    database.close();
    return reading.result.map(({ profile }) => profile).join();
  });

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
  assert.equal(await kept(page), "nothing");
  await look(other, "p5");
  const later = await kept(page);
  assert.ok(later.includes("p5"), later);
  assert.ok(!/p3|p7|p11/.test(later), later);
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
  assert.equal(await kept(page), "nothing");
  const viewed = await other.evaluate(async () => (await vitrine.picks()).filter((p) => p.viewed));
  assert.deepEqual(viewed, []);
});

test("where the storage is denied, forget says so and forgets the rest", async (t) => {
  const { page } = await shop.visit(t);
  await page.route("**/worker.js", async (route) => {
    const response = await route.fetch();
    const denied =
      "Object.defineProperty(self, 'indexedDB', { get() { throw new DOMException('denied', 'SecurityError'); } });";
    await route.fulfill({ response, body: `${denied}\n${await response.text()}` });
  });
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

test("a damaged profile is told, and a new one starts", async (t) => {
  const { page } = await shop.visit(t);
  await browse(page, GRANTED);
  await page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open("vitrine");
        opening.onsuccess = () => {
          const writing = opening.result.transaction("profile", "readwrite");
          writing.objectStore("profile").put({ sinceMs: 1, profile: '{"half of a pro' }, "current");
          writing.oncomplete = resolve;
          writing.onabort = reject;
          opening.result.close();
        };
      }),
  );
  const { told, picks } = await returning(page, GRANTED);
  assert.deepEqual(
    told.map(({ code }) => code),
    ["PROFILE_CORRUPT"],
  );
  assert.ok(picks.every(([, viewed]) => !viewed));
});
