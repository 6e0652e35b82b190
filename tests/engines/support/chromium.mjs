// SPDX-License-Identifier: Apache-2.0
import { launchChromium } from "../../../tools/chromium.mjs";

/** Blink, through playwright-core: what the others are held to. @returns {Promise<import("./engine.mjs").Engine>} */
export async function openChromium() {
  const browser = await launchChromium();
  return {
    version: browser.version(),
    async open(url, { width, height }) {
      const context = await browser.newContext({ viewport: { width, height } });
      const page = await context.newPage();
      await page.goto(url);
      return {
        evaluate: (work, argument) => page.evaluate(work, argument),
        press: (key) => page.keyboard.press(key),
        click: (selector) => page.locator(`vitrine-lookbook ${selector}`).first().click(),
        screenshot: () => page.screenshot(),
        reload: () => page.reload(),
        close: () => context.close(),
      };
    },
    close: () => browser.close(),
  };
}
