// SPDX-License-Identifier: Apache-2.0
// The headless walk that QA schedules; docs/qa.md describes it.
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { launchChromium } from "../../tools/chromium.mjs";
import { shapeNetwork } from "../../tools/network.mjs";
import { slowDown } from "../../tools/slow-device.mjs";
import { prepare } from "../prepare.mjs";
import { serve } from "../serve.mjs";
import { TRACING, visit } from "./browser.mjs";
import { measureBudgets } from "./budgets.mjs";
import { expect } from "./expect.mjs";
import { look } from "./look.mjs";
import * as lookbook from "./lookbook-steps.mjs";
import { chooseSteps, DEFAULT_TIME, readOptions, USAGE } from "./options.mjs";
import { clearReports, writeReports } from "./report.mjs";
import * as shop from "./shop-steps.mjs";
import { readMainThread, TRACE_CATEGORIES } from "./trace.mjs";
import * as views from "./view-steps.mjs";

const EXIT = { passed: 0, failed: 1, usage: 2, cannotRun: 3 };
const DIST = fileURLToPath(new URL("../dist", import.meta.url));

/** The most that one task of the SDK may take from the page: a frame at 60 Hz. */
const LONGEST_TASK_MS = 16;

/** Taken after the others, over what happened meanwhile. */
const CLOSING = [
  { name: "quiet", take: quiet },
  { name: "main-thread", take: mainThread },
];

/** What these find is not to be seen on the page. */
const WITHOUT_SCREENSHOT = ["look", "quiet", "main-thread", "budgets"];

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
  { name: "consent", take: views.consent },
  { name: "card", take: views.card },
  { name: "order", take: views.order },
  { name: "personas", take: views.personas },
  { name: "languages", take: views.languages },
  { name: "one-look", take: views.oneLook },
  { name: "campaign", take: views.campaign },
  { name: "measurement", take: views.measurement },
  { name: "performance", take: views.performancePanel },
  { name: "phone", take: shop.phone },
  { name: "dark", take: shop.dark },
  { name: "layout-shift", take: shop.layoutShift },
  { name: "accessibility", take: shop.accessibility },
  { name: "look", take: look },
  ...CLOSING,
  { name: "budgets", take: budgets },
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
    const place = options.url === undefined ? await openShop(options, opened) : options;
    const browser = await launchChromium();
    opened.push(() => browser.close());
    await checkReachable(place.url);
    const slow = await slowDevice(browser, options.profile, opened);
    return await takeSteps(steps, { ...options, ...place, slow }, browser);
  } catch (error) {
    console.error(`error: the walk could not begin: ${error.message}`);
    return EXIT.cannotRun;
  } finally {
    for (const close of opened.reverse()) {
      await close();
    }
  }
}

async function openShop({ photos, seed, profile }, opened) {
  if (!existsSync(join(DIST, "index.html"))) {
    throw new Error("the shop is not built: npm run build --workspace web-demo");
  }
  const catalogue = join(DIST, "catalogue");
  await prepare({ photos, out: catalogue });
  const { url: origin, close } = await serve({ root: DIST, catalogue });
  opened.push(close);
  if (profile.network === undefined) {
    return { url: `${origin}?seed=${seed}`, origin, catalogue };
  }
  const network = await shapeNetwork(origin, profile.network);
  opened.push(() => network.close());
  return { url: `${network.url}?seed=${seed}`, origin, catalogue };
}

/** What the profile's device came to, undefined where it is this machine. */
async function slowDevice(browser, { slower }, opened) {
  if (slower === undefined) {
    return undefined;
  }
  const { release, ...measured } = await slowDown(browser, slower);
  opened.push(release);
  return measured;
}

async function checkReachable(url) {
  const response = await fetch(url).catch((error) => {
    throw new Error(`${url} does not answer: ${error.cause?.message ?? error.message}`);
  });
  if (!response.ok) {
    throw new Error(`${url} answers with status ${response.status}`);
  }
}

