// SPDX-License-Identifier: Apache-2.0
// The headless walk that QA schedules; docs/qa.md describes it.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { launchChromium } from "../../tools/chromium.mjs";
import { prepare } from "../prepare.mjs";
import { serve } from "../serve.mjs";
import { visit } from "./browser.mjs";
import { expect } from "./expect.mjs";
import * as lookbook from "./lookbook-steps.mjs";
import { chooseSteps, DEFAULT_TIME, readOptions, USAGE } from "./options.mjs";
import { clearReports, writeReports } from "./report.mjs";
import * as shop from "./shop-steps.mjs";
import { readMainThread, TRACE_CATEGORIES } from "./trace.mjs";

const EXIT = { passed: 0, failed: 1, usage: 2, cannotRun: 3 };
const DIST = fileURLToPath(new URL("../dist", import.meta.url));

/** The most that one task of the SDK may take from the page: a frame at 60 Hz. */
const LONGEST_TASK_MS = 16;

/** Taken after the others, over what happened meanwhile. */
const CLOSING = [
  { name: "quiet", take: quiet },
  { name: "main-thread", take: mainThread },
];

const OWN_STEPS = [
  { name: "grid", take: shop.grid },
  { name: "product", needs: ["grid"], take: shop.product },
  {
    name: "first-page",
    needs: ["product"],
    take: (walk) => inOrder(walk, shop.openLookbook, lookbook.firstPage),
  },
  { name: "turn", needs: ["first-page"], take: lookbook.turn },
  { name: "why", needs: ["first-page"], take: shop.why },
  { name: "price-change", needs: ["first-page"], take: shop.priceChange },
  { name: "not-for-me", needs: ["first-page"], take: lookbook.notForMe },
  { name: "start-over", needs: ["first-page"], take: shop.startOver },
  { name: "phone", take: shop.phone },
  { name: "dark", take: shop.dark },
  { name: "layout-shift", take: shop.layoutShift },
  { name: "accessibility", take: shop.accessibility },
  ...CLOSING,
];

const FOREIGN_STEPS = [
  { name: "first-page", take: (walk) => inOrder(walk, goThere, lookbook.firstPage) },
  { name: "turn", needs: ["first-page"], take: lookbook.turn },
  { name: "open-product", needs: ["first-page"], take: lookbook.openProduct },
  ...CLOSING,
];

/**
 * Walks and reports.
 *
 * @param {string[]} args What followed `./dev demo --headless`.
 * @returns {Promise<number>} 0 when every step passed, 1 when one failed, 2 on wrong usage, 3 when the
 *   walk could not begin: no browser, no shop, a page that does not answer.
 */
export async function walk(args) {
  let options;
  let steps;
  try {
    options = readOptions(args);
    steps = chooseSteps(options.url === undefined ? OWN_STEPS : FOREIGN_STEPS, options.only);
    // First of all, so that a walk that cannot begin leaves no reports that look like its own.
    clearReports(options.out);
  } catch (error) {
    console.error(`error: ${error.message}\n${USAGE}`);
    return EXIT.usage;
  }
  const opened = [];
  try {
    const url = options.url ?? (await openShop(options, opened));
    const browser = await launchChromium();
    opened.push(() => browser.close());
    await checkReachable(url);
    return await takeSteps(steps, options, browser, url);
  } catch (error) {
    console.error(`error: the walk could not begin: ${error.message}`);
    return EXIT.cannotRun;
  } finally {
    for (const close of opened.reverse()) {
      await close();
    }
  }
}

async function openShop({ photos, seed }, opened) {
  if (!existsSync(join(DIST, "index.html"))) {
    throw new Error("the shop is not built: npm run build --workspace web-demo");
  }
  const catalogue = join(DIST, "catalogue");
  await prepare({ photos, out: catalogue });
  const { url, close } = await serve({ root: DIST, catalogue });
  opened.push(close);
  return `${url}?seed=${seed}`;
}

