// SPDX-License-Identifier: Apache-2.0
// A browser whose page can load the built package and the files beside this one.
import { createServer } from "node:http";
import sirv from "sirv";
import { launchChromium } from "../../tools/chromium.mjs";
import { listen } from "../../tools/listen.mjs";
import { ROOT } from "../../tools/run.mjs";

const BLANK = "<!doctype html><meta charset=utf-8><title>Bench</title><link rel=icon href=data:,>";

/**
 * Opens an empty page whose origin serves the repository.
 *
 * @returns {Promise<{page: import("playwright-core").Page, version: string, close: () => Promise<void>}>}
 */
export async function openBrowser() {
  const files = sirv(ROOT, { dev: true });
  const server = createServer((request, response) => {
    // Isolated, so that performance.now() counts in 5 microseconds.
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Cross-Origin-Embedder-Policy", "require-corp");
    if (request.url === "/") {
      response.setHeader("Content-Type", "text/html");
      response.end(BLANK);
    } else {
      files(request, response);
    }
  });
  const served = await listen(server);
  const browser = await launchChromium().catch(async (error) => {
    await served.close();
    throw error;
  });
  const page = await browser.newPage();
  page.on("console", (message) => console.error(`browser: ${message.text()}`));
  await page.goto(served.url);
  return {
    page,
    version: browser.version(),
    close: async () => {
      await browser.close();
      await served.close();
    },
  };
}
