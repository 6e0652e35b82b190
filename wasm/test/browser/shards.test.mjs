// SPDX-License-Identifier: Apache-2.0
// Catalogues in shards: the head makes the first page, the rest streams in behind it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { ROOT } from "../support/server.mjs";
import { feedOf, openShop, sampleProduct } from "../support/shop.mjs";

const CLI = `${ROOT}build/native/sdk/cli/vitrine`;

// One shard each.
const DEPARTMENTS = ["Chairs", "Lamps", "Vases"];
const PER_DEPARTMENT = 5000;

const row = (index, changes = {}) =>
  sampleProduct(index, {
    title: `${DEPARTMENTS[index % 3]} number ${index}`,
    product_type: `${DEPARTMENTS[index % 3]} > Small`,
    price: `${20 + (index % 90)}.00 EUR`,
    image_link: `/pictures/p${index % 24}.png`,
    ...changes,
  });
const rows = () => Array.from({ length: 3 * PER_DEPARTMENT }, (_, index) => row(index));

let folder;
let shop;

/** Packs these rows into the folder that the shop serves. */
function pack(products) {
  const feed = join(folder, "feed.json");
  writeFileSync(feed, feedOf(products));
  const args = ["pack", feed, "--shards", "--out", join(folder, "shards"), "--json"];
  return JSON.parse(execFileSync(CLI, args, { encoding: "utf8" }));
}

const shardFiles = () =>
  readdirSync(join(folder, "shards")).filter((name) => /^[0-9a-f]{32}\.vpack$/.test(name));

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "vitrine-shards-"));
  assert.equal(pack(rows()).shards, 3);
  shop = await openShop({ cachedFolders: { "/shards/": join(folder, "shards") } });
});
after(async () => {
  await shop.close();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  shop.server.answers.length = 0;
});

/** What was sent of the catalogue: names, less the folder. */
const sent = () =>
  shop.server.answers
    .filter(({ path }) => path.startsWith("/shards/"))
    .map((answer) => ({ ...answer, path: answer.path.slice("/shards/".length) }));

/** Creates the client and has it draw a page; what streams in then is awaited by `arrivals`. */
const start = (page, catalog = {}, options = {}) =>
  page.evaluate(
    async ([catalog, options]) => {
      await create({ catalog: { shards: "/shards", ...catalog }, ...options });
      const { regions } = await vitrine.page({ index: 0 });
      return regions.map(({ product }) => product.id);
    },
    [catalog, options],
  );

const arrivals = async (page, count) => {
  await page.waitForFunction(
    (count) => timings.filter(({ name }) => name === "shard").length >= count,
    count,
    { timeout: 60_000 },
  );
  // Until nothing more comes.
  await page.waitForTimeout(300);
  return page.evaluate(() =>
    timings.filter(({ name }) => name === "shard").map(({ detail }) => detail),
  );
};

const idsOfPages = (page, count) =>
  page.evaluate(async (count) => {
    const ids = [];
    for (let index = 0; index < count; ++index) {
      const { regions } = await vitrine.page({ index });
      ids.push(regions.map(({ product }) => product.id));
    }
    return ids;
  }, count);

test("the head alone makes the first page, in at most 300 kB of the catalogue", async (t) => {
  const { page, messages } = await shop.visit(t);
  const ids = await page.evaluate(async () => {
    const { catalogReport } = await create({ catalog: { shards: "/shards/" } });
    return { products: catalogReport.products };
  });
  assert.ok(ids.products > 400 && ids.products < 3000);
  const before = sent();
  assert.deepEqual(
    before.map(({ path }) => path),
    ["head.vpack"],
  );
  assert.ok(before[0].bytes <= 300_000);
  assert.equal((await start(page)).length > 0, true);
  const details = await arrivals(page, 3);
  assert.equal(details.at(-1).products, 3 * PER_DEPARTMENT);
  assert.deepEqual(messages, []);
});

test("decided pages stay as they are, and later ones have products of other shards", async (t) => {
  const { page } = await shop.visit(t);
  const cover = await start(page);
  await arrivals(page, 3);
  const pages = await idsOfPages(page, 12);
  assert.deepEqual(pages[0], cover);
  const later = pages.slice(1).flat();
  assert.equal(new Set([...cover, ...later]).size, cover.length + later.length);
  // A client that takes no shard knows the head's products only.
  const unknown = await page.evaluate(async (ids) => {
    vitrine.close();
    await create({ catalog: { shards: "/shards/", maxBytes: 0 } });
    const codes = await Promise.all(ids.map((id) => codeOf(vitrine.why(id))));
    return codes.filter((code) => code === "UNKNOWN_PRODUCT").length;
  }, later);
  assert.ok(unknown > 0);
});

