// SPDX-License-Identifier: Apache-2.0
// A folder of photographs as a shop: what its table may say, what is made up, and what is left out.
import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { madeUpPrice, PRICE_NOTE, readPhotos } from "../prepare/photos.mjs";

const made = [];
after(() => Promise.all(made.map((folder) => rm(folder, { recursive: true, force: true }))));

/** A folder with this table and these files, each holding its own name. */
async function folder(table, files = ["one.jpg", "two.png"]) {
  const path = await mkdtemp(join(tmpdir(), "vitrine-photos-"));
  made.push(path);
  await mkdir(join(path, "images"));
  for (const file of files) {
    await writeFile(join(path, file.includes("/") ? "" : "images", file), file);
  }
  if (table !== undefined) {
    await writeFile(join(path, "products.csv"), table);
  }
  return path;
}

const read = async (table, files) => readPhotos(await folder(table, files));

test("a picture is named with or without its ending, in the folder or in its images", async () => {
  const { entries, pictures } = await read("image,label\none,Hat\ntwo.png,Hat\nthree,Shoes\n", [
    "one.jpg",
    "two.png",
    "./three.webp",
  ]);
  assert.deepEqual(
    entries.map(({ image_link }) => image_link),
    ["images/one.jpg", "images/two.png", "images/three.webp"],
  );
  assert.deepEqual(
    pictures.map(({ file }) => file),
    ["one.jpg", "two.png", "three.webp"],
  );
});

test("a made-up price is the same on every run and says that it is made up", async () => {
  const table = "image,label\none,Hat\n";
  const [first, second] = [await read(table), await read(table)];
  assert.deepEqual(first.entries, second.entries);
  assert.equal(first.entries[0].price, madeUpPrice("one", "Hat"));
  assert.match(first.entries[0].price, /^\d+\.00 EUR$/);
  assert.equal(first.entries[0].price_note, PRICE_NOTE);
});

test("made-up prices of a kind lie within 40 percent of its level", () => {
  const prices = Array.from({ length: 500 }, (_, i) => Number.parseFloat(madeUpPrice(`${i}`, "x")));
  assert.ok(Math.max(...prices) <= (Math.min(...prices) + 1) * (1.4 / 0.6));
  assert.ok(new Set(prices).size > 10);
});

test("what the table says is kept, and its price is not called made up", async () => {
  const { entries } = await read(
    "id,image,label,title,brand,price,color,availability\n7,one,Hat,Wide hat,Ade,49.5,red,out_of_stock\n",
  );
  const { id, title, brand, price, color, availability, price_note } = entries[0];
  assert.deepEqual(
    { id, title, brand, price, color, availability, price_note },
    {
      id: "7",
      title: "Wide hat",
      brand: "Ade",
      price: "49.50 EUR",
      color: "red",
      availability: "out_of_stock",
      price_note: undefined,
    },
  );
});

test("a price keeps its currency", async () => {
  const { entries } = await read("image,label,price\none,Hat,12 GBP\n");
  assert.equal(entries[0].price, "12.00 GBP");
});

test("products without a title are numbered within their kind", async () => {
  const { entries } = await read("image,label\none,Hat\nmissing,Hat\ntwo,Hat\n");
  assert.deepEqual(
    entries.map(({ title }) => title),
    ["Hat no. 1", "Hat no. 2"],
  );
});

const BROKEN = [
  { name: "a picture that is not there", row: "nowhere,Hat,", says: /row 2: names the picture/ },
  { name: "a picture outside the folder", row: "../secret,Hat,", says: /not in the folder/ },
  { name: "no label", row: "two,,", says: /row 2: has no label/ },
  { name: "no picture", row: ",Hat,", says: /row 2: has no image/ },
  { name: "a price that is none", row: "two,Hat,cheap", says: /has the price 'cheap', expected/ },
  { name: "a negative price", row: "two,Hat,-4", says: /has the price '-4'/ },
  { name: "an id that is there already", row: "one,Hat,", says: /has the id 'one' of an earlier/ },
];

for (const { name, row, says } of BROKEN) {
  test(`a row with ${name} is left out and said, and the rest loads`, async () => {
    const { entries, skipped } = await read(`image,label,price\none,Hat,\n${row}\n`);
    assert.equal(entries.length, 1);
    assert.equal(skipped.length, 1);
    assert.match(skipped[0], says);
  });
}

const UNUSABLE = [
  { name: "without products.csv", table: undefined, says: /needs a products\.csv/ },
  {
    name: "with other columns",
    table: "file,kind\none,Hat\n",
    says: /expected the columns image and label, got file, kind/,
  },
  { name: "with an empty table", table: "", says: /got no rows/ },
  { name: "with a ragged table", table: "image,label\none\n", says: /products\.csv: / },
  {
    name: "without one usable row",
    table: "image,label\nnone,Hat\n",
    says: /none of the 1 rows .* is a product/,
  },
];

for (const { name, table, says } of UNUSABLE) {
  test(`a folder ${name} is refused`, async () => {
    await assert.rejects(read(table), says);
  });
}

test("a folder that is not there is refused", async () => {
  await assert.rejects(readPhotos("/nowhere/at/all"), /expected a folder of photographs/);
});
