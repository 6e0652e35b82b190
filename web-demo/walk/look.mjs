// SPDX-License-Identifier: Apache-2.0
// How the screens look, beside pictures of how they looked. These are WebP in half the size, which a
// browser writes and reads: what a screen loses by it is lost on both sides.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";
import { visit } from "./browser.mjs";
import { expect } from "./expect.mjs";
import { LOOK_SEED } from "./options.mjs";
import { SCREENS } from "./screens.mjs";

/** Where the committed pictures are; docs/screens.md shows them. */
export const BASELINES = fileURLToPath(new URL("../../docs/screens", import.meta.url));

/** How far a pixel's colour may be off, 0 .. 1: above what WebP and another antialiasing do to an edge. */
const PIXEL_THRESHOLD = 0.1;
/** How much of a screen may be off. */
const MOST_DIFFERENT = 0.005;

const SIZES = [
  { width: 390, height: 844 },
  { width: 820, height: 1180 },
  { width: 1440, height: 900 },
];
const SCHEMES = ["light", "dark"];

/** Every screen in every size, light and dark. */
const shots = (screens) =>
  screens.flatMap((screen) =>
    SIZES.flatMap((size) =>
      SCHEMES.map((scheme) => ({
        ...{ screen, size, scheme },
        name: `${screen.name}-${size.width}x${size.height}-${scheme}`,
      })),
    ),
  );

/** Runs in a page: a PNG in half its size, as WebP. Both as base64. */
async function asWebp(png) {
  const bytes = Uint8Array.from(atob(png), (each) => each.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const canvas = new OffscreenCanvas(Math.ceil(bitmap.width / 2), Math.ceil(bitmap.height / 2));
  const context = canvas.getContext("2d");
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  const blob = await canvas.convertToBlob({ type: "image/webp", quality: 0.75 });
  const made = new Uint8Array(await blob.arrayBuffer());
  return btoa(Array.from(made, (byte) => String.fromCharCode(byte)).join(""));
}

/** Runs in a page: the pixels of a WebP. */
async function pixelsOf(webp) {
  const bytes = Uint8Array.from(atob(webp), (each) => each.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/webp" }));
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(bitmap, 0, 0);
  const { data, width, height } = context.getImageData(0, 0, bitmap.width, bitmap.height);
  let text = "";
  for (let at = 0; at < data.length; at += 30_000) {
    text += String.fromCharCode(...data.subarray(at, at + 30_000));
  }
  return { width, height, data: btoa(text) };
}

const decode = async (page, webp) => {
  const { width, height, data } = await page.evaluate(pixelsOf, webp.toString("base64"));
  return { width, height, data: Buffer.from(data, "base64") };
};

/**
 * What part of two pictures differs, and a picture of where.
 *
 * @param {import("playwright-core").Page} page A blank one.
 * @param {Buffer} found WebP, as is `wanted`.
 * @returns {Promise<{part: number, png?: Buffer}>} `part` is 1 where the sizes differ.
 */
export async function differenceOf(page, found, wanted) {
  const [ours, theirs] = [await decode(page, found), await decode(page, wanted)];
  const { width, height } = ours;
  if (width !== theirs.width || height !== theirs.height) {
    return { part: 1 };
  }
  const png = new PNG({ width, height });
  const options = { threshold: PIXEL_THRESHOLD };
  const count = pixelmatch(ours.data, theirs.data, png.data, width, height, options);
  return { part: count / (width * height), png: PNG.sync.write(png) };
}

/**
 * Step: the screens look as they did. With `update` their pictures are made anew instead.
 *
 * @param {object} walk The walk's state.
 * @param {readonly import("./screens.mjs").Screen[]} [screens]
 * @param {string} [folder] Of the pictures.
 */
export async function look(walk, screens = SCREENS, folder = BASELINES) {
  if (walk.photos !== undefined || (walk.seed ?? LOOK_SEED) !== LOOK_SEED) {
    return `nothing compared: the pictures are of the shop's own catalogue with a seed of ${LOOK_SEED}`;
  }
  const blank = await (await walk.browser.newContext()).newPage();
  const differ = [];
  const wanted = shots(screens);
  try {
    for (const shot of wanted) {
      const png = await photograph(walk, shot);
      const webp = Buffer.from(await blank.evaluate(asWebp, png.toString("base64")), "base64");
      const file = join(folder, `${shot.name}.webp`);
      if (walk.update) {
        mkdirSync(folder, { recursive: true });
        writeFileSync(file, webp);
        continue;
      }
      const found = existsSync(file)
        ? await differenceOf(blank, webp, readFileSync(file))
        : { part: 1 };
      if (found.part > MOST_DIFFERENT) {
        differ.push(`${shot.name} (${(100 * found.part).toFixed(1)} %)`);
        keep(walk, `look-${shot.name}`, png, found.png);
      }
    }
  } finally {
    await blank.context().close();
  }
  expect(
    differ.length === 0,
    `at most ${100 * MOST_DIFFERENT} % of each screen different; --only look --update makes the pictures anew`,
    differ.join(", "),
  );
  return walk.update
    ? `${wanted.length} pictures made anew`
    : `${wanted.length} screens look as they did`;
}

async function photograph(walk, { screen, size, scheme }) {
  const options = { viewport: size, colorScheme: scheme, reducedMotion: "reduce" };
  const page = await visit(walk.browser, walk.time, walk.complaints, options);
  try {
    await page.goto(new URL(screen.place, walk.url).href);
    await screen.ready(page);
    await page.evaluate(() => document.fonts.ready);
    await page.waitForFunction(() =>
      [...document.images].every(
        (image) => image.complete || image.getBoundingClientRect().top >= innerHeight,
      ),
    );
    // What a pointer hovers over stands elsewhere, and a notice goes by itself, sooner or later than this.
    await page.mouse.move(0, 0);
    await page.evaluate(() => document.querySelector("[data-testid=notice]")?.remove());
    return await page.screenshot({
      animations: "disabled",
      mask: (screen.masks ?? []).map((selector) => page.locator(selector)),
      maskColor: "#808080",
    });
  } catch (error) {
    await walk.keepTrace?.(page);
    throw error;
  } finally {
    await page.context().close();
  }
}

/** The screen as it is now, and where it differs. */
function keep(walk, name, png, difference) {
  for (const [file, bytes] of [
    [`${name}.png`, png],
    [`${name}-difference.png`, difference],
  ]) {
    if (bytes) {
      rmSync(join(walk.out, file), { force: true });
      writeFileSync(join(walk.out, file), bytes);
      walk.photographs.push(file);
    }
  }
}
