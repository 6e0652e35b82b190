// SPDX-License-Identifier: Apache-2.0
// A browser and a served shop for the tests.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { launchChromium } from "../../tools/chromium.mjs";
import { prepare } from "../prepare.mjs";
import { serve } from "../serve.mjs";

const ROOT = fileURLToPath(new URL("../dist", import.meta.url));

/**
 * The built shop with its own catalogue, or with a folder of photographs, and a browser.
 *
 * @param {{photos?: string}} [options]
 */
export async function openShop({ photos } = {}) {
  const folder = await mkdtemp(join(tmpdir(), "vitrine-shop-"));
  const catalogue = join(folder, "catalogue");
  await prepare({ photos, out: catalogue });
  const server = await serve({ root: ROOT, catalogue });
  const browser = await launchChromium().catch(async (error) => {
    // Or the server would keep the tests alive.
    await server.close();
    throw error;
  });
  const feed = await (await fetch(new URL("catalogue/feed.json", server.url))).json();
  return {
    url: server.url,
    feed,
    /** A shopper who was never here, on the shop's front once `ready`. */
    async shopper(options = {}) {
      const context = await browser.newContext({
        viewport: { width: 1280, height: 900 },
        reducedMotion: "reduce",
        ...options,
      });
      const page = await context.newPage();
      const troubles = [];
      page.on("pageerror", (error) => troubles.push(error.message));
      page.on("console", (message) => {
        if (["error", "warning"].includes(message.type())) {
          troubles.push(message.text());
        }
      });
      return {
        page,
        context,
        /** What the browser complained of. */
        troubles,
        goTo: (hash) => page.goto(new URL(hash, server.url).href),
        ready: () => page.locator("html[data-vitrine=ready]").waitFor({ state: "attached" }),
      };
    },
    async close() {
      await browser.close();
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
