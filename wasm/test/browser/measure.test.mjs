// SPDX-License-Identifier: Apache-2.0
// What an experiment tells of a page: only what the shopper allowed, saw and did.
/* global Experiment, experiment, batches, told, place, book, client, DrawnClient, cmp, shown */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { launchChromium } from "../../../tools/chromium.mjs";
import { installCmp } from "../support/cmp.mjs";
import { BOOK_SCRIPT } from "../support/element-page.mjs";
import { htmlPage, ROOT, startShop } from "../support/server.mjs";

const CLI = `${ROOT}build/native/sdk/cli/vitrine`;
const noCli = existsSync(CLI) ? false : "there is no native build: cmake --build --preset native";

const CSS = `
body { margin: 0 }
.above { height: 3000px }
#place, #other { display: block; width: 600px; height: 500px; background: #ddd }
vitrine-lookbook { width: 600px }`;

// A page of the control: nothing of the package but what measures.
const CONTROL = `
import { Experiment } from "/package/measure.js";
globalThis.sdk = { Experiment };
globalThis.Experiment = Experiment;
globalThis.place = document.querySelector("#place");
globalThis.batches = JSON.parse(localStorage.getItem("batches") ?? "[]");
globalThis.told = () => batches.join("").split("\\n").filter(Boolean).map((line) => JSON.parse(line));
globalThis.start = (options = {}) => {
  globalThis.experiment = new Experiment({
    name: "spring",
    arms: [{ name: "control" }, { name: "treatment" }],
    unit: "visitor-0",
    consent: "granted",
    now: () => 1_780_272_001_000,
    onLines: (lines) => {
      batches.push(lines);
      localStorage.setItem("batches", JSON.stringify(batches));
    },
    ...options,
  });
  return experiment.assignment;
};`;

let shop;
let browser;
before(async () => {
  const body = `<link rel="stylesheet" href="/shop.css">`;
  const below = `${body}<div class="above"></div><div id="place"></div><div class="above"></div>`;
  const js = (text) => ({ body: text, type: "text/javascript" });
  shop = await startShop({
    folders: { "/test/": fileURLToPath(new URL("../support/", import.meta.url)) },
    files: {
      "/shop.css": CSS,
      "/picture.svg": `<svg xmlns="http://www.w3.org/2000/svg" width="6" height="9"></svg>`,
      "/control.js": js(CONTROL),
      "/book.js": js(`${CONTROL}\n${BOOK_SCRIPT}
import { DrawnClient } from "/test/drawn-client.mjs";
globalThis.DrawnClient = DrawnClient;`),
      "/below": { body: htmlPage("/control.js", below), type: "text/html" },
      "/control": {
        body: htmlPage("/control.js", `${body}<div id="place"></div><div id="other"></div>`),
        type: "text/html",
      },
      "/book": {
        body: htmlPage(
          "/book.js",
          `${body}<div id="other"></div><div id="place"><vitrine-lookbook></vitrine-lookbook></div>`,
        ),
        type: "text/html",
      },
    },
  });
  browser = await launchChromium();
});
after(async () => {
  await browser?.close();
  await shop?.close();
});

/** A page that `t` closes; nothing may go wrong in it. */
async function visit(t, path, script = () => undefined) {
  const context = await browser.newContext({ viewport: { width: 900, height: 700 } });
  const page = await context.newPage();
  const messages = [];
  page.on("pageerror", (error) => messages.push(String(error)));
  await page.addInitScript(installCmp);
  await page.addInitScript(script);
  await page.goto(`${shop.origin}${path}`);
  await page.waitForFunction(() => globalThis.Experiment !== undefined);
  t.after(async () => {
    await context.close();
    assert.deepEqual(messages, []);
  });
  return page;
}

/** A page with a lookbook of a drawn client. */
async function visitBook(t) {
  const page = await visit(t, "/book");
  await page.evaluate(async () => {
    globalThis.client = new DrawnClient({});
    book.client = client;
    await shown(0);
  });
  return page;
}

