// SPDX-License-Identifier: Apache-2.0
// A shop of large pictures, more than the package keeps, and what its memory is after many pages of them.
import { openShop, sampleProduct } from "./shop.mjs";

const SIDE = 1600;
const PRODUCTS = 30;

/** The most bytes that the imaging module's memory may ever have. */
export const MOST_BYTES = 160e6;

/** Opens a shop whose pictures are 1600 x 1600: of "jpeg" opaque, of "png" and "webp" with alpha, in turn. */
export async function openLargeShop(kinds) {
  const kindOf = (i) => kinds[i % kinds.length];
  const linkOf = (i) => `/large/p${i}.${kindOf(i)}`;
  const products = Array.from({ length: PRODUCTS }, (_, i) =>
    sampleProduct(i, { image_link: linkOf(i) }),
  );
  const shop = await openShop({ products });
  const page = await shop.browser.newPage();
  for (let i = 0; i < PRODUCTS; i += 1) {
    const text = await page.evaluate(paint, { hue: i * 37, kind: kindOf(i), side: SIDE });
    shop.files[linkOf(i)] = { body: Buffer.from(text, "base64"), headers: {} };
  }
  await page.close();
  return shop;
}

// In a page: a file with a soft disc on white or on nothing.
async function paint({ hue, kind, side }) {
  const context = new OffscreenCanvas(side, side).getContext("2d");
  const disc = context.createRadialGradient(
    side / 2,
    side / 2,
    100,
    side / 2,
    side / 2,
    side * 0.7,
  );
  disc.addColorStop(0, `hsl(${hue} 60% 50%)`);
  disc.addColorStop(1, kind === "jpeg" ? "#fff" : "rgb(20 60 90 / 0)");
  context.fillStyle = disc;
  context.fillRect(0, 0, side, side);
  const file = await context.canvas.convertToBlob({ type: `image/${kind}`, quality: 0.9 });
  const reader = new FileReader();
  reader.readAsDataURL(file);
  await new Promise((resolve) => {
    reader.onload = resolve;
  });
  return reader.result.split(",")[1];
}

/**
 * Draws pages of 1080 x 1350 from six pictures each, five sets of them in turn: each ten times, so that some
 * pictures are there and some have to come again.
 *
 * @param {import("playwright-core").Page} page Of the large shop.
 * @returns The diagnostics after each number of pages in `marks`, which ends with the number of all.
 */
export function drawLargePages(page, marks) {
  return page.evaluate(async (marks) => {
    await create({ seed: 1 });
    const sixes = [];
    for (let index = 1; sixes.length < 5; index += 1) {
      const small = await vitrine.page({ index, width: 320, height: 400 });
      if (small.regions.length === 6) {
        sixes.push(index);
      }
      small.dispose();
    }
    const seen = [];
    for (let drawn = 1; drawn <= marks.at(-1); drawn += 1) {
      const index = sixes[Math.floor((drawn - 1) / 10) % sixes.length];
      const large = await vitrine.page({ index, width: 1080, height: 1350 });
      large.dispose();
      if (marks.includes(drawn)) {
        seen.push(await vitrine.diagnostics());
      }
    }
    return { seen, told };
  }, marks);
}
