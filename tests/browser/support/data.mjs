// SPDX-License-Identifier: Apache-2.0
// The photographs that some tests need. They are CC0, from github.com/alexeygrigorev/clothing-dataset.
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's root. */
export const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

const DATA = resolve(process.env.VITRINE_DATA ?? join(ROOT, "../shared/data"));

/** The folder with the photographs and their products.csv. */
export const PHOTOS = join(DATA, "clothing-images");

/**
 * Why tests with the photographs are left out, or false when they are there.
 *
 * @throws {Error} When they are missing and VITRINE_REQUIRE_DATA is set.
 */
export function withoutPhotos() {
  if (existsSync(join(PHOTOS, "products.csv"))) {
    return false;
  }
  const reason = `there are no photographs in ${PHOTOS}; VITRINE_DATA names the folder above`;
  if (!["", "0", undefined].includes(process.env.VITRINE_REQUIRE_DATA)) {
    throw new Error(reason);
  }
  return reason;
}

/** What each photograph shows, by products.csv: image -> label. */
export function readLabels() {
  const [head, ...rows] = readFileSync(join(PHOTOS, "products.csv"), "utf8").trim().split(/\r?\n/);
  const columns = head.split(",");
  const [image, label] = [columns.indexOf("image"), columns.indexOf("label")];
  return new Map(rows.map((row) => row.split(",")).map((cells) => [cells[image], cells[label]]));
}
