// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { packFeed } from "../prepare/pack.mjs";
import { prepare } from "../prepare.mjs";

const DATA =
  process.env.VITRINE_DATA ?? fileURLToPath(new URL("../../../shared/data", import.meta.url));
const PHOTOS = join(DATA, "clothing-images");

let folder;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "vitrine-prepare-"));
});
after(() => rm(folder, { recursive: true, force: true }));

const feedOf = async (out) => JSON.parse(await readFile(join(out, "feed.json"), "utf8"));

async function eachPictureIsThere(out, feed) {
  for (const { id, image_link } of feed) {
    const { size } = await stat(join(out, decodeURIComponent(image_link)));
    assert.ok(size > 0, `${id} has an empty picture`);
  }
}

test("the shop's own catalogue has at least 120 products in 8 categories, each with its picture", async () => {
  const out = join(folder, "own");
  await prepare({ out });
  const feed = await feedOf(out);
  await eachPictureIsThere(out, feed);
  assert.ok(feed.length >= 120, `it has ${feed.length}`);
  const categories = new Set(feed.map(({ product_type }) => product_type));
  assert.ok(categories.size >= 8, [...categories].join(", "));
});

/** The preview at the beginning of a prepared pack, as the element reads it. */
async function previewOf(out) {
  const element = fileURLToPath(import.meta.resolve("@vitrine/sdk/element"));
  const { readPreview } = await import(join(dirname(element), "preview.js"));
  return readPreview(await readFile(join(out, "catalogue.vpack")));
}

test("the pack begins with a preview, also of a photograph with a space in its name", async () => {
  const photos = join(folder, "one-photo");
  await mkdir(photos);
  const own = new URL("../catalogue/images/vas-moon-bone.jpg", import.meta.url);
  await copyFile(own, join(photos, "my jar.jpg"));
  await writeFile(join(photos, "products.csv"), "image,label\nmy jar.jpg,Jar\n");
  for (const options of [{}, { photos }]) {
    const out = join(folder, "previewed");
    await prepare({ ...options, out });
    const { pages, products } = await previewOf(out);
    assert.equal(pages.length, 6);
    assert.ok(products.length > 0);
    assert.ok(new Set(pages[0].pixels).size > 3, "the page is blank");
  }
});

test("the shop's own pictures take less than 16 MB", async () => {
  const out = join(folder, "size");
  await prepare({ out });
  let bytes = 0;
  for (const file of await readdir(join(out, "images"))) {
    bytes += (await stat(join(out, "images", file))).size;
  }
  assert.ok(bytes < 16e6, `they take ${bytes} bytes`);
});

test("what six merchants sent is there, of products in the feed; photographs come without", async () => {
  const out = join(folder, "merchants");
  await prepare({ out });
  const table = JSON.parse(await readFile(join(out, "merchants.json"), "utf8"));
  assert.equal(new Set(table.map(({ style }) => style)).size, 6);
  const brands = new Map((await feedOf(out)).map(({ id, brand }) => [id, brand]));
  for (const { merchant, products } of table) {
    for (const id of products) {
      assert.equal(brands.get(id), merchant, id);
      const { size } = await stat(join(out, "merchants", `${id}.jpg`));
      assert.ok(size > 0 && size < 200_000, `${id}: ${size} bytes`);
    }
  }
  const photos = join(folder, "merchants-photos");
  await mkdir(photos);
  await writeFile(join(photos, "a.jpg"), "x");
  await writeFile(join(photos, "products.csv"), "image,label\na.jpg,Hat\n");
  await prepare({ photos, out });
  assert.equal(await readFile(join(out, "merchants.json"), "utf8"), "[]\n");
  assert.deepEqual(await readdir(join(out, "merchants")), []);
});

test("product links lead from the catalogue to the product's page", async () => {
  const photos = join(folder, "links-photos");
  await mkdir(photos);
  await writeFile(join(photos, "a b#1.jpg"), "x");
  await writeFile(join(photos, "products.csv"), "image,label,id\na b#1.jpg,Hat,h/1?\n");
  const out = join(folder, "links");
  await prepare({ photos, out });
  const [{ link, image_link }] = await feedOf(out);
  const base = "http://shop.test/catalogue/feed.json";
  assert.equal(new URL(link, base).href, "http://shop.test/#/product/h%2F1%3F");
  assert.equal(new URL(image_link, base).pathname, "/catalogue/images/a%20b%231.jpg");
  await eachPictureIsThere(out, [{ image_link }]);
});

test("a catalogue takes the place of the one before, and nothing else stays", async () => {
  const photos = join(folder, "again-photos");
  await mkdir(photos);
  await writeFile(join(photos, "one.jpg"), "1");
  await writeFile(join(photos, "products.csv"), "image,label\none,Hat\n");
  const out = join(folder, "again");
  await mkdir(join(out, "images"), { recursive: true });
  await writeFile(join(out, "images", "old.jpg"), "old");
  await prepare({ photos, out });
  assert.deepEqual(await readdir(join(out, "images")), ["one.jpg"]);
  assert.deepEqual(
    (await readdir(folder)).filter((name) => name.startsWith("again.new")),
    [],
  );
});

test("when the photographs cannot be used the catalogue before stays", async () => {
  const out = join(folder, "kept");
  await mkdir(out);
  await writeFile(join(out, "feed.json"), "[]");
  await assert.rejects(prepare({ photos: join(folder, "nowhere"), out }));
  assert.deepEqual(await feedOf(out), []);
});

test("195 real photographs of garments become 195 products of 15 kinds", {
  skip: existsSync(PHOTOS) ? false : `no photographs at ${PHOTOS} (VITRINE_DATA)`,
}, async () => {
  const out = join(folder, "garments");
  await prepare({ photos: PHOTOS, out });
  const feed = await feedOf(out);
  await eachPictureIsThere(out, feed);
  assert.equal(feed.length, 195);
  assert.equal(new Set(feed.map(({ product_type }) => product_type)).size, 15);
  assert.ok(feed.every(({ price_note }) => price_note));
});

test("what the SDK cannot read of a feed is said, and the rest is packed", async () => {
  const row = { title: "T", description: "", price: "1.00 EUR", image_link: "a.jpg", link: "b" };
  const { pack, skipped } = await packFeed(
    JSON.stringify([
      { ...row, id: "good" },
      { ...row, id: "bad", price: "free" },
    ]),
  );
  assert.ok(pack.length > 64);
  assert.equal(skipped.length, 1);
  assert.match(skipped[0], /^feed, row 2: price /);
});

test("what is no feed cannot be packed", async () => {
  await assert.rejects(packFeed("<html>"), /FEED_SYNTAX/);
});
