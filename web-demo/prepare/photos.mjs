// SPDX-License-Identifier: Apache-2.0
// Makes a shop's products of a folder of photographs and its products.csv. What the table does not say is
// made up, the same on every run, and every product says so.
import { readdir, readFile, stat } from "node:fs/promises";
import { join, parse } from "node:path";
import { parse as parseCsv } from "csv-parse/sync";

/** What the shop says under a price that is not in the table. */
export const PRICE_NOTE = "Price made up for this demonstration; the photographs came without any.";

const CURRENCY = "EUR";
const PICTURE = /\.(jpe?g|png|webp|avif)$/i;

/** 32 bits of FNV-1a: spreads ids evenly and is the same everywhere. */
function hash(text) {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) {
    value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  }
  return value;
}

/** A fraction in [0, 1) that belongs to `text`. */
const fraction = (text) => (hash(text) >>> 8) / 2 ** 24;

/**
 * A price for a product that has none: every kind has its own level, 20 to 140, and every product lies
 * within 40 % of it.
 */
export function madeUpPrice(id, kind) {
  const level = 20 * 7 ** fraction(`level of ${kind}`);
  const euros = Math.round(level * (0.6 + 0.8 * fraction(`price of ${id}`)));
  return `${Math.max(euros, 5)}.00 ${CURRENCY}`;
}

/** The pictures of a folder and of its `images` folder: name with and without ending -> path. */
async function picturesIn(folder) {
  const found = new Map();
  for (const part of ["", "images"]) {
    const files = await readdir(join(folder, part)).catch((error) => {
      if (part !== "" && ["ENOENT", "ENOTDIR"].includes(error.code)) {
        return [];
      }
      throw error;
    });
    for (const file of files.filter((name) => PICTURE.test(name)).sort()) {
      const path = join(folder, part, file);
      for (const name of [file, parse(file).name]) {
        if (!found.has(name)) {
          found.set(name, path);
        }
      }
    }
  }
  return found;
}

async function readTable(folder) {
  const path = join(folder, "products.csv");
  let text;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    throw new Error(`${folder} needs a products.csv beside its photographs: ${error.message}`);
  }
  let rows;
  try {
    rows = parseCsv(text, { columns: true, bom: true, trim: true, skip_empty_lines: true });
  } catch (error) {
    throw new Error(`${path}: ${error.message}`);
  }
  const columns = Object.keys(rows[0] ?? {});
  const missing = ["image", "label"].filter((name) => !columns.includes(name));
  if (missing.length > 0) {
    throw new Error(
      `${path}: expected the columns image and label, got ${columns.join(", ") || "no rows"}`,
    );
  }
  return rows;
}

/** "49", "49.00" or "49.00 EUR" as a feed writes it; undefined for anything else. */
function readPrice(text) {
  const match = /^(\d+(?:\.\d{1,2})?)(?: ([A-Z]{3}))?$/.exec(text ?? "");
  return match ? `${Number(match[1]).toFixed(2)} ${match[2] ?? CURRENCY}` : undefined;
}

/** One product of the feed, or a reason why the row is none. */
function product(row, number, pictures, ids) {
  const { image, label } = row;
  if (!image || !label) {
    return `has no ${image ? "label" : "image"}`;
  }
  const source = pictures.get(image);
  if (!source) {
    return `names the picture '${image}', which is not in the folder`;
  }
  const file = parse(source).base;
  const id = row.id || parse(file).name;
  if (ids.has(id)) {
    return `has the id '${id}' of an earlier row`;
  }
  const price = readPrice(row.price);
  if (row.price && !price) {
    return `has the price '${row.price}', expected '49.00' or '49.00 EUR'`;
  }
  const entry = {
    id,
    title: row.title || `${label} no. ${number}`,
    description: row.description ?? "",
    brand: row.brand ?? "",
    product_type: row.product_type || label,
    price: price ?? madeUpPrice(id, label),
    availability: row.availability || "in_stock",
    color: row.color ?? "",
    material: row.material ?? "",
    image_link: `images/${encodeURIComponent(file)}`,
    ...(price ? {} : { price_note: PRICE_NOTE }),
  };
  return { entry, picture: { source, file } };
}

/**
 * Reads a folder of photographs.
 *
 * Its products.csv has the columns `image` (a file's name, with or without its ending, in the folder or in
 * its `images`) and `label` (the kind of thing), and may have `id`, `title`, `description`, `brand`,
 * `product_type`, `price`, `availability`, `color` and `material`. Rows that are no product are left out.
 *
 * @param {string} folder
 * @returns {Promise<{entries: object[], pictures: {source: string, file: string}[], skipped: string[]}>}
 *   The rows of the feed, the pictures they show, and a line for every row left out.
 * @throws {Error} When the folder, its table or every row of it cannot be used.
 */
export async function readPhotos(folder) {
  if (!(await stat(folder).catch(() => undefined))?.isDirectory()) {
    throw new Error(`expected a folder of photographs, got '${folder}'`);
  }
  const [rows, pictures] = [await readTable(folder), await picturesIn(folder)];
  const numbers = new Map();
  const made = { entries: [], pictures: [], skipped: [] };
  const ids = new Set();
  for (const [i, row] of rows.entries()) {
    const number = (numbers.get(row.label) ?? 0) + 1;
    const read = product(row, number, pictures, ids);
    if (typeof read === "string") {
      made.skipped.push(`products.csv, row ${i + 1}: ${read}`);
      continue;
    }
    numbers.set(row.label, number);
    ids.add(read.entry.id);
    made.entries.push(read.entry);
    made.pictures.push(read.picture);
  }
  if (made.entries.length === 0) {
    throw new Error(
      `${folder}: none of the ${rows.length} rows of products.csv is a product; the first ${made.skipped[0]}`,
    );
  }
  return made;
}
