// SPDX-License-Identifier: Apache-2.0
// The same shopper, the same shop: the native program and the browser make the same pages.
//
// Prices: the browser formats them with Intl for the shopper's locale, `vitrine render` in a plain form. The
// locale "und" asks the browser for that plain form, so every text can be compared, prices included.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";
import { launchChromium } from "../../tools/chromium.mjs";
import { openPage } from "../../wasm/test/support/browser.mjs";
import { startShop } from "../../wasm/test/support/server.mjs";
import { prepare } from "../../web-demo/prepare.mjs";
import { PHOTOS, ROOT, withoutPhotos } from "./support/data.mjs";
import { grainedPng } from "./support/pictures.mjs";

const run = promisify(execFile);
const VITRINE = process.env.VITRINE_CLI ?? join(ROOT, "build/native/sdk/cli/vitrine");
const FONTS = join(ROOT, "node_modules/@fontsource");
const NOW = Date.UTC(2026, 5, 1, 10);
const SEED = 7;
// As many as there are templates: every one shows up.
const PAGES = 9;
const SHAPES = [
  { name: "portrait", width: 720, height: 900 },
  { name: "wide", width: 1080, height: 700 },
];

/** Writes feed.json and its pictures: 36 products of four kinds. */
async function writeSmallShop(folder) {
  await mkdir(join(folder, "images"), { recursive: true });
  const kinds = ["Lamps", "Chairs", "Vases", "Bags"];
  const feed = [];
  for (let number = 0; number < 36; number += 1) {
    const file = `images/p${number}.png`;
    const size = [
      [640, 800],
      [900, 600],
      [500, 500],
    ][number % 3];
    await writeFile(join(folder, file), grainedPng(...size, number));
    feed.push({
      id: `p${number}`,
      title: `${kinds[number % 4]} with a cover, number ${number}`,
      brand: ["Alder", "Birch & Söhne", "Cédre"][number % 3],
      product_type: `Home > ${kinds[number % 4]}`,
      price: `${1200 + number}.50 EUR`,
      availability: "in_stock",
      image_link: file,
      link: `products/${number}`,
    });
  }
  await writeFile(join(folder, "feed.json"), JSON.stringify(feed));
}

/** The same shop with a pack that was trained on 400 shoppers who go from each product to the next but three. */
async function writeTrainedShop(folder) {
  await writeSmallShop(folder);
  const visits = ["SessionId,ItemId,Time"];
  for (let shopper = 0; shopper < 400; shopper += 1) {
    for (let step = 0; step < 4; step += 1) {
      visits.push(`${shopper},p${(shopper * 7 + step * 4) % 36},${shopper * 600 + step * 9}`);
    }
  }
  const log = join(folder, "visits.csv");
  await writeFile(log, visits.join("\n"));
  const feed = ["--feed", join(folder, "feed.json")];
  await run(VITRINE, ["train", "--sessions", log, ...feed, "--out", join(folder, "shop.vpack")]);
}

const SHOPS = [
  { name: "a small shop with PNG pictures", write: writeSmallShop, skip: false },
  { name: "a shop that was trained", write: writeTrainedShop, pack: "shop.vpack", skip: false },
  {
    name: "the shop with photographs",
    write: (folder) => prepare({ photos: PHOTOS, out: folder }),
    skip: withoutPhotos(),
  },
];

/** A shopper who looked at the second, the sixth and the tenth product. */
async function eventsOf(folder) {
  const feed = JSON.parse(await readFile(join(folder, "feed.json"), "utf8"));
  return [1, 5, 9].map((row, turn) => ({
    event: "view_item",
    time_ms: NOW - (3 - turn) * 60_000,
    ecommerce: { items: [{ item_id: feed[row].id }] },
  }));
}

/** Makes the pages in the browser and compares their pixels with the PNGs at `pngs`. */
async function pagesInBrowser({ catalog, fonts, events, now, seed, size, pngs }) {
  const { sdk } = globalThis;
  const ranges = {
    latin:
      "U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+2000-206F, U+20AC, U+2122, U+2212",
    "latin-ext": "U+0100-0130, U+0132-0151, U+0154-02BA, U+1E00-1EFF, U+2113",
  };
  const face = (family, weight) =>
    Object.entries(ranges).map(([subset, unicodeRange]) => ({
      url: new URL(`${family}/files/${family}-${subset}-${weight}-normal.woff2`, fonts),
      weight,
      unicodeRange,
    }));
  const errors = [];
  const vitrine = await sdk.Vitrine.create({
    catalog,
    fonts: {
      headline: face("fraunces", "400"),
      body: face("source-sans-3", "400"),
      bodyStrong: face("source-sans-3", "600"),
    },
    locale: "und",
    now: () => now,
    seed,
    decoder: "stb",
    onError: ({ message }) => errors.push(message),
  });
  await vitrine.observe(events);
  const canvas = new OffscreenCanvas(1, 1);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  const pixels = (image) => {
    canvas.width = image.width;
    canvas.height = image.height;
    context.drawImage(image, 0, 0);
    return context.getImageData(0, 0, image.width, image.height).data;
  };
  const pages = [];
  for (const [index, url] of pngs.entries()) {
    const page = await vitrine.page({ index, ...size, parts: "pictures" });
    const native = await createImageBitmap(await (await fetch(url)).blob());
    const [ours, theirs] = [pixels(page.bitmap), pixels(native)];
    let farthest = 0;
    for (let i = 0; i < ours.length; i += 1) {
      farthest = Math.max(farthest, Math.abs(ours[i] - theirs[i]));
    }
    pages.push({
      template: page.template,
      headline: page.headline,
      ids: page.regions.map(({ product }) => product.id),
      texts: page.texts,
      size: [page.bitmap.width, page.bitmap.height],
      nativeSize: [native.width, native.height],
      farthest,
    });
    page.dispose();
  }
  vitrine.close();
  return { pages, errors };
}

