// SPDX-License-Identifier: Apache-2.0
// When a shopper sees what: marks that the page sets itself, read once they are there.

const TIMEOUT_MS = 60_000;

/**
 * Runs in the page before its own scripts: marks keys, pages once the frame with them was made, and the
 * preview; gathers layout shifts, and how long each interaction took.
 */
export function watchPage() {
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
  const seen = { shift: 0, interactions: new Map(), first: false };
  globalThis.walkSeen = seen;
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput } of list.getEntries()) {
      seen.shift += hadRecentInput ? 0 : value;
    }
  }).observe({ type: "layout-shift", buffered: true });
  new PerformanceObserver((list) => {
    for (const { interactionId, duration } of list.getEntries()) {
      if (interactionId > 0) {
        const before = seen.interactions.get(interactionId) ?? 0;
        seen.interactions.set(interactionId, Math.max(before, duration));
      }
    }
  }).observe({ type: "event", buffered: true, durationThreshold: 16 });
  // It is told however short it was: where it is missing, so may be the others.
  new PerformanceObserver(() => {
    seen.first = true;
  }).observe({ type: "first-input", buffered: true });
}

/** When the page set a mark, in milliseconds since the navigation began. */
export async function timeOf(page, name) {
  await page.waitForFunction((mark) => performance.getEntriesByName(mark).length > 0, name, {
    // Rarely: asking takes the page's time.
    polling: 100,
    timeout: TIMEOUT_MS,
  });
  return page.evaluate((mark) => performance.getEntriesByName(mark).at(-1).startTime, name);
}

/** What was gathered so far. */
export const seenBy = (page) =>
  page.evaluate(() => ({
    shift: globalThis.walkSeen.shift,
    interactions: [...globalThis.walkSeen.interactions.values()],
    first: globalThis.walkSeen.first,
  }));

/** Resolves once page `index` lies drawn behind the open one, and the page has nothing else to do. */
export async function drawnAhead(page, index) {
  await page.waitForFunction(
    (wanted) =>
      globalThis.vitrineWatch?.timings.some(
        ({ name, detail }) => name === "page" && detail.index === wanted,
      ),
    index,
    { polling: 100, timeout: TIMEOUT_MS },
  );
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
}