async function checkReachable(url) {
  const response = await fetch(url).catch((error) => {
    throw new Error(`${url} does not answer: ${error.cause?.message ?? error.message}`);
  });
  if (!response.ok) {
    throw new Error(`${url} answers with status ${response.status}`);
  }
}

async function takeSteps(steps, options, browser, url) {
  const complaints = [];
  const page = await visit(browser, DEFAULT_TIME, complaints);
  const photographs = [];
  const photograph = async (of, name) => {
    const file = `${name}.png`;
    // What moves is shown where it comes to rest.
    await of.screenshot({ path: join(options.out, file), animations: "disabled" });
    photographs.push(file);
  };
  const state = {
    browser,
    page,
    url,
    complaints,
    photograph,
    photographs,
    time: DEFAULT_TIME,
    sdk: options.sdk,
  };
  await browser.startTracing(page, { categories: TRACE_CATEGORIES });
  state.stopTracing = async () => JSON.parse(String(await browser.stopTracing())).traceEvents;
  const results = [];
  for (const step of steps) {
    const missing = (step.needs ?? []).find(
      (need) => results.find(({ name }) => name === need)?.status !== "passed",
    );
    const result = missing
      ? {
          name: step.name,
          status: "skipped",
          durationMs: 0,
          detail: `needs ${missing}`,
          screenshots: [],
        }
      : await takeStep(step, state);
    console.log(`${result.status.padEnd(7)} ${result.name}: ${result.detail}`);
    results.push(result);
  }
  const { passed, failed, skipped } = writeReports(options.out, {
    url,
    seed: options.seed,
    time: DEFAULT_TIME,
    browser: browser.version(),
    mainThread: state.mainThread,
    steps: results,
  });
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped; reports in ${options.out}`);
  return failed === 0 ? EXIT.passed : EXIT.failed;
}

async function takeStep({ name, take }, state) {
  const start = performance.now();
  const result = { name, status: "passed", durationMs: 0, detail: "", screenshots: [] };
  const earlier = state.photographs.length;
  try {
    result.detail = await take(state);
  } catch (error) {
    result.status = "failed";
    result.detail = error.message;
  }
  result.durationMs = Math.round(performance.now() - start);
  const hasNone = state.photographs.length === earlier || result.status === "failed";
  if (hasNone && !CLOSING.some((closing) => closing.name === name)) {
    try {
      await state.photograph(state.page, name);
    } catch (error) {
      result.detail += ` (no screenshot: ${error.message})`;
    }
  }
  result.screenshots = state.photographs.slice(earlier);
  return result;
}

async function inOrder(walk, ...takes) {
  let detail = "";
  for (const take of takes) {
    detail = await take(walk);
  }
  return detail;
}

async function goThere({ page, url }) {
  await page.goto(url);
  return url;
}

/** Step: no page complained. */
function quiet({ browser, complaints }) {
  const pages = browser.contexts().flatMap((context) => context.pages());
  const visited = complaints.visited || pages.some((page) => page.url() !== "about:blank");
  expect(visited, "a page that was visited", "none; add a step to --only");
  expect(
    complaints.length === 0,
    "no errors, violations or failed requests",
    complaints.join("\n"),
  );
  return "no errors, violations or failed requests";
}

/** Step: the SDK leaves the page's main thread alone. */
async function mainThread(state) {
  const found = readMainThread(await state.stopTracing(), state.sdk);
  state.mainThread = { ...found, limitMs: LONGEST_TASK_MS };
  const longest = found.longestTaskMs.toFixed(1);
  expect(
    found.sdkTasks > 0,
    `tasks of a script like ${state.sdk}`,
    "none; --sdk says how its address looks",
  );
  expect(
    found.longestTaskMs <= LONGEST_TASK_MS,
    `no task with the SDK's script above ${LONGEST_TASK_MS} ms`,
    `one of ${longest} ms`,
  );
  return (
    `longest of ${found.sdkTasks} tasks with the SDK's script ${longest} ms ` +
    `(${found.longestTaskWallMs.toFixed(1)} ms by the clock), ` +
    `blocking time ${found.blockingMs.toFixed(1)} ms`
  );
}
