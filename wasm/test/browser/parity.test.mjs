// SPDX-License-Identifier: Apache-2.0
// The browser draws what `vitrine render` draws: the same slates to the last bit of their scores, the
// pictures to 1 per channel, the lines of text to 1 pixel.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { after, before, test } from "node:test";
import { paintedPng } from "../support/png.mjs";
import { ROOT } from "../support/server.mjs";
import { feedOf, openShop, sampleProduct } from "../support/shop.mjs";

const CLI = `${ROOT}build/native/sdk/cli/vitrine`;
const FONTS = `${ROOT}node_modules/@fontsource`;
const skip = existsSync(CLI) ? false : "there is no native build: cmake --build --preset native";

// Enough for nine pages, on which every template shows up.
const PRODUCTS = 36;
const PAGES = 9;
const NOW = 1_700_000_000_000;

const EVENTS = ["p3", "p7", "p14"].map((id, i) => ({
  ...{ event: "view_item", time_ms: NOW - 60_000 * (3 - i) },
  ecommerce: { items: [{ item_id: id }] },
}));

/** Smooth shades, sharp edges, grain and now and then transparency, in many sizes. */
function picture(index) {
  const [width, height] = [
    [640, 800],
    [900, 600],
    [333, 517],
    [1200, 1200],
  ][index % 4];
  return paintedPng(width, height, (x, y) => {
    const edge = (x * 7 + y * 3 + index * 50) % 211 < 90 ? 60 : 0;
    const grain = ((x * 7919 + y * 104_729 + index * 31) >>> 3) % 23;
    const far = Math.hypot(x / width - 0.5, y / height - 0.5) > 0.45;
    const alpha = index % 5 === 0 && far ? (x + y) % 256 : 255;
    return [
      (x * 180) / width + edge + (grain % 7),
      (y * 160) / height + grain + 20,
      120 + edge - grain + (index % 8) * 9,
      alpha,
    ];
  });
}

const row = (index) =>
  sampleProduct(index, {
    title: ["Lamp with a long and winding name", "Chair", "Vase, hand-thrown", "Bag"][index % 4],
    image_link: `pictures/p${index}.${index % 3 === 0 ? "jpg" : "png"}`,
    ...(index % 6 === 1 && { sale_price: `${15 + index}.50 EUR` }),
  });

let shop;
let folder;
before(async () => {
  if (skip) {
    return;
  }
  folder = mkdtempSync(`${tmpdir()}/vitrine-parity-`);
  mkdirSync(`${folder}/pictures`);
  shop = await openShop({ folders: { "/shop/": folder, "/fonts/": FONTS } });
  const page = await shop.browser.newPage();
  for (let index = 0; index < PRODUCTS; index += 1) {
    const png = picture(index);
    const isJpeg = index % 3 === 0;
    writeFileSync(
      `${folder}/pictures/p${index}.${isJpeg ? "jpg" : "png"}`,
      isJpeg ? await asJpeg(page, png, index % 6 === 3 ? "display-p3" : "srgb") : png,
    );
  }
  await page.close();
  const rows = Array.from({ length: PRODUCTS }, (_, index) => row(index));
  writeFileSync(`${folder}/feed.json`, feedOf(rows));
  writeFileSync(`${folder}/events.json`, JSON.stringify(EVENTS));
  execFileSync(CLI, ["pack", `${folder}/feed.json`, "--out", `${folder}/shop.vpack`]);
});
after(async () => {
  await shop?.close();
  if (folder) {
    rmSync(folder, { recursive: true });
  }
});

/** With a profile, where its colours are not sRGB's. */
async function asJpeg(page, png, colorSpace) {
  const encode = async ({ source, colorSpace }) => {
    const bytes = Uint8Array.from(atob(source), (c) => c.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes]));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    canvas.getContext("2d", { colorSpace }).drawImage(bitmap, 0, 0);
    const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.9 });
    const encoded = new Uint8Array(await blob.arrayBuffer());
    return btoa(Array.from(encoded, (byte) => String.fromCharCode(byte)).join(""));
  };
  const base64 = await page.evaluate(encode, { source: png.toString("base64"), colorSpace });
  return Buffer.from(base64, "base64");
}

/** Draws pages natively; their PNGs can then be fetched below /shop/. */
function renderNatively(catalog, { width, height, devicePixelRatio, dark, rightToLeft }) {
  const size = ["--width", width, "--height", height, "--dpr", devicePixelRatio].map(String);
  execFileSync(
    CLI,
    [
      ...["render", "--feed", `${folder}/${catalog}`, "--images", folder, "--fonts", FONTS],
      ...["--events", `${folder}/events.json`, "--now", String(NOW), "--pages", String(PAGES)],
      ...["--out", `${folder}/page.png`, "--json", `${folder}/pages.json`, "--no-text", ...size],
      ...(dark ? ["--dark"] : []),
      ...(rightToLeft ? ["--rtl"] : []),
    ],
    { stdio: ["ignore", "ignore", "inherit"] },
  );
  return JSON.parse(readFileSync(`${folder}/pages.json`, "utf8"));
}