const lines = (page, ...types) =>
  page.evaluate((types) => {
    experiment.flush();
    return told().filter(({ type }) => types.length === 0 || types.includes(type));
  }, types);

/** Resolves once the place was seen. */
const seen = (page) =>
  page.waitForFunction(() => {
    experiment.flush();
    return told().some(({ type }) => type === "exposure");
  });

const exposures = async (page) => (await lines(page, "exposure")).length;
const pause = (page, ms) => page.waitForTimeout(ms);

/** Scrolls the place into sight for `ms`, by the page's own clock. @returns For how long it really was. */
const showFor = (page, ms) =>
  page.evaluate(
    (ms) =>
      new Promise((resolve) => {
        const start = performance.now();
        const observer = new IntersectionObserver(([{ isIntersecting }]) => {
          if (!isIntersecting && performance.now() - start > ms) {
            observer.disconnect();
            resolve(performance.now() - start);
          }
        });
        place.scrollIntoView();
        setTimeout(() => {
          observer.observe(place);
          scrollTo(0, 0);
        }, ms);
      }),
    ms,
  );

/** Runs in the page: a tab that is or is not the one in front. Headless tabs are all in front. */
const setVisibility = (page, state) =>
  page.evaluate((state) => {
    Object.defineProperty(document, "visibilityState", { configurable: true, get: () => state });
    document.dispatchEvent(new Event("visibilitychange"));
  }, state);

test("what is below the fold is no exposure, nor what passes by; a second in sight is one, once", async (t) => {
  const page = await visit(t, "/below");
  await page.evaluate(() => {
    start();
    experiment.watch(place);
  });
  await pause(page, 1300);
  assert.equal(await exposures(page), 0, "below the fold");
  // On a busy machine it may stay for longer than it was told.
  let inSight = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < 5 && inSight >= 1000; ++tries) {
    await page.evaluate(() => {
      experiment.close();
      batches.length = 0;
      start();
      experiment.watch(place);
    });
    inSight = await showFor(page, 700);
  }
  assert.ok(inSight < 1000, `it passed by in ${inSight} ms`);
  assert.equal(await exposures(page), 0, `in sight for ${inSight} ms`);
  await page.evaluate(() => place.scrollIntoView());
  await seen(page);
  await page.evaluate(() => scrollTo(0, 0));
  await showFor(page, 1500);
  assert.equal(await exposures(page), 1);
  const [assignment, exposure] = await lines(page);
  const facts = {
    unit: "visitor-0",
    time_ms: 1_780_272_001_000,
    experiment: "spring",
    arm: "treatment",
  };
  assert.deepEqual({ ...assignment, id: "" }, { type: "assignment", ...facts, id: "" });
  assert.deepEqual({ ...exposure, id: "" }, { type: "exposure", ...facts, id: "" });
  assert.notEqual(assignment.id, exposure.id);
});

test("less than half of it in sight is no exposure", async (t) => {
  const page = await visit(t, "/below");
  await page.evaluate(() => {
    start();
    experiment.watch(place);
    // 200 of its 500 pixels.
    scrollTo(0, 3000 - innerHeight + 200);
  });
  await pause(page, 1500);
  assert.equal(await exposures(page), 0);
});

test("in a tab behind another nothing is seen", async (t) => {
  const page = await visit(t, "/control");
  await setVisibility(page, "hidden");
  await page.evaluate(() => {
    start();
    experiment.watch(place);
  });
  await pause(page, 1300);
  assert.equal(await exposures(page), 0);
  await setVisibility(page, "visible");
  await seen(page);
});