const LOOK_AT_VASES = async () => {
  const vases = (await vitrine.picks({ count: 64 })).filter(({ title }) => /Vases/.test(title));
  const view = ({ id }) => ({ event: "view_item", ecommerce: { items: [{ item_id: id }] } });
  await vitrine.observe(vases.slice(0, 6).map(view));
};
const ONE_AND_ANOTHER = { maxProducts: 2 * PER_DEPARTMENT };

test("the second half of the budget is for the department that the shopper looks at", async (t) => {
  const { page } = await shop.visit(t);
  await start(page, ONE_AND_ANOTHER, { consent: { personalise: true } });
  assert.equal((await arrivals(page, 1)).length, 1);
  await page.evaluate(LOOK_AT_VASES);
  const details = await arrivals(page, 2);
  assert.equal(details.length, 2);
  assert.equal(details[1].products, 2 * PER_DEPARTMENT);
  const titles = await page.evaluate(async () =>
    (await vitrine.picks({ count: 32 })).map(({ title }) => title),
  );
  // Half of the picks, which is as many as may be of one category.
  assert.equal(titles.filter((title) => /Vases/.test(title)).length, 16, titles.join());
});

test("without a yes to personalise everybody asks for the same shards", async (t) => {
  const asked = [];
  for (const consent of [{}, { personalise: false }]) {
    const { page } = await shop.visit(t);
    shop.server.answers.length = 0;
    await start(page, ONE_AND_ANOTHER, { consent });
    await arrivals(page, 1);
    await page.evaluate(LOOK_AT_VASES);
    await page.waitForTimeout(300);
    asked.push(sent().map(({ path }) => path));
  }
  assert.equal(asked[0].length, 3);
  assert.deepEqual(asked[0], asked[1]);
});

