// SPDX-License-Identifier: Apache-2.0
// Chromium for the browser tests.
import { chromium } from "playwright-core";

const EXECUTABLE = process.env.VITRINE_CHROMIUM ?? "/usr/bin/chromium";

/** Quiet, the same everywhere, and without a graphics card. */
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--force-color-profile=srgb",
];

/** @returns {Promise<import("playwright-core").Browser>} Headless; the caller closes it. */
export function launchBrowser({ flags = [] } = {}) {
  return chromium.launch({
    executablePath: EXECUTABLE,
    headless: true,
    args: [...FLAGS, ...flags],
  });
}

/**
 * A fresh page with storage of its own, at `url`, once its `globalThis.sdk` is there.
 *
 * @param {import("playwright-core").Browser} browser
 * @param {string} url
 * @param {import("playwright-core").BrowserContextOptions} [options]
 * @returns {Promise<{page: import("playwright-core").Page, messages: string[], close: () => Promise<void>}>}
 *   `messages` gathers the console's errors and uncaught exceptions, CSP violations among them.
 */
export async function openPage(browser, url, options = {}) {
  const context = await browser.newContext({ viewport: { width: 900, height: 900 }, ...options });
  const page = await context.newPage();
  const messages = [];
  page.on("console", (message) => {
    if (message.type() === "error") {
      messages.push(message.text());
    }
  });
  page.on("pageerror", (error) => messages.push(String(error)));
  await page.goto(url);
  await page.waitForFunction(() => globalThis.sdk !== undefined);
  return { page, messages, close: () => context.close() };
}