test("a control page fetches what measures and nothing more", async (t) => {
  const before = shop.requests.length;
  const page = await visit(t, "/control");
  await page.evaluate(() => {
    start({ unit: "visitor-3" });
    experiment.watch(place);
  });
  assert.equal(await page.evaluate(() => experiment.assignment.arm), "control");
  await seen(page);
  const fetched = shop.requests.slice(before).filter((path) => path.startsWith("/package/"));
  const files = [
    ...["arguments", "assignment", "answers", "data-layer", "dispose", "errors"],
    ...["exposure", "measure", "measure-log", "measure-options", "measure-place", "payments"],
  ];
  assert.deepEqual(new Set(fetched), new Set(files.map((name) => `/package/${name}.js`)));
});

test("a lookbook's pages, clicks and time are told, by ids alone", async (t) => {
  const page = await visitBook(t);
  await page.evaluate(() => {
    addEventListener("vitrine-open", (event) => event.preventDefault());
    start();
    experiment.watch(place);
  });
  await page.evaluate(() => document.querySelector("#other").remove());
  await pause(page, 600);
  const first = await page.evaluate(() => book.regions.map(({ product }) => product.id));
  await page.getByRole("link").first().click();
  await page.evaluate(async () => {
    book.next();
    await shown(1);
  });
  const second = await page.evaluate(() => book.regions.map(({ product }) => product.id));
  await page.getByRole("link").nth(1).click();
  await page.evaluate(async () => {
    book.previous();
    await shown(0);
  });
  await pause(page, 400);
  const facts = ({ product, page: index, slot }) => ({ product, page: index, slot });
  assert.deepEqual((await lines(page, "shown")).map(facts), [
    ...first.map((product, slot) => ({ product, page: 0, slot })),
    ...second.map((product, slot) => ({ product, page: 1, slot })),
  ]);
  assert.deepEqual((await lines(page, "click")).map(facts), [
    { product: first[0], page: 0, slot: 0 },
    { product: second[1], page: 1, slot: 1 },
  ]);
  const seconds = (await lines(page, "time")).reduce((sum, line) => sum + line.seconds, 0);
  assert.ok(seconds > 0.9 && seconds < 60, `${seconds}`);
  const text = await page.evaluate(() => batches.join(""));
  assert.doesNotMatch(text, /Vessel|Atelier|€|http/);
});

test("no time runs out of sight, in a tab behind, and in a place without a lookbook", async (t) => {
  const page = await visitBook(t);
  await page.evaluate(() => {
    start();
    experiment.watch(place);
    experiment.watch(document.querySelector("#other"));
  });
  const seconds = async () =>
    (await lines(page, "time")).reduce((sum, line) => sum + line.seconds, 0);
  // The other place is above and fills the window.
  await page.evaluate(() => scrollTo(0, 0));
  await pause(page, 500);
  const before = await seconds();
  await pause(page, 500);
  assert.equal(await seconds(), before, "out of sight");
  await page.evaluate(() => place.scrollIntoView());
  await pause(page, 500);
  await setVisibility(page, "hidden");
  const inSight = await seconds();
  assert.ok(inSight > before, "in sight");
  await pause(page, 500);
  assert.equal(await seconds(), inSight, "in a tab behind");
});

test("a product's propensity is told where its page has one", async (t) => {
  const page = await visitBook(t);
  await page.evaluate(() => {
    start();
    experiment.watch(place);
    const product = { id: "p1", title: "a title" };
    const detail = {
      index: 3,
      regions: [{ product: { ...product, propensity: 0.25 } }, { product: { id: "p2" } }],
    };
    place.scrollIntoView();
    book.dispatchEvent(new CustomEvent("vitrine-page", { bubbles: true, detail }));
  });
  await pause(page, 300);
  const told = (await lines(page, "shown")).filter((line) => line.page === 3);
  assert.deepEqual(
    told.map(({ product, slot, propensity }) => [product, slot, propensity]),
    [
      ["p1", 0, 0.25],
      ["p2", 1, undefined],
    ],
  );
});

