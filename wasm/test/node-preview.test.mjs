// SPDX-License-Identifier: Apache-2.0
// Previews that Node.js makes, and the command that puts them into packs.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { addPreview, HeadlessVitrine } from "@vitrine/sdk/node";
import { packFeed } from "../../web-demo/prepare/pack.mjs";
import { readPreview } from "../dist/preview.js";
import { plainPng } from "./support/png.mjs";
import { colourOf, feedOf, sampleProducts } from "./support/shop.mjs";

const COMMAND = fileURLToPath(new URL("../bin/vitrine-preview.mjs", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "preview-"));
const { pack } = await packFeed(feedOf(sampleProducts(30)));
const numberOf = (link) => Number(/p(\d+)\.png$/.exec(link)[1]);
const picture = (link) => plainPng(400, 500, colourOf(numberOf(link)));

after(() => rmSync(folder, { recursive: true, force: true }));

test("the preview shows the products and the cover of somebody who is not known", async () => {
  const asked = [];
  const whole = await addPreview({
    catalog: pack,
    products: 5,
    picture: (link) => {
      asked.push(link);
      return picture(link);
    },
  });
  const { pages, products } = readPreview(whole);
  const vitrine = await HeadlessVitrine.create({ catalog: pack, baseUrl: "https://shop.example/" });
  const picks = vitrine.picks({ count: 5 });
  vitrine.close();
  assert.deepEqual(
    products.map(({ id, micros, currency }) => [id, micros / 1e6, currency]),
    picks.map(({ id, price }) => [id, price.amount, price.currency]),
  );
  assert.ok(
    products.every(({ link }) => link.startsWith("/products/")),
    "links as in the feed",
  );
  assert.equal(asked.length, 1, "one picture for all pages");
  assert.deepEqual(
    pages.map(({ width, height, dark }) => [width < height, width > height, dark]),
    [false, true].flatMap((dark) => [
      [true, false, dark],
      [false, false, dark],
      [false, true, dark],
    ]),
  );
  const [red, green, blue] = colourOf(numberOf(asked[0]));
  for (const { pixels, dark } of pages) {
    const cells = Array.from({ length: pixels.length / 3 }, (_, i) =>
      pixels.subarray(3 * i, 3 * i + 3),
    );
    const ofPicture = cells.filter(
      ([r, g, b]) => Math.abs(r - red) + Math.abs(g - green) + Math.abs(b - blue) < 12,
    );
    assert.ok(ofPicture.length > cells.length / 6, `${ofPicture.length} of ${cells.length} cells`);
    assert.ok(ofPicture.length < cells.length, "and a backdrop");
    const backdrop = cells.map(([r, g, b]) => r + g + b).sort((one, other) => one - other);
    assert.ok(dark ? backdrop[0] < 300 : backdrop.at(-1) > 400, "of the right brightness");
  }
});

test("without pictures there are products and no pages", async () => {
  const { pages, products } = readPreview(await addPreview({ catalog: pack }));
  assert.deepEqual([pages.length, products.length], [0, 12]);
});

test("what cannot be made is refused, with why", async () => {
  const code = (options) =>
    addPreview(options).then(
      () => "none",
      (error) => error.code ?? error.message,
    );
  assert.equal(await code({ catalog: "pack" }), "INVALID_ARGUMENT");
  assert.equal(await code({ catalog: pack, products: 65 }), "INVALID_ARGUMENT");
  assert.equal(await code({ catalog: new Uint8Array(100) }), "PACK_CORRUPT");
  assert.equal(await code({ catalog: pack, picture: () => new Uint8Array(9) }), "IMAGE_FORMAT");
  const missing = () => Promise.reject(new Error("no such picture"));
  assert.equal(await code({ catalog: pack, picture: missing }), "no such picture");
  const long = sampleProducts(64).map((row) => ({ ...row, link: `/${"x".repeat(400)}/${row.id}` }));
  const { pack: wide } = await packFeed(feedOf(long));
  assert.equal(await code({ catalog: wide, products: 64 }), "TOO_LARGE");
});

const run = (...args) => spawnSync(process.execPath, [COMMAND, ...args], { encoding: "utf8" });

test("the command puts it into the pack, and says what is missing", () => {
  const file = join(folder, "shop.vpack");
  const pictures = join(folder, "pictures");
  mkdirSync(pictures);
  writeFileSync(file, pack);
  const lost = run(file, "--pictures", pictures);
  assert.equal(lost.status, 1);
  assert.match(lost.stderr, /the picture of the first page is at neither .*pictures/);
  assert.deepEqual(new Uint8Array(readFileSync(file)), pack, "a failure leaves the pack as it is");
  for (let i = 0; i < 30; i += 1) {
    writeFileSync(join(pictures, `p${i}.png`), picture(`p${i}.png`));
  }
  const done = run(file, "--pictures", pictures, "--products", "4");
  assert.equal(done.status, 0, done.stderr);
  const { pages, products } = readPreview(new Uint8Array(readFileSync(file)));
  assert.deepEqual([pages.length, products.length], [6, 4]);
  assert.equal(run().status, 2);
  assert.equal(run(file, "--wrong").status, 2);
  assert.match(run("--help").stderr, /usage: vitrine-preview PACK/);
  assert.equal(run(file, "--products", "many").status, 1);
});
