// SPDX-License-Identifier: Apache-2.0
// A shop whose page holds <vitrine-lookbook> with a real pack, the same for every engine.

import { withPreview } from "../../../wasm/dist/preview-pack.js";
import { BOOK_SCRIPT, SHOP_CSS } from "../../../wasm/test/support/element-page.mjs";
import { htmlPage, startShop } from "../../../wasm/test/support/server.mjs";
import { feedOf, samplePictures, sampleProducts } from "../../../wasm/test/support/shop.mjs";
import { packFeed } from "../../../web-demo/prepare/pack.mjs";

const PRODUCTS = 24;

/**
 * Gathers what an engine complains of, before any other script: WebDriver has no way to ask for it. A file
 * that does not load is an event at its element, which only capturing sees.
 */
const WATCH = `
globalThis.complaints = [];
for (const name of ["error", "unhandledrejection", "securitypolicyviolation"]) {
  addEventListener(name, (event) => {
    const { message, reason, violatedDirective, target } = event;
    complaints.push(name + ": " + (message ?? reason ?? violatedDirective ?? target?.src ?? target?.href));
  }, true);
}
const { error } = console;
console.error = (...said) => {
  complaints.push("console: " + said.join(" "));
  error(...said);
};
`;

/** What the tests find on the page beside what the element's own tests have. */
const SCRIPT = `${BOOK_SCRIPT}
globalThis.create = async (options = {}) => {
  globalThis.told = [];
  globalThis.vitrine = await sdk.Vitrine.create({
    catalog: "/shop.vpack",
    // Prices in the plain form that is the same everywhere.
    locale: "und",
    now: () => 1_700_000_000_000,
    seed: 7,
    onError: ({ code, message }) => told.push(code + ": " + message),
    ...options,
  });
  return vitrine;
};
globalThis.view = (id) => ({
  event: "view_item",
  time_ms: 1_699_999_000_000,
  ecommerce: { items: [{ item_id: id }] },
});
globalThis.pixelsOf = (bitmap) => {
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(bitmap, 0, 0);
  return context.getImageData(0, 0, bitmap.width, bitmap.height).data;
};
globalThis.engineReady = true;
`;

const body = (attributes) => `<script src="/watch.js"></script>
<link rel="stylesheet" href="/shop.css">
<main><vitrine-lookbook ${attributes}></vitrine-lookbook></main>`;

const PREVIEW = {
  pages: [{ width: 4, height: 5, dark: false, pixels: new Uint8Array(60).fill(200) }],
  products: [1, 2, 3].map((i) => ({
    ...{ id: `p${i}`, title: `Plain vase ${i}`, brand: "Elm", micros: 20_500_000 },
    ...{ currency: "EUR", link: `/products/${i}`, image: `/pictures/p${i}.png` },
  })),
};

/**
 * `/` has a lookbook, `/plain` one in a browser without WebAssembly, `/bare` none. Anything may be served.
 *
 * @returns {Promise<import("../../../wasm/test/support/server.mjs").Server>}
 */
export async function startEngineShop() {
  const { pack } = await packFeed(feedOf(sampleProducts(PRODUCTS)));
  const page = (content) => ({ body: htmlPage("/page.js", content), type: "text/html" });
  return startShop({
    script: SCRIPT,
    body: body('catalog="/shop.vpack" pages="4" label="Picked for you"'),
    files: {
      ...samplePictures(PRODUCTS),
      "/shop.vpack": { body: pack },
      "/preview.vpack": { body: withPreview(pack, PREVIEW) },
      "/watch.js": WATCH,
      "/shop.css": SHOP_CSS,
      "/without-wasm.js": "delete globalThis.WebAssembly;",
      "/plain": page(
        `<script src="/without-wasm.js"></script>${body('catalog="/preview.vpack" pages="4"')}`,
      ),
      "/bare": page(body('pages="4"')),
    },
  });
}
