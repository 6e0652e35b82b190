// SPDX-License-Identifier: Apache-2.0
// Without WebAssembly SIMD, as on an old processor: other modules, the same slates to the last bit of their scores,
// the same pixels.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launchChromium } from "../../../tools/chromium.mjs";
import { openPage } from "../support/browser.mjs";
import { paintedPng } from "../support/png.mjs";
import { openShop, sampleProduct } from "../support/shop.mjs";

/** V8 has SIMD only with these instructions. */
const OLD_PROCESSOR = ["--js-flags=--no-enable-sse4-1"];
const skip = process.arch === "x64" ? false : "V8 can do without SIMD on x86-64 alone";

const PRODUCTS = 18;
const PAGES = 4;

/** Shades, edges, grain and, now and then, transparency, in several sizes. */
function picture(index) {
  const [width, height] = [
    [320, 400],
    [450, 300],
    [333, 517],
  ][index % 3];
  return paintedPng(width, height, (x, y) => {
    const edge = (x * 7 + y * 3 + index * 50) % 211 < 90 ? 60 : 0;
    const grain = ((x * 7919 + y * 104_729 + index * 31) >>> 3) % 23;
    const alpha = index % 5 === 0 ? 255 - ((x + y) % 128) : 255;
    return [(x * 180) / width + edge, (y * 160) / height + grain, 120 + edge - grain, alpha];
  });
}

let shop;
let old;
before(async () => {
  if (skip) {
    return;
  }
  const rows = Array.from({ length: PRODUCTS }, (_, index) => {
    const ending = index % 2 === 0 ? "png" : "jpg";
    return sampleProduct(index, { image_link: `/painted/${index}.${ending}` });
  });
  shop = await openShop({ products: rows });
  const page = await shop.browser.newPage();
  for (let index = 0; index < PRODUCTS; index += 1) {
    const png = picture(index);
    shop.files[`/painted/${index}.png`] = png;
    shop.files[`/painted/${index}.jpg`] = await asJpeg(page, png);
  }
  await page.close();
  old = await launchChromium({ flags: OLD_PROCESSOR });
});
after(async () => {
  await old?.close();
  await shop?.close();
});

async function asJpeg(page, png) {
  const base64 = await page.evaluate(
    async (source) => {
      const bitmap = await createImageBitmap(await (await fetch(source)).blob());
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      canvas.getContext("2d").drawImage(bitmap, 0, 0);
      const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.9 });
      const bytes = new Uint8Array(await blob.arrayBuffer());
      return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
    },
    `data:image/png;base64,${png.toString("base64")}`,
  );
  return Buffer.from(base64, "base64");
}

/** What a shopper sees who looked at three products. */
async function visit(browser) {
  shop.server.requests.length = 0;
  const { page, messages, close } = await openPage(browser, shop.server.origin);
  try {
    const pages = await page.evaluate(async (count) => {
      await create({ decoder: "stb" });
      const view = (id) => ({ event: "view_item", ecommerce: { items: [{ item_id: id }] } });
      await vitrine.observe(["p3", "p7", "p14"].map(view));
      const drawn = [];
      for (let index = 0; index < count; index += 1) {
        const page = await vitrine.page({ index, width: 360, height: 450 });
        const { data } = pixelsOf(page.bitmap);
        let text = "";
        for (let at = 0; at < data.length; at += 30_000) {
          text += String.fromCharCode(...data.subarray(at, at + 30_000));
        }
        const { template, headline, regions, texts } = page;
        drawn.push({ template, headline, regions, texts, pixels: btoa(text) });
      }
      return drawn;
    }, PAGES);
    const told = await page.evaluate(() => told);
    assert.deepEqual([told, messages], [[], []]);
    const modules = shop.server.requests.filter((path) => path.endsWith(".wasm")).sort();
    return { pages, modules };
  } finally {
    await close();
  }
}

test("without SIMD the same pages are made, by the modules without it", { skip }, async () => {
  const usual = await visit(shop.browser);
  const ours = await visit(old);
  assert.deepEqual(
    usual.modules.map((path) => path.replace("/package/", "")),
    ["core.wasm", "feeds.wasm", "imaging.wasm"],
  );
  assert.deepEqual(
    ours.modules.map((path) => path.replace("/package/", "")),
    ["core.baseline.wasm", "feeds.wasm", "imaging.baseline.wasm"],
  );
  assert.equal(ours.pages.length, PAGES);
  for (const [index, { pixels, ...page }] of ours.pages.entries()) {
    const { pixels: wanted, ...same } = usual.pages[index];
    assert.ok(page.regions.length > 0);
    assert.deepEqual(page, same, `page ${index}`);
    const [found, expected] = [pixels, wanted].map((text) => Buffer.from(text, "base64"));
    assert.equal(found.length, 360 * 450 * 4);
    const worst = found.reduce(
      (most, value, i) => Math.max(most, Math.abs(value - expected[i])),
      0,
    );
    assert.ok(worst <= 1, `page ${index}: a channel differs by ${worst}`);
  }
});

test("no instruction of SIMD is in any module that such a browser loads", { skip }, async () => {
  const { page, close } = await openPage(old, shop.server.origin);
  try {
    const compiles = await page.evaluate(async () => {
      const names = ["core", "imaging", "studio", "core.baseline", "imaging.baseline"];
      const answers = {};
      for (const name of [...names, "feeds", "shards"]) {
        const bytes = await (await fetch(`/package/${name}.wasm`)).arrayBuffer();
        answers[name] = await WebAssembly.compile(bytes).then(
          () => "compiles",
          ({ message }) => (/SIMD/i.test(message) ? "needs SIMD" : message),
        );
      }
      return answers;
    });
    assert.deepEqual(compiles, {
      core: "needs SIMD",
      imaging: "needs SIMD",
      studio: "needs SIMD",
      "core.baseline": "compiles",
      "imaging.baseline": "compiles",
      feeds: "compiles",
      shards: "compiles",
    });
  } finally {
    await close();
  }
});

test("the studio says that it needs SIMD", { skip }, async () => {
  const { page, close } = await openPage(old, shop.server.origin);
  try {
    const error = await page.evaluate(async () => {
      const { PictureStudio } = await import("/package/picture-studio.js");
      return PictureStudio.create().then(
        () => undefined,
        ({ code, message }) => ({ code, message }),
      );
    });
    assert.deepEqual(error, {
      code: "UNSUPPORTED",
      message: "the studio needs a browser with WebAssembly SIMD",
    });
  } finally {
    await close();
  }
});
