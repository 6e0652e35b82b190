// SPDX-License-Identifier: Apache-2.0
// A page with <vitrine-lookbook> and nothing of a shop around it, over the shop's own catalogue.
import { createServer } from "node:http";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import sirv from "sirv";
import { listen } from "../../tools/listen.mjs";
import { CONTENT_SECURITY_POLICY } from "../serve.mjs";

const PACKAGE = dirname(fileURLToPath(import.meta.resolve("@vitrine/sdk/element")));

const PAGE = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>A lookbook</title><link rel="icon" href="/icon.svg">
<link rel="stylesheet" href="/page.css"><script type="module" src="/page.js"></script></head>
<body><main></main><p>What comes after the lookbook must not move.</p></body></html>`;

/** The place of the lookbook is kept, as docs/element.md says. Small pages: it is their number that counts. */
const STYLE = "body { margin: 0; width: 320px } main { height: 456px }";

const SCRIPT = `
import "/package/element.js";
const frame = () => new Promise(requestAnimationFrame);
const until = async (holds) => {
  while (!holds()) {
    await frame();
  }
};
let book;
/** Puts a lookbook on the page; resolves with the time it took until its preview, or first page, was seen. */
globalThis.openBook = async ({ preview = false } = {}) => {
  book = document.createElement("vitrine-lookbook");
  book.setAttribute("catalog", "/catalogue/catalogue.vpack");
  book.setAttribute("pages", "8");
  const ready = new Promise((resolve) => book.addEventListener("vitrine-ready", resolve, { once: true }));
  const start = performance.now();
  document.querySelector("main").append(book);
  if (preview) {
    await until(() => book.shadowRoot.querySelector(".preview.drawn"));
    await frame();
    await new Promise((resolve) => setTimeout(resolve));
  } else {
    globalThis.client = (await ready).detail.client;
  }
  return performance.now() - start;
};
globalThis.closeBook = () => book.remove();
/** Turns to the last page and back to the first, again and again, until \`count\` pages were seen. */
globalThis.turnPages = async (count) => {
  let step = 1;
  for (let i = 0; i < count; i += 1) {
    const to = book.page + step;
    if (step > 0) {
      book.next();
    } else {
      book.previous();
    }
    await until(() => book.page === to && book.regions.length > 0);
    step = to === 0 || to >= book.pageCount - 1 ? -step : step;
  }
};
globalThis.bareReady = true;
`;

/**
 * Serves the page, the package and a catalogue.
 *
 * @param {string} catalogue A folder as `prepare` writes it.
 * @returns {Promise<{url: string, close(): Promise<void>}>}
 */
export async function serveBare(catalogue) {
  const files = {
    "/": ["text/html; charset=utf-8", PAGE],
    "/page.css": ["text/css", STYLE],
    "/page.js": ["text/javascript", SCRIPT],
    "/icon.svg": ["image/svg+xml", '<svg xmlns="http://www.w3.org/2000/svg"/>'],
  };
  const folders = { "/package/": sirv(PACKAGE), "/catalogue/": sirv(catalogue) };
  const server = createServer((request, response) => {
    response.setHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
    const known = files[request.url];
    if (known) {
      response.writeHead(200, { "Content-Type": known[0] }).end(known[1]);
      return;
    }
    const prefix = Object.keys(folders).find((each) => request.url.startsWith(each));
    const missing = () => response.writeHead(404).end();
    if (!prefix) {
      missing();
      return;
    }
    request.url = `/${request.url.slice(prefix.length)}`;
    folders[prefix](request, response, missing);
  });
  return listen(server);
}
