// SPDX-License-Identifier: Apache-2.0
import type { VitrineLookbookElement } from "@vitrine/sdk/element";
import { type ProductList, selectItem } from "../analytics.ts";
import type { Context } from "../context.ts";
import { words } from "../language.ts";
import { productAddress } from "../routes.ts";
import { say } from "./notice.ts";
import { putInBag } from "./put.ts";

/**
 * The SDK's element, still without a client: a product of a page shows its card, which goes on to the bag
 * or to the product's own page; errors go to whoever watches.
 */
export function bookElement(
  { personal, shop }: Context,
  { label, pages, card }: Readonly<{ label: string; pages: number; card: boolean }>,
): VitrineLookbookElement {
  const list: ProductList = { id: "lookbook", name: label };
  const element = document.createElement("vitrine-lookbook");
  element.setAttribute("label", label);
  element.setAttribute("pages", String(pages));
  element.setAttribute("card", card ? "on" : "off");
  element.addToBag = ({ id }) => {
    const product = shop.product(id);
    if (!product) {
      throw new Error(`the shop has no product '${id}'`);
    }
    putInBag(shop, product);
  };
  element.addEventListener("vitrine-card", (event) => {
    const product = shop.product(event.detail.product.id);
    if (product) {
      selectItem(list, product);
    }
  });
  element.addEventListener("vitrine-open", (event) => {
    event.preventDefault();
    const product = shop.product(event.detail.product.id);
    if (product && !card) {
      selectItem(list, product);
    }
    location.hash = productAddress(event.detail.product.id);
  });
  element.addEventListener("vitrine-not-for-me", (event) => {
    say(words().lookbook.willNotComeBack(event.detail.product.title));
  });
  element.addEventListener("vitrine-error", (event) => {
    personal.watch.errors.push(event.detail.error);
  });
  return element;
}
