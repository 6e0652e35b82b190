// SPDX-License-Identifier: Apache-2.0
// What the merchants sent in: pictures in six ways to take them. Over a folder of photographs nobody has
// sent anything, and the products' own pictures stand in.
import type { Product } from "../product.ts";
import { CATALOGUE, type Shop } from "../shop.ts";

export const PICTURE_STYLES = [
  "fluorescent",
  "tungsten",
  "flat",
  "patterned",
  "far",
  "white",
] as const;
export type PictureStyle = (typeof PICTURE_STYLES)[number];

/** A product's picture as its merchant took it. */
export type Sent = Readonly<{ product: Product; picture: string }>;

export type Merchant = Readonly<{
  name: string;
  /** How they photograph; undefined where nobody said. */
  style: PictureStyle | undefined;
  sent: readonly Sent[];
}>;

const MOST_MERCHANTS = 6;
const MOST_SENT = 3;

/** @throws {Error} When their table is there and cannot be read. */
export async function readMerchants(shop: Shop): Promise<readonly Merchant[]> {
  const response = await fetch(new URL("merchants.json", CATALOGUE));
  if (!response.ok) {
    throw new Error(`the merchants' table answered with status ${response.status}`);
  }
  const table: unknown = await response.json();
  const rows = Array.isArray(table) ? table : [];
  if (rows.length === 0) {
    return ownPictures(shop);
  }
  return rows.flatMap((row: { merchant: string; style: string; products: string[] }) => {
    const sent = row.products.flatMap((id) => {
      const product = shop.product(id);
      const picture = new URL(`merchants/${encodeURIComponent(id)}.jpg`, CATALOGUE).href;
      return product ? [{ product, picture }] : [];
    });
    const style = PICTURE_STYLES.find((each) => each === row.style);
    return sent.length > 0 ? [{ name: row.merchant, style, sent }] : [];
  });
}

function ownPictures(shop: Shop): readonly Merchant[] {
  const shelves = Map.groupBy(shop.products, ({ brand, path }) => brand || (path.at(-1) ?? ""));
  return [...shelves].slice(0, MOST_MERCHANTS).map(([name, products]) => ({
    name,
    style: undefined,
    sent: products.slice(0, MOST_SENT).map((product) => ({ product, picture: product.picture })),
  }));
}
