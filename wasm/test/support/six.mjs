// SPDX-License-Identifier: Apache-2.0
// Pages of six products whose pictures a test chooses.
import { colourOf, sampleProduct } from "./shop.mjs";

/** A feed for a page's `create`: `changes` are made to six products in turn. */
export const sixProducts = (...changes) => ({
  feed: Buffer.from(
    JSON.stringify({ items: Array.from({ length: 6 }, (_, i) => sampleProduct(i, changes[i])) }),
  ).toString("base64"),
});

/** Six products with these pictures. */
export const sixPictures = (links) => sixProducts(...links.map((image_link) => ({ image_link })));

/** Draws all the products on one page and says what lies in the middle of each. */
export const drawSix = (page, { feed }, options = {}) =>
  page.evaluate(
    async ({ feed, options }) => {
      const bytes = Uint8Array.from(atob(feed), (c) => c.charCodeAt(0));
      await create({ catalog: { feed: bytes }, ...options });
      const drawn = [];
      for (const index of [0, 1, 2]) {
        drawn.push(...centres(await vitrine.page({ index })));
      }
      return { drawn: Object.fromEntries(drawn.map((each) => [each.id, each])), told };
    },
    { feed, options },
  );

/** What lies in the upper and the lower half of product p0's picture. */
export const halvesOfFirst = (page, { feed }) =>
  page.evaluate(async (feed) => {
    const bytes = Uint8Array.from(atob(feed), (c) => c.charCodeAt(0));
    await create({ catalog: { feed: bytes } });
    for (const index of [0, 1, 2]) {
      const page = await vitrine.page({ index });
      const region = page.regions.find(({ product }) => product.id === "p0");
      if (region) {
        const { x, y, width, height } = region.picture;
        const pixels = pixelsOf(page.bitmap);
        return [0.2, 0.8].map((part) => colourAt(pixels, x + width / 2, y + part * height));
      }
    }
  }, feed);

export const near = (one, other, most = 2) =>
  one.every((value, i) => Math.abs(value - other[i]) <= most);

export const hasOwnColour = ({ id, colour }) => near(colour, colourOf(Number(id.slice(1))));

/** A visit with a browser whose workers run this first. */
export async function visitAfter(shop, t, prelude) {
  const visit = await shop.visit(t);
  await visit.page.route("**/worker.js", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${prelude}\n${await response.text()}` });
  });
  return visit;
}

/** A browser that lends workers no decoders. */
export const visitWithoutCodecs = (shop, t) =>
  visitAfter(shop, t, "globalThis.ImageDecoder = undefined;");
