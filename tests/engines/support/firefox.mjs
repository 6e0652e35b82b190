// SPDX-License-Identifier: Apache-2.0
import { launch } from "puppeteer-core";

/** Debian's package firefox-esr. */
const EXECUTABLE = process.env.VITRINE_FIREFOX ?? "/usr/bin/firefox-esr";

/** Gecko, over WebDriver BiDi. @returns {Promise<import("./engine.mjs").Engine>} */
export async function openFirefox() {
  const browser = await launch({ browser: "firefox", executablePath: EXECUTABLE, headless: true });
  return {
    version: (await browser.version()).replace("firefox/", ""),
    async open(url, { width, height }) {
      const context = await browser.createBrowserContext();
      const page = await context.newPage();
      await page.setViewport({ width, height, deviceScaleFactor: 1 });
      await page.goto(url);
      return {
        evaluate: (work, argument) => page.evaluate(work, argument),
        press: (key) => page.keyboard.press(key),
        async click(selector) {
          const found = await page.evaluateHandle(
            (wanted) => document.querySelector("vitrine-lookbook").shadowRoot.querySelector(wanted),
            selector,
          );
          await found.click();
        },
        screenshot: () => page.screenshot(),
        reload: () => page.reload(),
        close: () => context.close(),
      };
    },
    close: () => browser.close(),
  };
}
