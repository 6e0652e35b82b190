// SPDX-License-Identifier: Apache-2.0
// Pages of the browser tests.
/**
 * A fresh page with storage of its own, at `url`, once its `globalThis.sdk` is there.
 *
 * @param {import("playwright-core").Browser} browser
 * @param {string} url
 * @param {import("playwright-core").BrowserContextOptions & {initScript?: string}} [options] `initScript`
 *   runs before the page's own.
 * @returns {Promise<{page: import("playwright-core").Page, messages: string[], close: () => Promise<void>}>}
 *   `messages` gathers the console's errors and uncaught exceptions, CSP violations among them.
 */
export async function openPage(browser, url, { initScript, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 900, height: 900 }, ...options });
  const page = await context.newPage();
  if (initScript) {
    await page.addInitScript(initScript);
  }
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