for (const { name, write, pack, skip } of SHOPS) {
  describe(`in ${name}`, { skip }, () => {
    let folder;
    let browser;
    let server;

    before(async () => {
      folder = await mkdtemp(join(tmpdir(), "vitrine-parity-"));
      await write(join(folder, "shop"));
      server = await startShop({ folders: { "/shop/": folder, "/fonts/": FONTS } });
      browser = await launchChromium();
    });
    after(async () => {
      await browser?.close();
      await server?.close();
      await rm(folder, { recursive: true, force: true });
    });

    for (const { name: shape, ...size } of SHAPES) {
      test(`${shape} pages are the same in the browser as in the native program`, async () => {
        const shop = join(folder, "shop");
        const events = await eventsOf(shop);
        const files = join(folder, shape);
        await mkdir(files);
        await writeFile(join(files, "events.json"), JSON.stringify(events));
        await run(VITRINE, [
          "render",
          ...["--feed", join(shop, pack ?? "feed.json"), "--events", join(files, "events.json")],
          ...["--out", join(files, "page.png"), "--json", join(files, "page.json")],
          ...["--pages", PAGES, "--seed", SEED, "--now", NOW, "--fonts", FONTS].map(String),
          ...["--width", size.width, "--height", size.height].map(String),
          "--no-text",
        ]);
        const native = JSON.parse(await readFile(join(files, "page.json"), "utf8"));
        const { page, close } = await openPage(browser, server.origin);
        const { pages, errors } = await page.evaluate(pagesInBrowser, {
          catalog: pack
            ? `${server.origin}/shop/shop/${pack}`
            : { feed: `${server.origin}/shop/shop/feed.json` },
          fonts: `${server.origin}/fonts/`,
          events,
          now: NOW,
          seed: SEED,
          size,
          pngs: native.map(
            (_, i) => `${server.origin}/shop/${shape}/page${i === 0 ? "" : `-${i + 1}`}.png`,
          ),
        });
        await close();
        assert.deepEqual(errors, []);
        assert.equal(new Set(pages.map(({ template }) => template)).size, PAGES);
        for (const [index, ours] of pages.entries()) {
          comparePage(ours, native[index], `page ${index + 1} (${ours.template})`);
        }
      });
    }
  });
}

/**
 * Whether two lines were shortened at their column's very edge: browsers round the size of a font to a hundredth
 * of a pixel, which makes a line up to a five-hundredth longer or shorter.
 */
function keepsOneLetterMore(one, other = "") {
  const [shorter, longer] = [one, other].sort((a, b) => a.length - b.length);
  return (
    longer.length === shorter.length + 1 &&
    shorter.endsWith("…") &&
    longer.endsWith("…") &&
    longer.startsWith(shorter.slice(0, -1))
  );
}

function comparePage(ours, native, where) {
  assert.equal(ours.template, native.template, where);
  assert.equal(ours.headline, native.headline, where);
  // Regions and texts name products by their place in the slate.
  const shown = native.regions.map(({ product }) => native.slate[product].id);
  assert.deepEqual(ours.ids, shown, `${where}: the slate`);
  assert.deepEqual(ours.size, ours.nativeSize, `${where}: the size`);
  assert.ok(ours.farthest <= 1, `${where}: a channel differs by ${ours.farthest}`);
  const [lines, others] = [ours.texts, native.texts];
  const alike = lines.map(({ text }, i) => keepsOneLetterMore(text, others[i]?.text));
  assert.deepEqual(
    lines.map(({ text }, i) => (alike[i] ? others[i].text : text)),
    others.map(({ text }) => text),
    `${where}: the lines of text`,
  );
  for (const [i, line] of [...lines.entries()].filter(([index]) => !alike[index])) {
    for (const side of ["x", "baseline", "width"]) {
      const [mine, other] = [line[side], others[i][side]];
      const off = Math.abs(mine - other);
      assert.ok(off <= 1, `${where}: ${side} of '${line.text}' is ${mine}, native ${other}`);
    }
  }
}
