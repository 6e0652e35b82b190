// SPDX-License-Identifier: Apache-2.0
// What a product's card is made of.
import { make, shopLink } from "./element-dom.js";
import type { LookbookWords } from "./language.js";
import type { ProductCard, ProductDetails } from "./types.js";

/** Brand, title and price; the title's id names the card. */
export function heading(product: ProductCard, words: LookbookWords): HTMLElement {
  const { brand, title, price, regularPrice } = product;
  const prices = make("p", { class: "price", part: "card-price" }, make("span", {}, price.text));
  if (regularPrice) {
    prices.append(" ", make("s", { "aria-label": words.regularPrice(regularPrice.text) }));
    prices.lastElementChild?.append(regularPrice.text);
  }
  const name = { id: "title", class: "title", part: "card-title", dir: "auto" };
  const parts = [make("h2", name, title), prices];
  const note = stockNote(product, words);
  return make(
    "header",
    { class: "heading" },
    ...(brand ? [make("p", { class: "brand", dir: "auto" }, brand)] : []),
    ...parts,
    ...(note ? [make("p", { class: "stock" }, note)] : []),
  );
}

function stockNote({ availability }: ProductCard, words: LookbookWords): string | undefined {
  return {
    in_stock: undefined,
    out_of_stock: words.soldOut,
    preorder: words.preorder,
    backorder: words.backorder,
  }[availability];
}

/** The first lines of what the shop says of it. */
export function about({ description }: ProductDetails): HTMLElement {
  return make("p", { class: "about", part: "card-about", dir: "auto" }, description);
}

/** Why the shopper sees it. */
export function reasonLine(text: string, words: LookbookWords): HTMLElement {
  const label = make("span", { class: "label" }, words.why);
  return make("p", { class: "why", part: "card-why" }, label, " ", text);
}

export function isSoldOut({ availability }: ProductCard): boolean {
  return availability === "out_of_stock";
}

/** The sizes of a product to choose from: one variant for each, none where there is nothing to choose. */
export function sizesOf({ image, variants }: ProductDetails): readonly ProductCard[] {
  const sized = variants.filter(({ size }) => size !== undefined);
  // Sizes of another colour have another picture.
  const same = sized.filter((variant) => variant.image === image);
  const sizes = new Map<string | undefined, ProductCard>();
  for (const variant of same.length > 1 ? same : sized) {
    const known = sizes.get(variant.size);
    if (!known || isSoldOut(known)) {
      sizes.set(variant.size, variant);
    }
  }
  return sizes.size > 1 ? [...sizes.values()] : [];
}

/** A choice of sizes; those that are sold out are there and cannot be chosen. */
export function sizeChoice(
  sizes: readonly ProductCard[],
  chosen: ProductCard | undefined,
  words: LookbookWords,
  choose: (variant: ProductCard) => void,
): HTMLElement {
  const options = sizes.map((variant) => {
    const soldOut = isSoldOut(variant);
    const input = make("input", { type: "radio", name: "size", ...(soldOut && { disabled: "" }) });
    input.checked = variant === chosen;
    input.addEventListener("change", () => choose(variant));
    const label = make("label", { class: "size", part: "size" }, input);
    label.append(make("span", {}, variant.size ?? ""));
    if (soldOut) {
      label.append(make("span", { class: "name" }, words.soldOut));
    }
    return label;
  });
  const legend = make("legend", { class: "label" }, words.size);
  return make("fieldset", { class: "sizes" }, legend, make("div", { class: "row" }, ...options));
}

/** Products to look at next, with their pictures. */
export function productRow(
  products: readonly ProductCard[],
  chosen: (product: ProductCard) => void,
): HTMLElement {
  const items = products.map((product) => {
    const picture = make("img", { alt: "", loading: "lazy", decoding: "async" });
    if (product.image) {
      picture.src = product.image;
    }
    const button = make(
      "button",
      { type: "button", class: "other", part: "card-similar" },
      picture,
      make("span", { class: "other-title", dir: "auto" }, product.title),
      make("span", { class: "other-price" }, product.price.text),
    );
    button.addEventListener("click", () => chosen(product));
    return make("li", {}, button);
  });
  return make("ul", { class: "others", role: "list" }, ...items);
}

/** The way to the product's page in the shop; nothing where the feed has none. */
export function viewLink(
  { link }: ProductCard,
  words: LookbookWords,
): HTMLAnchorElement | undefined {
  const href = shopLink(link);
  return href === undefined
    ? undefined
    : make("a", { href, class: "view", part: "card-view" }, words.view);
}

/** A button of the card. */
export function actionButton(name: string, text: string, act: () => void): HTMLButtonElement {
  const button = make("button", { type: "button", class: name, part: `card-${name}` }, text);
  button.addEventListener("click", act);
  return button;
}
