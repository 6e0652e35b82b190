// SPDX-License-Identifier: Apache-2.0
// <vitrine-lookbook> with the real client, worker and modules, under the strict policy.
/* global book, shown, vitrine */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { plainPng } from "../support/png.mjs";
import { startServer } from "../support/server.mjs";
import { colourOf, openShop, sampleProduct } from "../support/shop.mjs";

const SCRIPT = `
import { VitrineLookbookElement } from "/package/element.js";
globalThis.events = [];
for (const name of ["ready", "page", "open", "not-for-me", "error"]) {
  addEventListener("vitrine-" + name, ({ detail }) => {
    events.push([name, detail.index ?? detail.product?.id ?? detail.error?.code ?? ""]);
  });
}
globalThis.book = document.querySelector("vitrine-lookbook");
globalThis.part = (selector) => book.shadowRoot.querySelector(selector);
globalThis.shown = (index) => new Promise((resolve) => {
  const look = () => {
    const leaf = part(".leaf:not([inert])");
    const ready = leaf.classList.contains("drawn") && !leaf.classList.contains("covered");
    const still = book.shadowRoot.getAnimations().length === 0;
    if (book.page === index && ready && still && part(".frame").ariaBusy === "false") {
      resolve();
    } else {
      requestAnimationFrame(look);
    }
  };
  look();
});
globalThis.make = async () => {
  globalThis.vitrine = await sdk.Vitrine.create({ catalog: { feed: "/feed.json" }, locale: "en" });
  book.client = vitrine;
};
`;
const CSS = "body { margin: 0; font: 16px system-ui, sans-serif } main { padding: 16px }";
const BODY = `<link rel="stylesheet" href="/shop.css"><main><vitrine-lookbook></vitrine-lookbook></main>`;
const LIMIT = { timeout: 120_000 };

let stranger;
let shop;

before(async () => {
  stranger = await startServer({ files: { "/p3.png": plainPng(300, 400, colourOf(3)) } });
  const products = Array.from({ length: 24 }, (_, i) =>
    sampleProduct(i, i === 3 ? { image_link: `${stranger.origin}/p3.png` } : {}),
  );
  shop = await openShop({ products, files: { "/shop.css": CSS }, script: SCRIPT, body: BODY });
});

after(async () => {
  await shop?.close();
  await stranger?.close();
});
