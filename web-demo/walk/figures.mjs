// SPDX-License-Identifier: Apache-2.0
// What a lookbook costs the shopper, in figures: of the walk, which holds them to budgets, and of the benchmark.

import { watchHeap } from "./heap.mjs";
import { readLookbook } from "./lookbook-steps.mjs";
import { drawnAhead, seenBy, timeOf, watchPage } from "./marks.mjs";
import { readMainThread, TRACE_CATEGORIES } from "./trace.mjs";

/** The package's code in the built shop: all code but the shop's own. */
const SDK_CODE = /\/assets\/(?!index-)[^/]*\.(js|wasm)$/;
const SCREEN = { viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" };
/** Between two turns of somebody who only leafs through. */
const PACE_MS = 800;
const SMALL_SCREEN = { viewport: { width: 360, height: 480 }, reducedMotion: "reduce" };

/** Runs `look` in a page of a shopper who was never here, whose complaints are errors. */
async function visit(browser, options, look, watched = true) {
  const context = await browser.newContext({ locale: "en-GB", timezoneId: "UTC", ...options });
  try {
    const page = await context.newPage();
    const troubles = [];
    page.on("pageerror", (error) => troubles.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") {
        troubles.push(message.text());
      }
    });
    if (watched) {
      await page.addInitScript(watchPage);
    }
    const found = await look(page);
    if (troubles.length > 0) {
      throw new Error(`the page complains: ${troubles.join("; ")}`);
    }
    return found;
  } finally {
    await context.close();
  }
}

async function open(page, address) {
  const response = await page.goto(address, { waitUntil: "commit" });
  if (!response.ok()) {
    throw new Error(`${address} answers with status ${response.status()}: is it built?`);
  }
  const firstPageMs = await timeOf(page, "page-0");
  const { products } = await readLookbook(page);
  if (products.length === 0) {
    throw new Error("there are no products on the first page");
  }
  return firstPageMs;
}

const frameOf = (page) => page.locator("vitrine-lookbook").first().locator("[part~=frame]");

/**
 * A first visit, from the navigation to the first page, and one turn.
 *
 * @param {import("playwright-core").Browser} browser
 * @param {{address: string, sent: {path: string, bytes: number}[]}} shop The lookbook's address behind a network,
 *   and what that has sent.
 * @returns {Promise<{firstPageMs: number, layoutShift: number, sdkKb: number}>} kB of 1000 bytes.
 */
export function measureVisit(browser, { address, sent }) {
  return visit(browser, SCREEN, async (page) => {
    sent.length = 0;
    const firstPageMs = await open(page, address);
    const code = sent.filter(({ path }) => SDK_CODE.test(path));
    if (!code.some(({ path }) => path.endsWith(".wasm"))) {
      throw new Error(`no module came before the first page: ${code.map(({ path }) => path)}`);
    }
    const sdkKb = code.reduce((sum, { bytes }) => sum + bytes, 0) / 1000;
    await drawnAhead(page, 1);
    await frameOf(page).focus();
    await page.keyboard.press("ArrowRight");
    await timeOf(page, "page-1");
    return { firstPageMs, layoutShift: (await seenBy(page)).shift, sdkKb };
  });
}

/**
 * How long the page takes to answer: turns by key and by button, cards opened and closed.
 *
 * @returns {Promise<number[]>} Of each interaction, from the input to the next frame, in milliseconds: the Event
 *   Timing API's, in steps of 8; 0 for those under 16, which it does not tell.
 */
export function measureInteractions(browser, { address }, rounds = 8) {
  return visit(browser, SCREEN, async (page) => {
    await open(page, address);
    await drawnAhead(page, 1);
    const book = page.locator("vitrine-lookbook").first();
    let count = 0;
    const act = async (input, wanted) => {
      await input;
      count += 1;
      // People do not act in bursts; the next page is drawn ahead meanwhile, as it is for them.
      await page.waitForTimeout(150);
      const found = await book.evaluate((element) =>
        element.shadowRoot
          .querySelector("[role=dialog]")
          ?.checkVisibility({ visibilityProperty: true })
          ? "card"
          : element.page,
      );
      if (found !== wanted) {
        throw new Error(`after interaction ${count} expected ${wanted} to be open, got ${found}`);
      }
    };
    for (let round = 0; round < rounds; round += 1) {
      await frameOf(page).focus();
      await act(page.keyboard.press("ArrowRight"), 1);
      await act(page.keyboard.press("ArrowRight"), 2);
      await act(book.locator("[part~=previous]").click(), 1);
      await act(page.keyboard.press("Home"), 0);
      await act(book.locator("[part~=link]:visible").first().click(), "card");
      await act(page.keyboard.press("Escape"), 0);
    }
    // Entries come in batches, behind what they are about.
    await page.waitForTimeout(500);
    const { interactions, first } = await seenBy(page);
    if (!first) {
      throw new Error("the browser tells of no interaction");
    }
    return Array.from(
      { length: Math.max(count, interactions.length) },
      (_, i) => interactions[i] ?? 0,
    );
  });
}

/**
 * How long turns take in a visit with motion, at a reader's pace and without waiting for what is drawn ahead.
 *
 * @returns {Promise<number[]>} From each key to the frame in which the next page begins to show, in milliseconds.
 */
