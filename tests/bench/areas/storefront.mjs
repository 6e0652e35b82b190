// SPDX-License-Identifier: Apache-2.0
// What a lookbook costs a shopper who was never there: in the demo shop, or where the shop's own scripts would be
// in the way on a page with nothing but the element.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { launchChromium } from "../../../tools/chromium.mjs";
import { shapeNetwork } from "../../../tools/network.mjs";
import { slowDown } from "../../../tools/slow-device.mjs";
import { prepare } from "../../../web-demo/prepare.mjs";
import { serve } from "../../../web-demo/serve.mjs";
import { serveBare } from "../../../web-demo/walk/bare.mjs";
import { limitsOf } from "../../../web-demo/walk/budgets.mjs";
import * as figures from "../../../web-demo/walk/figures.mjs";
import { PROFILES } from "../../../web-demo/walk/profiles.mjs";
import { rowsOf } from "../rows.mjs";

const DIST = fileURLToPath(new URL("../../../web-demo/dist", import.meta.url));
const LINE = PROFILES["slow-network"].network;
const { slower: SLOWER } = PROFILES["slow-device"];
const SDK = /vitrine/;
const SEED = 7;
const LONG_VISIT = { turns: 1000, cycles: 50 };

const ON_THE_LINE =
  `${LINE.megabits} Mbit/s and ${LINE.roundTripMs} ms, shaped at the server for page and workers alike,` +
  " gzip, no TLS; an empty cache, reduced motion";

/** @param {number} n Samples. @returns {Promise<import("../rows.mjs").Row[]>} */
export async function measure(n) {
  const folder = await mkdtemp(join(tmpdir(), "vitrine-bench-"));
  const closing = [() => rm(folder, { recursive: true, force: true })];
  const keep = async (opening) => {
    const opened = await opening;
    closing.push(() => opened.close());
    return opened;
  };
  try {
    const catalogue = join(folder, "catalogue");
    await prepare({ out: catalogue });
    const shop = await keep(serve({ root: DIST, catalogue }));
    const bare = await keep(serveBare(catalogue));
    const shopLine = await keep(shapeNetwork(shop.url, LINE));
    const bareLine = await keep(shapeNetwork(bare.url, LINE));
    const places = {
      shop: { address: `${shopLine.url}?seed=${SEED}#/lookbook`, sent: shopLine.sent },
      bare: { address: bareLine.url },
      // A thousand pages need no network.
      near: { address: bare.url },
    };
    return [...(await onFastDevice(n, places)), ...(await onSlowDevice(n, places))];
  } finally {
    for (const close of closing.reverse()) {
      await close();
    }
  }
}

async function repeat(n, take) {
  const all = [];
  for (let i = 0; i < n; i += 1) {
    all.push(await take());
  }
  return all;
}

/** Of figures that hold for every visit or for none. */
const worst = (samples) => [Math.max(...samples)];

const row = (work, samples, bar, note, unit = "ms") =>
  rowsOf({ area: "storefront", work, unit, note }, { vitrine: samples }, { bar });

async function onFastDevice(n, { shop, bare, near }) {
  const browser = await launchChromium();
  try {
    // Afterwards the network has all files, and the system what the browser is made of.
    await figures.measureVisit(browser, shop);
    const visits = await repeat(n, () => figures.measureVisit(browser, shop));
    const previews = await repeat(n + 1, () => figures.measurePreview(browser, bare));
    const turns = await figures.measureTurns(browser, shop);
    const threads = await repeat(3, () => figures.measureMainThread(browser, shop, SDK));
    const shifts = await repeat(3, () => figures.measureShift(browser, bare));
    const { early, late } = await figures.measureHeap(browser, near, LONG_VISIT);
    const heap = figures.heapFigures(early, late);
    const limits = limitsOf("fast");
    const of = (all, name) => all.map((each) => each[name]);
    const traced = "a first visit with six turns, by the time that the thread ran";
    const long = `after ${LONG_VISIT.turns} page turns and ${LONG_VISIT.cycles} lookbooks opened and closed`;
    return [
      ...row("first-page", of(visits, "firstPageMs"), 1000, ON_THE_LINE),
      ...row("next-page", turns, 50, "from the key to the frame, with motion, at a reader's pace"),
      ...row("transfer", of(visits, "sdkKb"), 300, "the package's scripts and modules", "kB"),
      ...row("preview", previews.slice(1), 100, "from the element's connection to its pixels"),
      ...row("main-thread-longest", worst(of(threads, "longestTaskMs")), 16, traced),
      ...row(
        "blocking",
        // The profiler that the trace needs takes some visit's time itself.
        of(threads, "pageBlockingMs"),
        0,
        `${traced}, beyond 50 ms of each task of the page`,
      ),
      ...row(
        "layout-shift",
        worst([...shifts, ...of(visits, "layoutShift")]),
        0,
        "the element above a text, and the whole shop; first page and one turn",
        "shift",
      ),
      ...row(
        "heap-1000-pages",
        [heap.scriptHeapGrowthKb],
        limits.scriptHeapGrowthKb,
        `JavaScript's, more ${long}`,
        "kB",
      ),
      ...row("heap-1000-pages-total", [heap.scriptHeapMb], limits.scriptHeapMb, long, "MB"),
      ...row(
        "wasm-1000-pages",
        [heap.wasmMemoryGrowthKb],
        limits.wasmMemoryGrowthKb,
        `the modules' memories, more ${long}`,
        "kB",
      ),
      ...row("wasm-1000-pages-total", [heap.wasmMemoryMb], limits.wasmMemoryMb, long, "MB"),
    ];
  } finally {
    await browser.close();
  }
}

async function onSlowDevice(n, { shop }) {
  const browser = await launchChromium();
  try {
    const slow = await slowDown(browser, SLOWER);
    try {
      const visits = await repeat(n, () => figures.measureVisit(browser, shop));
      const answers = await figures.measureInteractions(browser, shop, 20);
      const [page, worker, alone] = [slow.page, slow.worker, slow.alone].map((x) => x.toFixed(1));
      const device =
        `the whole browser under a quota (${slow.by}): loops at once ${page} times slower in the page and ` +
        `${worker} in a worker, ${alone} for one alone`;
      const p98 = figures.percentile(answers, 0.98);
      return [
        ...row(
          "first-page-slow",
          visits.map(({ firstPageMs }) => firstPageMs),
          2500,
          device,
        ),
        ...row("interaction-p98-slow", [p98], 100, `of ${answers.length}: keys, buttons, cards`),
      ];
    } finally {
      await slow.release();
    }
  } finally {
    await browser.close();
  }
}
