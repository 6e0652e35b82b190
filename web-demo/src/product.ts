// SPDX-License-Identifier: Apache-2.0
import { type Money, readMoney } from "./money.ts";

export const AVAILABILITIES = ["in_stock", "out_of_stock", "preorder", "backorder"] as const;
export type Availability = (typeof AVAILABILITIES)[number];

/** A product as the shop shows it. */
export type Product = Readonly<{
  id: string;
  title: string;
  description: string;
  brand: string;
  /** From the widest to the narrowest, without what all products of the shop have in common. */
  path: readonly string[];
  price: Money;
  availability: Availability;
  colour: string;
  material: string;
  /** Address of its picture. */
  picture: string;
  /** What a shopper has to know about the price; empty when there is nothing. */
  priceNote: string;
}>;

export const canBeBought = (product: Product): boolean => product.availability !== "out_of_stock";

/** Its main category, what the shop's navigation lists. */
export const departmentOf = (product: Product): string => product.path[0] ?? "Everything";

/** Its narrowest category. */
export const kindOf = (product: Product): string => product.path.at(-1) ?? "Everything";

/**
 * Reads the shop's feed, a JSON list in the field names of Google Merchant Center.
 *
 * @param feed Parsed JSON.
 * @param base What the picture links are relative to.
 * @throws {Error} When it is not a list or none of its rows has an id, a title, a price and a picture.
 */
export function readFeed(feed: unknown, base: string): readonly Product[] {
  if (!Array.isArray(feed)) {
    throw new Error("the product feed is not a list");
  }
  const rows = feed.flatMap((row: unknown) => readRow(row, base) ?? []);
  if (rows.length === 0) {
    throw new Error(`none of the feed's ${feed.length} rows is a product`);
  }
  const common = commonLength(rows.map((row) => row.path));
  return rows.map((row) => ({ ...row, path: row.path.slice(common) }));
}

function readRow(row: unknown, base: string): Product | undefined {
  if (typeof row !== "object" || row === null) {
    return undefined;
  }
  const text = (name: string): string => {
    const value: unknown = Reflect.get(row, name);
    return typeof value === "string" ? value : "";
  };
  const price = readMoney(text("sale_price")) ?? readMoney(text("price"));
  if (!text("id") || !text("title") || !text("image_link") || !price) {
    return undefined;
  }
  return {
    id: text("id"),
    title: text("title"),
    description: text("description"),
    brand: text("brand"),
    path: text("product_type")
      .split(">")
      .map((name) => name.trim())
      .filter((name) => name !== ""),
    price,
    availability: AVAILABILITIES.find((each) => each === text("availability")) ?? "in_stock",
    colour: text("color"),
    material: text("material"),
    picture: new URL(text("image_link"), base).href,
    priceNote: text("price_note"),
  };
}

/** How many levels all paths share; at least one level of the shortest is kept. */
function commonLength(paths: readonly (readonly string[])[]): number {
  const [first = [], ...others] = paths;
  const shortest = Math.min(...paths.map((path) => path.length));
  let length = 0;
  while (length < shortest - 1 && others.every((path) => path[length] === first[length])) {
    length += 1;
  }
  return length;
}