async function takeSteps(steps, options, browser) {
  const complaints = [];
  const page = await visit(browser, DEFAULT_TIME, complaints);
  const photographs = [];
  const photograph = async (of, name) => {
    const file = `${name}.png`;
    // What moves is shown where it comes to rest.
    await of.screenshot({ path: join(options.out, file), animations: "disabled" });
    photographs.push(file);
  };
  const { url } = options;
  const state = {
    ...options,
    browser,
    page,
    complaints,
    photograph,
    photographs,
    traces: [],
    time: DEFAULT_TIME,
  };
  state.keepTrace = async (of) => {
    const file = `${state.step}${state.traces.length > 0 ? `-${state.traces.length + 1}` : ""}.zip`;
    await of.context().tracing.stop({ path: join(options.out, file) });
    state.traces.push(file);
    // The walk goes on in it.
    if (of === page) {
      await of.context().tracing.start(TRACING);
    }
  };
  await browser.startTracing(page, { categories: TRACE_CATEGORIES });
  let trace;
  // Once: whoever asks first ends it.
  state.stopTracing = () => {
    trace ??= browser.stopTracing();
    return trace;
  };
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
    profile: { ...options.profile, ...(options.slow && { measured: options.slow }) },
    budgets: state.budgets,
    trace: await keepDevToolsTrace(results, state),
    steps: results,
  });
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped; reports in ${options.out}`);
  return failed === 0 ? EXIT.passed : EXIT.failed;
}

/** The browser's own trace of all steps up to `main-thread`, where one failed; DevTools' performance panel reads it. */
async function keepDevToolsTrace(results, { stopTracing, out }) {
  const bytes = await stopTracing();
  if (results.every(({ status }) => status !== "failed")) {
    return undefined;
  }
  writeFileSync(join(out, "devtools-trace.json.gz"), gzipSync(bytes));
  return "devtools-trace.json.gz";
}

async function takeStep({ name, take }, state) {
  const start = performance.now();
  const result = { name, status: "passed", durationMs: 0, detail: "", screenshots: [] };
  const earlier = state.photographs.length;
  state.step = name;
  state.traces = [];
  try {
    result.detail = await take(state);
  } catch (error) {
    result.status = "failed";
    result.detail = error.message;
    await keepTraceOf(state, result);
  }
  result.durationMs = Math.round(performance.now() - start);
  const hasNone = state.photographs.length === earlier || result.status === "failed";
  if (hasNone && !WITHOUT_SCREENSHOT.includes(name)) {
    try {
      await state.photograph(state.page, name);
    } catch (error) {
      result.detail += ` (no screenshot: ${error.message})`;
    }
  }
  result.screenshots = state.photographs.slice(earlier);
  return result;
}

/** The trace of the visit that failed: a step's own, else the walk's. */
async function keepTraceOf(state, result) {
  if (state.traces.length === 0 && !WITHOUT_SCREENSHOT.includes(result.name)) {
    try {
      await state.keepTrace(state.page);
    } catch (error) {
      result.detail += ` (no trace: ${error.message})`;
    }
  }
  if (state.traces.length > 0) {
    result.traces = state.traces;
  }
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
  const { traceEvents } = JSON.parse(String(await state.stopTracing()));
  const found = readMainThread(traceEvents, state.sdk);
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

/** Step: what a lookbook costs the shopper is within the profile's budgets. */
async function budgets(state) {
  // A trace takes time itself.
  await state.stopTracing();
  state.budgets = await measureBudgets(state);
  const told = state.budgets.map(({ figure, value, limit }) => `${figure} ${value} of ${limit}`);
  const over = state.budgets.filter(({ holds }) => !holds);
  expect(
    over.length === 0,
    `figures within the budgets of '${state.profile.name}'`,
    over.map(({ figure, value, limit }) => `${figure} ${value}, above ${limit}`).join("; "),
  );
  return told.join(", ");
}
