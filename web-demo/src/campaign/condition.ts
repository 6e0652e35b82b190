// SPDX-License-Identifier: Apache-2.0
// The one condition of a filter that the form can edit, and the values that the catalogue has for it.
import type { ProductFilter } from "@vitrine/sdk";
import { AVAILABILITIES } from "../product.ts";
import type { Shop } from "../shop.ts";

export const CONDITIONS = [
  "category",
  "brand",
  "colour",
  "product",
  "maxPrice",
  "minPrice",
  "availability",
] as const;
export type ConditionName = (typeof CONDITIONS)[number];

export type Condition = Readonly<{ by: ConditionName; value: string }>;

export const isPrice = (by: ConditionName): by is "maxPrice" | "minPrice" =>
  by === "maxPrice" || by === "minPrice";

/** The condition of a filter that has exactly one; undefined where it says more than a row can show. */
export function conditionOf(where: ProductFilter): Condition | undefined {
  const names = Object.keys(where).filter((name) => name !== "currency");
  const by = CONDITIONS.find((each) => each === names[0]);
  const value = by && where[by];
  const one = names.length === 1 && (typeof value === "string" || typeof value === "number");
  return by && one ? { by, value: String(value) } : undefined;
}

export function filterOf({ by, value }: Condition, shop: Shop): ProductFilter {
  if (!isPrice(by)) {
    return { [by]: value };
  }
  const currency = shop.products[0]?.price.currency ?? "EUR";
  return { [by]: Number(value), currency };
}

/** What the catalogue has: the value and its name. */
export function valuesOf(
  by: ConditionName,
  shop: Shop,
): readonly (readonly [value: string, text: string])[] {
  const { products } = shop;
  const names = (list: readonly string[]) =>
    [...new Set(list)]
      .filter((name) => name !== "")
      .sort()
      .map((name) => [name, name] as const);
  switch (by) {
    case "category":
      return names(products.flatMap(({ path }) => path));
    case "brand":
      return names(products.map(({ brand }) => brand));
    case "colour":
      return names(products.map(({ colour }) => colour));
    case "product":
      return products.map(({ id, title }) => [id, title] as const);
    case "availability":
      return AVAILABILITIES.map((each) => [each, each.replaceAll("_", " ")] as const);
    default:
      return [];
  }
}