test("a page that is drawn anew is told anew, were it of the same product", async (t) => {
  const page = await visitBook(t);
  await page.evaluate(async () => {
    // Its first page has the same product in every edition.
    globalThis.client = new DrawnClient({ products: 7 });
    client.propensities.set("p0", 0.5);
    book.client = client;
    await shown(0);
    document.querySelector("#other").remove();
    start();
    experiment.watch(place);
  });
  const told = async (count) => {
    await page.waitForFunction((count) => {
      experiment.flush();
      return globalThis.told().filter(({ type }) => type === "shown").length >= count;
    }, count);
    return (await lines(page, "shown")).map(({ product, propensity }) => [product, propensity]);
  };
  assert.deepEqual(await told(1), [["p0", 0.5]]);
  await page.evaluate(() => {
    client.propensities.set("p0", 0.25);
    return client.restart();
  });
  assert.deepEqual(await told(2), [
    ["p0", 0.5],
    ["p0", 0.25],
  ]);
  // New prices are no draw.
  await page.evaluate(() => client.override("p0", 7));
  await page.waitForFunction(() => book.regions[0].product.price.amount === 7);
  await pause(page, 200);
  assert.equal((await told(2)).length, 2);
});

test("orders are told once, from the data layer and from observe, and refunds take away", async (t) => {
  const page = await visit(t, "/control");
  const counts = await page.evaluate(() => {
    const purchase = (id, value) => ({
      event: "purchase",
      ecommerce: { transaction_id: id, value, currency: "EUR", items: [{ item_name: "secret" }] },
    });
    const layer = [{ "gtm.start": 1 }, purchase("o1", 49.9)];
    start();
    const detach = experiment.attachDataLayer(layer);
    layer.push(purchase("o1", 49.9), purchase("o2", 10), null, "text");
    const counts = [
      experiment.observe({
        event: "Order Completed",
        properties: { order_id: "o2", revenue: 10, currency: "EUR" },
      }),
      experiment.observe(["event", "refund", { transaction_id: "o2", value: 4, currency: "EUR" }]),
      experiment.observe({ event: "refund", transaction_id: "o1" }),
      experiment.observe({ event: "view_item" }),
    ];
    detach();
    layer.push(purchase("o3", 1));
    return counts;
  });
  assert.deepEqual(counts, [0, 1, 0, 0]);
  const facts = ({ type, id, revenue, amount, currency }) => [
    type,
    id,
    revenue ?? amount,
    currency,
  ];
  assert.deepEqual((await lines(page, "order", "revenue")).map(facts), [
    ["order", "o1", 49.9, "EUR"],
    ["order", "o2", 10, "EUR"],
    ["revenue", "o2", -4, "EUR"],
  ]);
  assert.doesNotMatch(await page.evaluate(() => batches.join("")), /secret/);
});

for (const consent of [undefined, "denied", {}, { store: true, personalise: true }]) {
  test(`nothing is told with the consent ${JSON.stringify(consent) ?? "left out"}`, async (t) => {
    const page = await visit(t, "/control");
    const assignment = await page.evaluate((consent) => {
      const assignment = start({ consent });
      experiment.watch(place);
      experiment.observe({ event: "purchase", transaction_id: "o1", value: 1 });
      return assignment;
    }, consent);
    assert.deepEqual(assignment, { arm: "treatment", heldOut: false }, "an assignment needs none");
    await pause(page, 1300);
    assert.deepEqual(await lines(page), []);
    assert.equal(await page.evaluate(() => experiment.measuring), false);
  });
}

test("a yes begins then, and tells of an order that waited for it", async (t) => {
  const page = await visit(t, "/control", () => cmp.arrive());
  await page.evaluate(() => {
    start({ consent: "auto" });
    experiment.watch(place);
    experiment.observe({ event: "purchase", transaction_id: "o1", value: 1 });
  });
  await pause(page, 1300);
  assert.deepEqual(await lines(page), []);
  await page.evaluate(() => cmp.say("useractioncomplete", [1, 8]));
  assert.deepEqual(
    (await lines(page)).map(({ type, id }) => [type, type === "order" && id]),
    [
      ["assignment", false],
      ["order", "o1"],
    ],
  );
  await seen(page);
  assert.equal(await page.evaluate(() => cmp.listeners.size), 1);
  await page.evaluate(() => experiment.close());
  assert.equal(await page.evaluate(() => cmp.listeners.size), 0);
});

