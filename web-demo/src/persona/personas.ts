// SPDX-License-Identifier: Apache-2.0
// Three shoppers whom everybody knows, told by what they want. What that means in this shop is read off its
// catalogue, so that they can be played in any.
import { canBeBought, departmentOf, kindOf, type Product } from "../product.ts";
import type { Shop } from "../shop.ts";

export const PERSONAS = ["minimalist", "collector", "giver"] as const;
export type PersonaName = (typeof PERSONAS)[number];

/** One thing that a persona does. */
export type Step =
  | Readonly<{ event: "view_item_list"; name: string; products: readonly Product[] }>
  | Readonly<{ event: "select_item"; name: string; product: Product }>
  | Readonly<{ event: "view_item" | "add_to_cart"; product: Product }>
  | Readonly<{ event: "purchase"; product: Product }>;

/** Colours without colour, as catalogues call them. */
const PALE = [
  "bone",
  "chalk",
  "oat",
  "ivory",
  "white",
  "natural",
  "clear",
  "cream",
  "grey",
  "sand",
];

/** What a persona does in one visit: looks through a list, opens some, decides. */
export function sessionOf(name: PersonaName, shop: Shop): readonly Step[] {
  const products = shop.products.filter(canBeBought);
  switch (name) {
    case "minimalist":
      return visit(plain(products), { opened: 5, bagged: 1, bought: 0 });
    case "collector":
      return visit(ofOneKind(products), { opened: 7, bagged: 2, bought: 1 });
    case "giver":
      return visit(small(products), { opened: 6, bagged: 4, bought: 3 });
  }
}

type Shelf = Readonly<{ name: string; products: readonly Product[] }>;

function visit(
  { name, products }: Shelf,
  { opened, bagged, bought }: Readonly<{ opened: number; bagged: number; bought: number }>,
): readonly Step[] {
  const looked = products.slice(0, opened);
  return [
    { event: "view_item_list", name, products: products.slice(0, 12) },
    ...looked.flatMap((product, i): readonly Step[] => [
      { event: "select_item", name, product },
      { event: "view_item", product },
      ...(i < bagged ? [{ event: "add_to_cart", product } as const] : []),
    ]),
    ...looked.slice(0, bought).map((product): Step => ({ event: "purchase", product })),
  ];
}

/** Of pale colours, or of the commonest one where the catalogue names its colours otherwise. */
function plain(products: readonly Product[]): Shelf {
  const pale = products.filter(({ colour }) => PALE.includes(colour.toLowerCase()));
  return { name: "plain", products: spread(pale.length >= 5 ? pale : largest(products, "colour")) };
}

/** Of the kind that costs most where there are enough of it: one collects what is dear. */
function ofOneKind(products: readonly Product[]): Shelf {
  const kinds = [...Map.groupBy(products, kindOf)].filter(([, shelf]) => shelf.length >= 7);
  const mean = (shelf: readonly Product[]) =>
    shelf.reduce((sum, { price }) => sum + price.amount, 0) / shelf.length;
  const [dearest] = kinds.toSorted(([, one], [, other]) => mean(other) - mean(one));
  return {
    name: dearest?.[0] ?? "one kind",
    products: dearest?.[1] ?? largest(products, "kind"),
  };
}

/** Of the cheapest third, from many departments. */
function small(products: readonly Product[]): Shelf {
  const cheap = products.toSorted((one, other) => one.price.amount - other.price.amount);
  return { name: "gifts", products: spread(cheap.slice(0, Math.ceil(cheap.length / 3))) };
}

function largest(products: readonly Product[], by: "colour" | "kind"): readonly Product[] {
  const shelves = Map.groupBy(products, (each) => (by === "kind" ? kindOf(each) : each.colour));
  return [...shelves.values()].toSorted((one, other) => other.length - one.length)[0] ?? [];
}

/** One of each department in turn. */
function spread(products: readonly Product[]): readonly Product[] {
  const shelves = [...Map.groupBy(products, departmentOf).values()];
  const deepest = Math.max(0, ...shelves.map(({ length }) => length));
  return Array.from({ length: deepest }, (_, i) =>
    shelves.flatMap((shelf) => shelf[i] ?? []),
  ).flat();
}