test("what a shopper's choice of shards may show goes without cookies", async (t) => {
  const { page } = await shop.visit(t);
  const context = page.context();
  await context.addCookies([{ name: "visitor", value: "1", url: shop.server.origin }]);
  const cookies = new Map();
  context.on("request", async (request) => {
    const name = new URL(request.url()).pathname.replace(/^\/shards\//, "");
    cookies.set(name, (await request.allHeaders()).cookie);
  });
  await start(page);
  await arrivals(page, 3);
  for (const name of ["index.vshards", ...shardFiles()]) {
    assert.ok(cookies.has(name), `${name} was asked for`);
    assert.equal(cookies.get(name), undefined, name);
  }
  // The same for everybody, and so as any file of the shop.
  assert.equal(cookies.get("head.vpack"), "visitor=1");
});

test("an unchanged catalogue is answered with 304", async (t) => {
  const { page } = await shop.visit(t);
  await start(page);
  await arrivals(page, 3);
  await page.reload();
  await page.waitForFunction(() => globalThis.create !== undefined);
  shop.server.answers.length = 0;
  await start(page);
  await arrivals(page, 3);
  const answers = sent();
  assert.ok(answers.length >= 2);
  assert.deepEqual(
    answers.filter(({ status }) => status !== 304),
    [],
  );
});

const KEPT = { persistence: "device", consent: "granted" };
const kept = (page) =>
  page.evaluate(async () => {
    const names = await caches.keys();
    const all = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return all.flat().map(({ url }) => url.split("/").at(-1));
  });

test("with consent shards are kept, and the next visit fetches deltas alone", async (t) => {
  const { page, messages } = await shop.visit(t);
  await start(page, {}, KEPT);
  await arrivals(page, 3);
  assert.deepEqual((await kept(page)).sort(), shardFiles().sort());
  const changed = rows();
  changed[0] = row(0, { price: "20.50 EUR", title: "Chairs renamed" });
  changed[1] = row(1, { availability: "out_of_stock" });
  const report = pack(changed);
  t.after(() => pack(rows()));
  assert.equal(report.new, 2);
  assert.equal(report.deltas, 2);
  await page.reload();
  await page.waitForFunction(() => globalThis.create !== undefined);
  shop.server.answers.length = 0;
  await start(page, {}, KEPT);
  const details = await arrivals(page, 3);
  assert.deepEqual(details.map(({ origin }) => origin).sort(), ["delta", "delta", "kept"]);
  assert.equal(details.at(-1).products, 3 * PER_DEPARTMENT);
  const paths = sent().map(({ path }) => path.replace(/^.*\.(vdelta)$/, "$1"));
  assert.deepEqual(paths.sort(), ["head.vpack", "index.vshards", "vdelta", "vdelta"]);
  assert.ok(sent().every(({ path, bytes }) => !path.endsWith("vdelta") || bytes < 10_000));
  // The former versions are gone, the new ones are kept.
  const named = await kept(page);
  assert.equal(named.length, 3);
  assert.ok(named.every((name) => shardFiles().includes(name)));
  assert.deepEqual(messages, []);
});

test("a kept shard that was damaged is fetched again", async (t) => {
  const { page } = await shop.visit(t);
  await start(page, {}, KEPT);
  await arrivals(page, 3);
  const [damaged] = await kept(page);
  await page.evaluate(async (name) => {
    const cache = await caches.open((await caches.keys())[0]);
    await cache.put(`/shards/${name}`, new Response(new Uint8Array(5000)));
  }, damaged);
  await page.reload();
  await page.waitForFunction(() => globalThis.create !== undefined);
  await start(page, {}, KEPT);
  const details = await arrivals(page, 3);
  assert.deepEqual(details.map(({ origin }) => origin).sort(), ["kept", "kept", "network"]);
  assert.deepEqual(await page.evaluate(() => told), []);
});

for (const options of [
  {},
  { persistence: "device" },
  { persistence: "device", consent: "denied" },
]) {
  test(`no shard is kept with ${JSON.stringify(options)}`, async (t) => {
    const { page } = await shop.visit(t);
    await start(page, {}, options);
    await arrivals(page, 3);
    assert.deepEqual(await kept(page), []);
  });
}

test("forget and a withdrawn consent erase the kept shards", async (t) => {
  for (const erase of ["forget", "withdraw"]) {
    const { page } = await shop.visit(t);
    await start(page, {}, KEPT);
    await arrivals(page, 3);
    assert.equal((await kept(page)).length, 3);
    await page.evaluate(
      (erase) => (erase === "forget" ? vitrine.forget() : vitrine.setConsent("denied")),
      erase,
    );
    assert.deepEqual(await kept(page), [], erase);
  }
});

test("a shard that is on its way when the shopper is forgotten is not kept", async (t) => {
  for (const erase of ["forget", "withdraw", "forget elsewhere"]) {
    const { page } = await shop.visit(t);
    const context = page.context();
    let release;
    const held = new Promise((resolve) => {
      release = resolve;
    });
    let count = 0;
    await context.route(/[0-9a-f]{32}\.vpack$/, async (route) => {
      count += 1;
      await (count === 3 ? held : undefined);
      await route.continue();
    });
    await start(page, {}, KEPT);
    await arrivals(page, 2);
    if (erase === "forget elsewhere") {
      const other = await context.newPage();
      await other.goto(page.url());
      await other.waitForFunction(() => globalThis.create !== undefined);
      await other.evaluate(async (options) => {
        await create({ catalog: { shards: "/shards", maxBytes: 0 }, ...options });
        await vitrine.forget();
      }, KEPT);
      await other.waitForTimeout(200);
    } else {
      await page.evaluate(
        (erase) => (erase === "forget" ? vitrine.forget() : vitrine.setConsent("denied")),
        erase,
      );
    }
    release();
    await arrivals(page, 3);
    assert.deepEqual(await kept(page), [], erase);
  }
});

test("what a visit does not take is not kept after it", async (t) => {
  const { page } = await shop.visit(t);
  await start(page, {}, KEPT);
  await arrivals(page, 3);
  assert.equal((await kept(page)).length, 3);
  await page.reload();
  await page.waitForFunction(() => globalThis.create !== undefined);
  await start(page, ONE_AND_ANOTHER, KEPT);
  await arrivals(page, 1);
  assert.equal((await kept(page)).length, 1);
});

for (const [what, answer, code] of [
  ["is corrupt", { body: Buffer.alloc(5000, 7) }, "PACK_CORRUPT"],
  ["is missing", { status: 404 }, "FETCH"],
  ["is cut off", undefined, "PACK_CORRUPT"],
]) {
  test(`a shard that ${what} is told and left out, and the rest goes on`, async (t) => {
    const [name] = shardFiles();
    const path = `/shards/${name}`;
    const { page } = await shop.visit(t);
    shop.files[path] = answer ?? { body: Buffer.from("VITRPACK").subarray(0, 8) };
    t.after(() => {
      delete shop.files[path];
    });
    await start(page);
    const details = await arrivals(page, 2);
    assert.equal(details.length, 2);
    assert.equal(details[1].products, 2 * PER_DEPARTMENT);
    const told = await page.evaluate(() => told);
    assert.equal(told.length, 1);
    assert.equal(told[0].code, code);
    assert.equal(told[0].detail.shard, name);
    assert.equal((await idsOfPages(page, 3)).length, 3);
  });
}

test("without an index the head goes on alone, and that is told once", async (t) => {
  const { page } = await shop.visit(t);
  shop.files["/shards/index.vshards"] = { status: 404 };
  t.after(() => {
    delete shop.files["/shards/index.vshards"];
  });
  await start(page);
  const pages = await idsOfPages(page, 4);
  assert.ok(pages.every((ids) => ids.length > 0));
  const told = await page.evaluate(() => told);
  assert.deepEqual(
    told.map(({ code, detail }) => [code, detail.status]),
    [["FETCH", 404]],
  );
});

// Every second product has left, and another one has come for it.
const renewedRows = () => rows().map((old, index) => (index % 2 === 0 ? row(index + 30_000) : old));
const hasLeft = (id) => Number(id.slice(1)) < 3 * PER_DEPARTMENT && Number(id.slice(1)) % 2 === 0;

test("a catalogue published between the head and the index is shown with its own head", async (t) => {
  const { page, messages } = await shop.visit(t);
  await page.evaluate(() => create({ catalog: { shards: "/shards/" } }).then(() => undefined));
  pack(renewedRows());
  t.after(() => pack(rows()));
  const cover = await page.evaluate(async () =>
    (await vitrine.page({ index: 0 })).regions.map(({ product }) => product.id),
  );
  assert.ok(cover.some(hasLeft), cover.join());
  const details = await arrivals(page, 3);
  assert.equal(details.at(-1).products, 3 * PER_DEPARTMENT);
  assert.deepEqual(
    sent()
      .map(({ path }) => path)
      .slice(0, 3),
    ["head.vpack", "index.vshards", "head.vpack"],
  );
  const pages = await idsOfPages(page, 12);
  assert.ok(pages.every((ids) => ids.length > 0));
  assert.deepEqual(pages.flat().filter(hasLeft), []);
  const codes = await page.evaluate(
    (ids) => Promise.all(ids.map((id) => codeOf(vitrine.why(id)))),
    cover.filter(hasLeft),
  );
  assert.ok(codes.every((code) => code === "UNKNOWN_PRODUCT"));
  assert.deepEqual(await page.evaluate(() => told), []);
  assert.deepEqual(messages, []);
});

test("a head that is not the index's goes on alone, and that is told once", async (t) => {
  const { page } = await shop.visit(t);
  shop.files["/shards/head.vpack"] = readFileSync(join(folder, "shards", "head.vpack"));
  pack(renewedRows());
  t.after(() => {
    delete shop.files["/shards/head.vpack"];
    pack(rows());
  });
  const cover = await start(page);
  await page.waitForFunction(() => told.length > 0);
  const pages = await idsOfPages(page, 4);
  assert.deepEqual(pages[0], cover);
  assert.ok(pages.every((ids) => ids.length > 0));
  const told = await page.evaluate(() => told);
  assert.deepEqual(
    told.map(({ code }) => code),
    ["PACK_CORRUPT"],
  );
  assert.match(told[0].message, /hash [0-9a-f]{32}, the index of shards expects [0-9a-f]{32}/);
  assert.deepEqual(
    sent().map(({ path }) => path),
    ["head.vpack", "index.vshards", "head.vpack"],
  );
});

test("what the shop says of a product holds when its shard comes", async (t) => {
  const { page } = await shop.visit(t);
  const left = await page.evaluate(async () => {
    await create({ catalog: { shards: "/shards/" } });
    const changes = [];
    for (let index = 2; index < 15_000; index += 3) {
      changes.push({ id: `p${index}`, availability: "out_of_stock" });
    }
    await vitrine.override(changes);
    await vitrine.page({ index: 0 });
    return changes.length;
  });
  assert.equal(left, PER_DEPARTMENT);
  await arrivals(page, 3);
  const titles = await page.evaluate(async () =>
    (await vitrine.picks({ count: 64 })).map(({ title }) => title),
  );
  assert.equal(titles.length, 64);
  assert.deepEqual(
    titles.filter((title) => /Vases/.test(title)),
    [],
  );
});

test("a client that is closed while shards come asks for no more", async (t) => {
  const { page, messages } = await shop.visit(t);
  const waiting = shardFiles().map((name) => `/shards/${name}`);
  let release;
  const held = new Promise((resolve) => {
    release = resolve;
  });
  for (const path of waiting) {
    shop.files[path] = { before: () => held };
  }
  t.after(() => {
    for (const path of waiting) {
      delete shop.files[path];
    }
  });
  shop.server.requests.length = 0;
  await start(page);
  while (!shop.server.requests.some((path) => waiting.includes(path))) {
    await page.waitForTimeout(20);
  }
  await page.waitForTimeout(300);
  const asked = shop.server.requests.filter((path) => waiting.includes(path)).length;
  const closed = await page.evaluate(async () => {
    vitrine.close();
    return codeOf(vitrine.page({ index: 1 }));
  });
  release();
  await page.waitForTimeout(300);
  assert.equal(closed, "DISPOSED");
  assert.equal(asked, 1);
  assert.equal(shop.server.requests.filter((path) => waiting.includes(path)).length, asked);
  assert.deepEqual(messages, []);
  assert.deepEqual(await page.evaluate(() => told), []);
});

test("options out of range are refused with their name", async (t) => {
  const { page } = await shop.visit(t);
  const messages = await page.evaluate(async () => {
    const messages = [];
    for (const catalog of [
      { shards: "http://[" },
      { shards: "/shards", maxBytes: -1 },
      { shards: "/shards", maxProducts: "many" },
    ]) {
      const error = await create({ catalog }).catch((thrown) => thrown);
      messages.push(`${error.code} ${error.message}`);
    }
    return messages;
  });
  assert.match(messages[0], /INVALID_ARGUMENT catalog\.shards/);
  assert.match(messages[1], /INVALID_ARGUMENT catalog\.maxBytes/);
  assert.match(messages[2], /INVALID_ARGUMENT catalog\.maxProducts/);
});

test("without that yes nothing hangs on what an earlier visit kept, nor where Consent Mode refuses", async (t) => {
  const fresh = await shop.visit(t);
  await start(fresh.page, ONE_AND_ANOTHER);
  await arrivals(fresh.page, 1);
  const everybodys = sent().map(({ path }) => path);
  const { page } = await shop.visit(t);
  await start(page, ONE_AND_ANOTHER, KEPT);
  await arrivals(page, 1);
  await page.evaluate(LOOK_AT_VASES);
  await arrivals(page, 2);
  assert.equal((await kept(page)).length, 2);
  const changed = rows().map((_, index) => row(index, { price: "33.00 EUR" }));
  pack(changed);
  t.after(() => pack(rows()));
  const renamed = await shop.visit(t);
  shop.server.answers.length = 0;
  await start(renamed.page, ONE_AND_ANOTHER);
  await arrivals(renamed.page, 1);
  const now = sent().map(({ path }) => path);
  assert.equal(now.length, everybodys.length);
  for (const options of [
    { persistence: "device", consent: { store: true } },
    { persistence: "device", consent: "auto" },
  ]) {
    await page.reload();
    await page.waitForFunction(() => globalThis.create !== undefined);
    await page.evaluate(() => {
      globalThis.dataLayer = [["consent", "update", { personalization_storage: "denied" }]];
    });
    shop.server.answers.length = 0;
    await start(page, ONE_AND_ANOTHER, options);
    await arrivals(page, 1);
    await page.evaluate(LOOK_AT_VASES);
    await page.waitForTimeout(300);
    const asked = sent().map(({ path }) => path);
    assert.deepEqual(
      asked.filter((path) => !now.includes(path)),
      [],
      JSON.stringify(options),
    );
  }
});
