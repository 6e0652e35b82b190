// SPDX-License-Identifier: Apache-2.0
// A shopper who was never there opens the lookbook of the demo shop, over a home's line, and turns a page.
import { openShop } from "../../../web-demo/tests/browser.mjs";
import { readLookbook } from "../../../web-demo/walk/lookbook-steps.mjs";
import { shapeNetwork } from "../../../tools/network.mjs";
import { rowsOf } from "../rows.mjs";

const SHAPE = { megabits: 20, roundTripMs: 40 };
const SLOWER = 4;
const SEED = 7;
const TIMEOUT_MS = 30_000;

/** The package's code in the built shop: all code but the shop's own. */
const SDK_CODE = /\/assets\/(?!index-)[^/]*\.(js|wasm)$/;

/** @param {number} n Samples. @returns {Promise<import("../rows.mjs").Row[]>} */
export async function measure(n) {
  const shop = await openShop();
  let network;
  try {
    network = await shapeNetwork(shop.url, SHAPE);
    // Afterwards the network has all files, and the system what the browser is made of.
    await visit(shop, network);
    const plain = [];
    const slow = [];
    for (let round = 0; round < n; round += 1) {
      plain.push(await visit(shop, network));
      slow.push(await visit(shop, network, SLOWER));
    }
    return rowsFrom(plain, slow);
  } finally {
    await network?.close();
    await shop.close();
  }
}

function rowsFrom(plain, slow) {
  const area = "storefront";
  const of = (visits, name) => ({ vitrine: visits.map((visit) => visit[name]) });
  const line =
    `${SHAPE.megabits} Mbit/s and ${SHAPE.roundTripMs} ms, shaped at the server for page and workers` +
    " alike, gzip, no TLS; an empty cache, reduced motion";
  return [
    ...rowsOf({ area, work: "first-page", note: line }, of(plain, "firstPage"), {
      bar: 1000,
    }),
    ...rowsOf(
      {
        area,
        work: "first-page-slow",
        note: `the same, the page's thread ${SLOWER} times slower; DevTools cannot slow the worker`,
      },
      of(slow, "firstPage"),
      { bar: 2500 },
    ),
    ...rowsOf(
      { area, work: "next-page", note: "from the key to the frame; the page was drawn ahead" },
      of(plain, "nextPage"),
      { bar: 50 },
    ),
    ...rowsOf(
      { area, work: "transfer", unit: "kB", note: "the package's scripts and modules, gzip 9" },
      of(plain, "sdkKb"),
      { bar: 300 },
    ),
  ];
}

/** One visit in a browser without a past; times in milliseconds, sizes in kB (1000 bytes). */
async function visit(shop, network, slower = 1) {
  const { page, context, troubles } = await shop.shopper();
  try {
    await page.addInitScript(markPages);
    const devTools = await context.newCDPSession(page);
    await devTools.send("Emulation.setCPUThrottlingRate", { rate: slower });
    network.sent.length = 0;
    const address = `${network.url}?seed=${SEED}#/lookbook`;
    const response = await page.goto(address, { waitUntil: "commit" });
    if (!response.ok()) {
      throw new Error(`the shop answers with status ${response.status()}: is it built?`);
    }
    const firstPage = await timeOf(page, "page-0");
    const code = network.sent.filter(({ path }) => SDK_CODE.test(path));
    const { products } = await readLookbook(page);
    const nextPage = await turn(page);
    const errors = await page.evaluate(() => window.vitrineWatch.errors.map(String));
    if (products.length === 0 || troubles.length + errors.length > 0) {
      const what = [...troubles, ...errors].join("; ") || "no products on it";
      throw new Error(`the first page is not as it should be: ${what}`);
    }
    if (!code.some(({ path }) => path.endsWith(".wasm"))) {
      throw new Error(`no module came before the first page: ${code.map(({ path }) => path)}`);
    }
    return { firstPage, nextPage, sdkKb: code.reduce((sum, { bytes }) => sum + bytes, 0) / 1000 };
  } finally {
    await context.close();
  }
}

/** Turns to the second page once it lies ready behind the first. */
async function turn(page) {
  await page.waitForFunction(
    () =>
      window.vitrineWatch.timings.some(({ name, detail }) => name === "page" && detail.index === 1),
    undefined,
    { polling: 100, timeout: TIMEOUT_MS },
  );
  await page.locator("vitrine-lookbook").first().locator("[part~=frame]").focus();
  // What the worker sent is taken in, and the page has nothing else to do.
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
  await page.keyboard.press("ArrowRight");
  return (await timeOf(page, "page-1")) - (await timeOf(page, "key"));
}

/** When the page set a mark, in milliseconds since the navigation began. */
async function timeOf(page, name) {
  await page.waitForFunction((mark) => performance.getEntriesByName(mark).length > 0, name, {
    // Rarely: asking takes the page's time.
    polling: 100,
    timeout: TIMEOUT_MS,
  });
  return page.evaluate((mark) => performance.getEntriesByName(mark)[0].startTime, name);
}

/** Runs in the page before its own scripts: marks keys, and pages once the frame with them was made. */
function markPages() {
  addEventListener(
    "keydown",
    ({ timeStamp }) => performance.mark("key", { startTime: timeStamp }),
    {
      capture: true,
    },
  );
  addEventListener("vitrine-page", ({ detail }) => {
    requestAnimationFrame(() => setTimeout(() => performance.mark(`page-${detail.index}`)));
  });
}
