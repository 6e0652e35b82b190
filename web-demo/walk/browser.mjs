// SPDX-License-Identifier: Apache-2.0
// Pages with a fixed clock, and what its pages complain about.
export const DESKTOP = { viewport: { width: 1280, height: 900 } };
export const PHONE = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  hasTouch: true,
  isMobile: true,
};

/** What a trace of Playwright's holds: for `npx playwright show-trace`. */
export const TRACING = { screenshots: true, snapshots: true };

/**
 * A page of a visitor without a past, whose Date stands still.
 *
 * @param {import("playwright-core").Browser} browser
 * @param {number} time Milliseconds since 1970.
 * @param {string[]} complaints Gets the console's errors, uncaught exceptions, policy violations and
 *   requests that failed. `visited` is set on it once a page was. A trace of the visit is taken, which
 *   whoever closes the page's context may write before.
 * @param {import("playwright-core").BrowserContextOptions} [options]
 */
export async function visit(browser, time, complaints, options = DESKTOP) {
  const context = await browser.newContext({ locale: "en-GB", timezoneId: "UTC", ...options });
  await context.tracing.start(TRACING);
  const page = await context.newPage();
  await page.clock.setFixedTime(time);
  page.on("console", (message) => {
    if (message.type() === "error") {
      complaints.push(`console: ${message.text()}`);
    }
  });
  page.on("framenavigated", () => {
    complaints.visited ||= page.url() !== "about:blank";
  });
  page.on("pageerror", (error) => complaints.push(`exception: ${error.message}`));
  page.on("requestfailed", (request) => {
    const reason = request.failure()?.errorText ?? "";
    // The page itself gave these up, by leaving or by an AbortSignal.
    if (reason !== "net::ERR_ABORTED") {
      complaints.push(`request: ${request.url()} ${reason}`);
    }
  });
  return page;
}
