// SPDX-License-Identifier: Apache-2.0
import { type ProductList, selectItem } from "../analytics.ts";
import { h } from "../dom.ts";
import { words } from "../language.ts";
import { formatMoney } from "../money.ts";
import type { Availability, Product } from "../product.ts";
import { productAddress } from "../routes.ts";

const STOCK = {
  in_stock: "inStock",
  out_of_stock: "outOfStock",
  preorder: "preorder",
  backorder: "backorder",
} as const satisfies Record<Availability, string>;

export const stockText = ({ availability }: Product): string =>
  words().product[STOCK[availability]];

/** A product's picture, which fades in over its panel when it is there. */
export function picture(product: Product, { eager = false } = {}): HTMLElement {
  const image = h("img", {
    src: product.picture,
    alt: "",
    loading: eager ? "eager" : "lazy",
    decoding: "async",
    load: () => image.classList.add("there"),
    error: () => {
      image.closest(".picture")?.classList.add("missing");
      image.parentElement?.setAttribute("data-missing", words().state.noPicture);
    },
  });
  return h("span", { class: "picture" }, image);
}

/** A product in a grid or a row; `note` is a line under it. */
export function card(product: Product, list: ProductList, note = "", eager = false): HTMLElement {
  return h(
    "a",
    {
      class: "card",
      "data-testid": "product-card",
      "data-product": product.id,
      href: productAddress(product.id),
      click: () => selectItem(list, product),
    },
    picture(product, { eager }),
    h(
      "span",
      { class: "caption" },
      h("span", { class: "name", dir: "auto" }, product.title),
      product.brand !== "" && h("span", { class: "maker" }, product.brand),
      h(
        "span",
        { class: "price" },
        formatMoney(product.price),
        product.availability !== "in_stock" && h("span", { class: "stock" }, stockText(product)),
      ),
      note !== "" && h("span", { class: "note" }, note),
    ),
  );
}