test("a no stops at once, throws away what was not handed over, and a later yes begins anew", async (t) => {
  const page = await visit(t, "/control");
  const refused = await page.evaluate(async () => {
    start();
    experiment.watch(place);
    await experiment.setConsent({ measure: false });
    experiment.observe({ event: "purchase", transaction_id: "o1", value: 1 });
    experiment.flush();
    return told();
  });
  assert.deepEqual(refused, []);
  await pause(page, 1300);
  assert.deepEqual(await lines(page), []);
  await page.evaluate(() => experiment.setConsent("granted"));
  await seen(page);
  const types = (await lines(page)).map(({ type }) => type);
  assert.deepEqual(types, ["assignment", "exposure"], "what a no forbade stays untold");
});

// Time is told at no other moment.
test("what was seen and done arrives when the page is left", async (t) => {
  const page = await visitBook(t);
  await page.evaluate(() => {
    start();
    experiment.watch(place);
    place.scrollIntoView();
  });
  await pause(page, 2500);
  await page.goto(`${shop.origin}/control`);
  await page.waitForFunction(() => globalThis.told !== undefined);
  const types = await page.evaluate(() => told().map(({ type }) => type));
  assert.ok(
    ["assignment", "exposure", "shown", "time"].every((type) => types.includes(type)),
    `${types}`,
  );
});