export function measureTurns(browser, { address }, turns = 6) {
  return visit(browser, { ...SCREEN, reducedMotion: "no-preference" }, async (page) => {
    await open(page, address);
    await drawnAhead(page, 1);
    await frameOf(page).focus();
    const all = [];
    for (let index = 1; index <= turns; index += 1) {
      await page.keyboard.press("ArrowRight");
      all.push((await timeOf(page, `page-${index}`)) - (await timeOf(page, "key")));
      await page.waitForTimeout(PACE_MS);
    }
    return all;
  });
}

/** The value that `part` of all are not above. */
export function percentile(values, part) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * part) - 1)];
}

/**
 * What the SDK's scripts cost the page's thread on a first visit with six turns.
 *
 * @returns {Promise<import("./trace.mjs").MainThread>}
 */
export function measureMainThread(browser, { address }, sdk) {
  return visit(browser, SCREEN, async (page) => {
    await browser.startTracing(page, { categories: TRACE_CATEGORIES });
    let events;
    try {
      await open(page, address);
      for (let index = 1; index <= 6; index += 1) {
        await frameOf(page).focus();
        await page.keyboard.press("ArrowRight");
        await timeOf(page, `page-${index}`);
      }
    } finally {
      events = JSON.parse(String(await browser.stopTracing())).traceEvents;
    }
    const found = readMainThread(events, sdk);
    if (found.sdkTasks === 0) {
      throw new Error(`no task has a script like ${sdk}`);
    }
    return found;
  });
}

/**
 * From the element's connection to the pixels of its pack's preview.
 *
 * @param {{address: string}} bare The page of bare.mjs.
 */
export function measurePreview(browser, { address }) {
  return visit(browser, SCREEN, async (page) => {
    await page.goto(address);
    await page.waitForFunction(() => globalThis.bareReady);
    return page.evaluate(() => globalThis.openBook({ preview: true }));
  });
}

/**
 * How much moves on the page while the lookbook comes and is turned, with nothing of a shop's that could move.
 *
 * @param {{address: string}} bare The page of bare.mjs, with a text below the lookbook.
 * @returns {Promise<number>} The cumulative layout shift.
 */
export function measureShift(browser, { address }) {
  return visit(browser, SCREEN, async (page) => {
    await page.goto(address);
    await page.waitForFunction(() => globalThis.bareReady);
    await page.evaluate(async () => {
      await globalThis.openBook();
      await globalThis.turnPages(1);
      await new Promise((resolve) => setTimeout(resolve, 500));
    });
    return (await seenBy(page)).shift;
  });
}

/**
 * @typedef {object} Heap In bytes, after everything that can be freed was.
 * @property {number} page JavaScript's on the page.
 * @property {number} worker JavaScript's in the worker.
 * @property {number} wasm What the modules have allocated.
 * @property {number} memory The modules' linear memories, which never shrink.
 * @property {number} workers How many workers there are.
 */

/**
 * What a long visit leaves in memory: small pages turned, then lookbooks opened and closed, and again.
 *
 * @param {{address: string}} bare The page of bare.mjs.
 * @param {{turns: number, cycles: number}} visit How many pages and lookbooks. A tenth of it comes before `early`.
 * @returns {Promise<{early: Heap, late: Heap}>}
 */
export function measureHeap(browser, { address }, { turns, cycles }) {
  return visit(
    browser,
    SMALL_SCREEN,
    async (page) => {
      const heap = await watchHeap(page);
      await page.goto(address);
      await page.waitForFunction(() => globalThis.bareReady);
      await page.evaluate(() => globalThis.openBook().then(() => undefined));
      const live = async (some, few) => {
        await page.evaluate((count) => globalThis.turnPages(count), some);
        for (let cycle = 0; cycle < few; cycle += 1) {
          await page.evaluate(async () => {
            globalThis.closeBook();
            await globalThis.openBook();
          });
        }
        // The same pages are open and drawn ahead at both readings; the browser's list of files is its own.
        await page.evaluate(() => globalThis.turnPages(14));
        await page.evaluate(() => performance.clearResourceTimings());
        await page.waitForTimeout(1000);
        const { heapBytes, memoryBytes } = await page.evaluate(() =>
          globalThis.client.diagnostics(),
        );
        const { pageBytes, workerBytes, workers } = await heap.read();
        const wasm = { wasm: heapBytes, memory: memoryBytes };
        return { page: pageBytes, worker: workerBytes, ...wasm, workers };
      };
      const early = await live(Math.ceil(turns / 10), Math.ceil(cycles / 10));
      return { early, late: await live(turns, cycles) };
      // Marks would gather.
    },
    false,
  );
}

/** At the end, and how much more than early on: a heap that is flat gains next to nothing. */
export function heapFigures(early, late) {
  if (late.workers !== early.workers) {
    throw new Error(`${late.workers} workers are left, ${early.workers} were there before`);
  }
  const script = ({ page, worker }) => page + worker;
  return {
    scriptHeapMb: script(late) / 1e6,
    scriptHeapGrowthKb: (script(late) - script(early)) / 1000,
    wasmMemoryMb: late.memory / 1e6,
    wasmMemoryGrowthKb: (late.memory - early.memory) / 1000,
    wasmHeapGrowthKb: (late.wasm - early.wasm) / 1000,
  };
}
