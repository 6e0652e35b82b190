// SPDX-License-Identifier: Apache-2.0
// Makes the catalogue that the shop serves: feed.json, which its grid is made of, the pack of the same
// products for the SDK, and images/.
import { constants } from "node:fs";
import { copyFile, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { addPreview } from "@vitrine/sdk/node";
import { packFeed } from "./prepare/pack.mjs";
import { readPhotos } from "./prepare/photos.mjs";

const OWN = fileURLToPath(new URL("catalogue", import.meta.url));

/** Who brings photographs of their own has no merchants beside. */
const NO_MERCHANTS = { table: "[]\n", files: [] };

/** The shop's own catalogue, rendered from the scripts beside it. */
async function readOwn() {
  const entries = JSON.parse(await readFile(join(OWN, "feed.json"), "utf8"));
  const pictures = entries.map(({ image_link }) => ({
    source: join(OWN, image_link),
    file: image_link.replace(/^images\//, ""),
  }));
  return { entries, pictures, skipped: [], merchants: await readMerchants() };
}

/** What six merchants sent in, each in a style of their own; a folder of photographs has nothing of it. */
async function readMerchants() {
  const table = await readFile(join(OWN, "merchants.json"), "utf8");
  const ids = JSON.parse(table).flatMap(({ products }) => products);
  return { table, files: ids.map((id) => `${id}.jpg`) };
}

/**
 * Writes a catalogue into the folder `out`, in place of what was there.
 *
 * @param {object} options
 * @param {string} [options.photos] A folder of photographs with a products.csv; default: the shop's own
 *   catalogue. See prepare/photos.mjs for the table's columns.
 * @param {string} options.out The folder that becomes feed.json, catalogue.vpack and images/;
 *   of the own catalogue also merchants.json and merchants/.
 * @returns {Promise<void>} Says on stderr which rows were left out.
 */
export async function prepare({ photos, out }) {
  const target = resolve(out);
  const read = photos ? readPhotos(resolve(photos)) : readOwn();
  const { entries, pictures, skipped, merchants = NO_MERCHANTS } = await read;
  // Product links are relative to the catalogue, as its picture links are.
  const feed = entries.map((entry) => ({
    ...entry,
    link: `../#/product/${encodeURIComponent(entry.id)}`,
  }));
  const json = `${JSON.stringify(feed, null, 1)}\n`;
  const packed = await packFeed(json);
  for (const line of [...skipped, ...packed.skipped]) {
    console.error(`left out: ${line}`);
  }
  // Made aside and moved, so that a server that runs never shows half a catalogue.
  const made = `${target}.new-${process.pid}`;
  await rm(made, { recursive: true, force: true });
  await mkdir(join(made, "images"), { recursive: true });
  for (const { source, file } of pictures) {
    await copyFile(source, join(made, "images", file), constants.COPYFILE_FICLONE);
  }
  await mkdir(join(made, "merchants"));
  await writeFile(join(made, "merchants.json"), merchants.table);
  for (const file of merchants.files) {
    const source = join(OWN, "merchants", file);
    await copyFile(source, join(made, "merchants", file), constants.COPYFILE_FICLONE);
  }
  await writeFile(join(made, "feed.json"), json);
  await writeFile(join(made, "catalogue.vpack"), await withPreview(packed.pack, pictures));
  await mkdir(dirname(target), { recursive: true });
  await rm(target, { recursive: true, force: true });
  await rename(made, target);
}

/** The pack with what a page shows before the SDK has started; of a picture that cannot be read the products alone. */
async function withPreview(catalog, pictures) {
  const sources = new Map(pictures.map(({ source, file }) => [file, source]));
  const picture = (link) => readFile(sources.get(decodeURIComponent(basename(link))));
  try {
    return await addPreview({ catalog, picture });
  } catch (error) {
    console.error(`the preview has no page: ${error.message}`);
    return addPreview({ catalog });
  }
}
