// SPDX-License-Identifier: Apache-2.0
// A shop's page around <vitrine-lookbook> with a client that the test controls.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { launchChromium } from "../../../tools/chromium.mjs";
import { openPage } from "./browser.mjs";
import { startShop } from "./server.mjs";

/** The three screens that everything has to look right on. */
export const SCREENS = [
  { name: "phone", viewport: { width: 390, height: 844 }, deviceScaleFactor: 3, hasTouch: true },
  { name: "tablet", viewport: { width: 834, height: 1112 }, deviceScaleFactor: 2, hasTouch: true },
  { name: "desktop", viewport: { width: 1440, height: 900 }, deviceScaleFactor: 1 },
];

export const SHOP_CSS = `
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; background: #fff; color: #222 }
main { padding: 16px }
vitrine-lookbook:not(:defined) {
  display: block; box-sizing: content-box; aspect-ratio: 4 / 5; padding-bottom: 56px;
}
@media (min-width: 632px) { vitrine-lookbook:not(:defined) { aspect-ratio: 1 } }
@media (min-width: 992px) { vitrine-lookbook:not(:defined) { aspect-ratio: 16 / 9 } }
@media (prefers-color-scheme: dark) { body { background: #111; color: #eee } }`;

const PICTURE = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 90" width="60" height="90">
<rect width="60" height="90" fill="#a55"/></svg>`;

/** Puts the element's class, the element, its events and what to wait for on the page. */
export const BOOK_SCRIPT = `
import { VitrineLookbookElement } from "/package/element.js";
const events = [];
for (const name of ["ready", "page", "card", "open", "more", "not-for-me", "plain", "error"]) {
  addEventListener("vitrine-" + name, ({ detail, cancelable }) => {
    const { index, product, error } = detail;
    events.push({ name, index, product: product?.id, code: error?.code, cancelable });
  });
}
// A test may put another element in its place.
globalThis.book = document.querySelector("vitrine-lookbook");
const part = (selector) => book.shadowRoot.querySelector(selector);
const shown = (index) => new Promise((resolve) => {
  const look = () => {
    const leaf = part(".leaf:not([inert])");
    const still = book.shadowRoot.getAnimations().length === 0;
    const drawn = leaf.classList.contains("drawn") && !leaf.classList.contains("covered");
    if (book.page === index && drawn && still && part(".frame").ariaBusy === "false") {
      resolve();
    } else {
      requestAnimationFrame(look);
    }
  };
  look();
});
Object.assign(globalThis, { VitrineLookbookElement, events, part, shown });
`;

const SCRIPT = `${BOOK_SCRIPT}
import { DrawnClient } from "/test/drawn-client.mjs";
globalThis.DrawnClient = DrawnClient;
`;

/** A shop whose page at `/` holds an element without a client, `globalThis.book`. */
export function startBookShop({
  attributes = "",
  html = "",
  inner = "",
  below = "",
  files,
  headers,
} = {}) {
  return startShop({
    ...(headers && { headers }),
    folders: { "/test/": fileURLToPath(new URL(".", import.meta.url)) },
    files: {
      ...files,
      "/shop.css": SHOP_CSS,
      "/picture.svg": PICTURE,
      "/product/p0": { body: "<title>p0</title>", type: "text/html" },
    },
    body: `<link rel="stylesheet" href="/shop.css">
<main>${html}<vitrine-lookbook ${attributes}>${inner}</vitrine-lookbook>${below}</main>`,
    script: SCRIPT,
  });
}

/**
 * Opens that page and gives the element a client.
 *
 * @param {object} [options] Of the browser's context.
 * @param {object} [client] Of the DrawnClient.
 */
export async function openBook(browser, shop, options = {}, client = {}) {
  const opened = await openPage(browser, shop.origin, options);
  const { page } = opened;
  await giveClient(page, client);
  return opened;
}

/** Gives the element of a page that was opened, or opened again, a DrawnClient. */
export async function giveClient(page, client = {}) {
  await page.waitForFunction(() => globalThis.DrawnClient !== undefined);
  await page.evaluate((given) => {
    globalThis.client = new DrawnClient(given);
    for (const id of given.withoutCors ?? []) {
      client.withoutCors.add(id);
    }
    for (const [id, facts] of Object.entries(given.facts ?? {})) {
      client.facts.set(id, facts);
    }
    for (const [id, link] of Object.entries(given.links ?? {})) {
      client.links.set(id, link);
    }
    book.client = client;
  }, client);
  if (client.pages !== 0) {
    await page.evaluate(() => shown(0));
  }
}

/**
 * A shop with a browser for the tests of one file, and what makes a test with a page of its own: nothing may
 * be thrown there, or violate the policy, but for the messages that a test takes out itself.
 *
 * @param {object} [shopOptions] Of startBookShop.
 * @param {(page: import("playwright-core").Page) => Promise<void>} [prepare] Before each test.
 * @returns {(name: string, options: object, law: Function) => void} `options` are the context's, and `client`
 *   the DrawnClient's.
 */
export function bookTests(shopOptions, prepare = async () => {}) {
  let browser;
  let shop;
  before(async () => {
    shop = await startBookShop(shopOptions);
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    await shop?.close();
  });
  return (name, { client, ...screen }, law) => {
    test(name, { timeout: 60_000 }, async () => {
      const { page, messages, close } = await openBook(browser, shop, screen, client);
      try {
        await prepare(page);
        await law(page, messages);
        assert.deepEqual(messages, []);
      } finally {
        await close();
      }
    });
  };
}
