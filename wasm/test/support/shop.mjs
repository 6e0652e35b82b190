// SPDX-License-Identifier: Apache-2.0
// A small shop whose products each have a picture of a colour of their own, and a browser page in it.
import { launchChromium } from "../../../tools/chromium.mjs";
import { openPage } from "./browser.mjs";
import { plainPng } from "./png.mjs";
import { startShop } from "./server.mjs";

const CATEGORIES = ["Lamps", "Chairs", "Vases", "Bags"];
const BRANDS = ["Alder", "Birch", "Cedar"];

/** The colour of product `index`'s picture; far from those of its neighbours and from a backdrop. */
export const colourOf = (index) => [
  40 + ((index * 67) % 180),
  30 + ((index * 113) % 190),
  20 + ((index * 41) % 200),
  255,
];

/** Product `index` of the sample shop as a row of a Google feed; `changes` replace its fields. */
export const sampleProduct = (index, changes = {}) => ({
  id: `p${index}`,
  title: `${CATEGORIES[index % 4]} number ${index}`,
  brand: BRANDS[index % 3],
  product_type: `Home > ${CATEGORIES[index % 4]}`,
  price: `${20 + index}.00 EUR`,
  availability: "in_stock",
  link: `/products/${index}`,
  image_link: `/pictures/p${index}.png`,
  ...changes,
});

/** @param {object[]} products Rows as `sampleProduct` gives them. */
export const feedOf = (products) => JSON.stringify({ items: products });

/** The first `count` products of the sample shop. */
export const sampleProducts = (count) => Array.from({ length: count }, (_, i) => sampleProduct(i));

/** The pictures of the first `count` products, by path. */
export const samplePictures = (count) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, i) => [
      `/pictures/p${i}.png`,
      { body: plainPng(400, 500, colourOf(i)), headers: {} },
    ]),
  );

/** What the tests find on the page beside `sdk`. */
const PAGE_SCRIPT = `
globalThis.told = [];
globalThis.timings = [];
globalThis.create = async (options = {}) => {
  globalThis.vitrine = await sdk.Vitrine.create({
    catalog: { feed: "/feed.json" },
    locale: "en",
    now: () => 1_700_000_000_000,
    onError: ({ code, message, detail }) => told.push({ code, message, detail }),
    onTiming: (timing) => timings.push(timing),
    ...options,
  });
  return vitrine;
};
globalThis.pixelsOf = (bitmap) => {
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(bitmap, 0, 0);
  return context.getImageData(0, 0, bitmap.width, bitmap.height);
};
globalThis.colourAt = ({ data, width }, x, y) => [...data.slice((Math.round(y) * width + Math.round(x)) * 4).slice(0, 4)];
globalThis.centres = (page) => {
  const pixels = pixelsOf(page.bitmap);
  const ratio = page.bitmap.width / page.width;
  return page.regions.map(({ product, picture, fallback }) => ({
    id: product.id,
    colour: colourAt(pixels, (picture.x + picture.width / 2) * ratio, (picture.y + picture.height / 2) * ratio),
    fallback: fallback && { src: fallback.src, code: fallback.error.code },
  }));
};
globalThis.codeOf = (promise) => Promise.resolve(promise).then(() => "none", (error) => error instanceof sdk.VitrineError ? error.code : String(error));
`;

/**
 * Starts a browser and the shop.
 *
 * @param {object} options
 * @param {object[]} [options.products] The feed at /feed.json; default twelve of the sample.
 * @param {Record<string, object>} [options.files] Beside the feed and the pictures.
 */
export async function openShop({ products = sampleProducts(12), files = {}, ...rest } = {}) {
  const all = { "/feed.json": feedOf(products), ...samplePictures(24), ...files };
  const server = await startShop({ files: all, script: PAGE_SCRIPT, ...rest });
  const browser = await launchChromium();
  return {
    server,
    browser,
    files: all,
    /** Opens a page with storage of its own, which `t` closes. */
    visit: async (t, options) => {
      const visit = await openPage(browser, server.origin, options);
      t.after(() => visit.close());
      return visit;
    },
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}