/** Draws the same in the browser, and compares its pixels with the PNGs there. */
const renderInBrowser = (page, options) =>
  page.evaluate(
    async ({ catalog, events, now, pages, ...request }) => {
      const face = (name, weight) => [
        { url: `/fonts/${name}/files/${name}-latin-${weight}-normal.woff2`, weight },
      ];
      await create({
        catalog: catalog.endsWith(".vpack") ? `/shop/${catalog}` : { feed: `/shop/${catalog}` },
        baseUrl: "/shop/",
        now: () => now,
        locale: "und",
        decoder: "stb",
        fonts: {
          headline: face("fraunces", "400"),
          body: face("source-sans-3", "400"),
          bodyStrong: face("source-sans-3", "600"),
        },
      });
      await vitrine.observe(events);
      // A line through an old price ends with its text, which may be a part of a pixel longer here.
      const blank = (pixels, { x, baseline, width, size }) => {
        const scaled = (value) => value * request.devicePixelRatio;
        const left = Math.max(0, Math.floor(scaled(x - 1)));
        const right = Math.min(pixels.width, Math.ceil(scaled(x + width + 1)));
        const bottom = Math.min(pixels.height, Math.ceil(scaled(baseline)));
        for (let y = Math.max(0, Math.floor(scaled(baseline - size))); y < bottom; y += 1) {
          pixels.data.fill(0, (y * pixels.width + left) * 4, (y * pixels.width + right) * 4);
        }
      };
      const difference = async (bitmap, texts, name) => {
        const blob = await (await fetch(`/shop/${name}`)).blob();
        const ours = pixelsOf(bitmap);
        const native = pixelsOf(await createImageBitmap(blob, { colorSpaceConversion: "none" }));
        if (ours.width !== native.width || ours.height !== native.height) {
          return Number.POSITIVE_INFINITY;
        }
        for (const line of texts) {
          blank(ours, line);
          blank(native, line);
        }
        return ours.data.reduce(
          (most, value, i) => Math.max(most, Math.abs(value - native.data[i])),
          0,
        );
      };
      const drawn = [];
      for (let index = 0; index < pages; index += 1) {
        const page = await vitrine.page({ index, parts: "pictures", ...request });
        const { template, headline, regions, texts, bitmap } = page;
        const name = index === 0 ? "page.png" : `page-${index + 1}.png`;
        const worst = await difference(bitmap, texts, name);
        drawn.push({ template, headline, regions, texts, worst });
      }
      return { drawn, told };
    },
    { ...options, events: EVENTS, now: NOW },
  );

const boxOf = ({ x, y, width, height }) => [x, y, width, height];

function assertSamePage(ours, native) {
  assert.equal(ours.template, native.template);
  assert.equal(ours.headline, native.headline);
  assert.deepEqual(
    ours.regions.map(({ product: { id, score, reason, viewed, price } }) => [
      ...[id, score, viewed, price.text],
      ...[reason.text, reason.rankWith, reason.rankWithout],
    ]),
    native.slate.map(({ id, score, viewed, price, reason, rank, rankWithoutReason }) => [
      ...[id, score, viewed, price],
      ...[reason, rank, rankWithoutReason],
    ]),
  );
  assert.deepEqual(
    ours.regions.map(({ picture }) => boxOf(picture)),
    native.regions.map(({ picture }) => picture),
  );
  assert.deepEqual(
    ours.texts.map(({ text }) => text),
    native.texts.map(({ text }) => text),
  );
  for (const [i, line] of ours.texts.entries()) {
    for (const field of ["x", "baseline", "width", "size"]) {
      const off = Math.abs(line[field] - native.texts[i][field]);
      assert.ok(off <= 1, `${field} of '${line.text}' is ${off} px off`);
    }
  }
  assert.ok(ours.worst <= 1, `a channel differs by ${ours.worst}`);
}

const LIGHT = { dark: false, rightToLeft: false };
for (const options of [
  { catalog: "shop.vpack", width: 1080, height: 1350, devicePixelRatio: 1, ...LIGHT },
  { catalog: "feed.json", width: 390, height: 844, devicePixelRatio: 2, ...LIGHT, dark: true },
  {
    catalog: "shop.vpack",
    width: 1280,
    height: 720,
    devicePixelRatio: 1,
    ...LIGHT,
    rightToLeft: true,
  },
]) {
  const { catalog, width, height, devicePixelRatio, dark, rightToLeft } = options;
  const look = `${dark ? ", dark" : ""}${rightToLeft ? ", from right to left" : ""}`;
  const what = `${catalog}, ${width} x ${height} at ${devicePixelRatio}${look}`;
  test(`the browser draws what the command line draws: ${what}`, { skip }, async (t) => {
    const native = renderNatively(catalog, options);
    const { page } = await shop.visit(t);
    const { drawn, told } = await renderInBrowser(page, { ...options, pages: PAGES });
    assert.deepEqual(told, []);
    assert.equal(drawn.length, native.length);
    assert.equal(new Set(drawn.map(({ template }) => template)).size, PAGES);
    for (const [index, ours] of drawn.entries()) {
      assertSamePage(ours, native[index]);
    }
  });
}