test("batches come by themselves, and a callback that throws harms nobody", async (t) => {
  const page = await visit(t, "/control");
  const thrown = await page.evaluate(async () => {
    const told = new Promise((resolve) => {
      addEventListener("error", (event) => {
        event.preventDefault();
        resolve(event.message);
      });
    });
    const layer = [];
    start({
      onLines: () => {
        throw new Error("the shop's own");
      },
    });
    experiment.attachDataLayer(layer);
    for (let i = 0; i < 60; ++i) {
      layer.push({ event: "purchase", transaction_id: `o${i}`, value: 1 });
    }
    return told;
  });
  assert.match(thrown, /the shop's own/);
});

test("what cannot be is refused by name, and a closed experiment does nothing", async (t) => {
  const page = await visit(t, "/control");
  const answers = await page.evaluate(() => {
    const message = (action) => {
      try {
        return String(action());
      } catch (error) {
        return `${error.code} ${error.message.split(";")[0]}`;
      }
    };
    start();
    const open = [
      message(() => experiment.watch("#place")),
      message(() => experiment.observe("purchase")),
      message(() => experiment.attachDataLayer({})),
      message(() => start({ onLines: "/measure" })),
      message(() => start({ consent: "yes" })),
      message(() => start({ unit: "" })),
      message(() => start({ before: { orders: Number.NaN } })),
      message(() => start({ before: { orders: -1 } })),
      message(() => start({ before: { revenue: -1e13 } })),
      message(() => start({ before: { time_s: 1e13 } })),
      message(() => start({ before: { revenue: -1e12, clicks: 1e12 } }).arm),
      message(() => start({ before: 3 })),
      message(() => start({ signal: AbortSignal.abort() })),
    ];
    const controller = new AbortController();
    start({ signal: controller.signal });
    controller.abort();
    experiment.close();
    return [
      ...open,
      message(() => experiment.watch(place)),
      message(() => experiment.observe({})),
      message(() => experiment.measuring),
    ];
  });
  assert.deepEqual(answers, [
    "INVALID_ARGUMENT place is '#place'",
    "EVENT_SYNTAX expected an event or several, got a string",
    "INVALID_ARGUMENT dataLayer is an object",
    "INVALID_ARGUMENT onLines is '/measure'",
    "INVALID_ARGUMENT consent is 'yes'",
    "INVALID_ARGUMENT unit is ''",
    "INVALID_ARGUMENT before.orders is NaN",
    "INVALID_ARGUMENT before.orders is -1",
    "INVALID_ARGUMENT before.revenue is -10000000000000",
    "INVALID_ARGUMENT before.time_s is 10000000000000",
    "treatment",
    "INVALID_ARGUMENT before is 3",
    "ABORTED the request was aborted by its AbortSignal",
    ...Array(2).fill("DISPOSED this Experiment was closed"),
    "false",
  ]);
});

test("`vitrine report` reads what the pages told, of both arms", { skip: noCli }, async (t) => {
  const page = await visitBook(t);
  await page.evaluate(() => {
    addEventListener("vitrine-open", (event) => event.preventDefault());
    // Both places in one window, as 200 visitors have them.
    document.querySelector("#other").style.height = "40px";
    globalThis.visitors = Array.from({ length: 200 }, (_, i) => {
      start({
        unit: `visitor-${i}`,
        holdOut: 0.1,
        before: { orders: i % 3, revenue: 5 * (i % 3) },
      });
      const { arm } = experiment.assignment;
      experiment.watch(arm === "treatment" ? book : document.querySelector("#other"));
      return { experiment, arm };
    });
  });
  await pause(page, 2500);
  await page.getByRole("link").first().click();
  const text = await page.evaluate(() => {
    const spent = { control: 2, treatment: 1, "hold-out": 3 };
    for (const [i, { experiment, arm }] of visitors.entries()) {
      if (i % (arm === "treatment" ? 2 : 4) === 0) {
        const order = { transaction_id: `o${i}`, value: 20 * spent[arm], currency: "EUR" };
        experiment.observe({ event: "purchase", ecommerce: order });
        experiment.observe({ event: "purchase", ecommerce: order });
      }
      experiment.close();
    }
    return batches.join("");
  });
  const folder = mkdtempSync(`${tmpdir()}/vitrine-measure-`);
  t.after(() => rmSync(folder, { recursive: true }));
  // Every batch twice, as a sender that was not sure has it.
  writeFileSync(`${folder}/log.jsonl`, `${text}${text}`);
  const args = ["report", "--log", `${folder}/log.jsonl`, "--json", `${folder}/report.json`];
  execFileSync(CLI, args, { stdio: "pipe" });
  const report = JSON.parse(readFileSync(`${folder}/report.json`, "utf8"));
  assert.equal(report.experiment, "spring");
  assert.equal(report.believable, true);
  assert.equal(report.log.broken, 0);
  const visitors = await page.evaluate(() => globalThis.visitors.map(({ arm }) => arm));
  const names = report.arms.map(({ arm }) => arm);
  assert.deepEqual([...names].sort(), ["control", "hold-out", "treatment"]);
  for (const { arm, assigned, exposed } of report.arms) {
    const count = visitors.filter((each) => each === arm).length;
    assert.deepEqual([assigned, exposed], [count, count], arm);
  }
  const orders = visitors.map((arm, i) => (i % (arm === "treatment" ? 2 : 4) === 0 ? 1 : 0));
  const rate = (arm, values) =>
    visitors.reduce((sum, each, i) => sum + (each === arm ? values[i] : 0), 0) /
    visitors.filter((each) => each === arm).length;
  const metric = (name) => report.metrics.find((each) => each.metric === name);
  for (const [i, arm] of names.entries()) {
    const close = (name, expected) =>
      assert.ok(Math.abs(metric(name).values[i] - expected) < 1e-9, `${name} of ${arm}`);
    close("orders", rate(arm, orders));
    close("revenue", rate(arm, orders) * 20 * { control: 2, treatment: 1, "hold-out": 3 }[arm]);
    close("clicks", arm === "treatment" ? 1 : 0);
    assert.equal(metric("time").values[i] > 1, arm === "treatment", `time of ${arm}`);
  }
});
