// SPDX-License-Identifier: Apache-2.0
import { addToCart, removeFromCart, viewBag } from "../analytics.ts";
import { type Context, listen } from "../context.ts";
import { h, type View } from "../dom.ts";
import { formatNumber, words } from "../language.ts";
import { formatMoney } from "../money.ts";
import { picture } from "../parts/card.ts";
import { plainState } from "../parts/states.ts";
import { CHECKOUT_ADDRESS, gridAddress, productAddress } from "../routes.ts";
import { type BagLine, bagTotal, lineTotal } from "../shop.ts";

/** The bag: what is in it, how many of each, and the way to the checkout. */
export function bagView(context: Context): View {
  const { shop } = context;
  const element = h("div", { class: "bag" });
  const show = () => element.replaceChildren(...contents(context));
  const renew = () => {
    const held = document.activeElement;
    const focus = held instanceof HTMLElement && element.contains(held) ? held.id : undefined;
    show();
    if (focus !== undefined) {
      const same = focus === "" ? null : document.getElementById(focus);
      (same ?? element.querySelector<HTMLElement>("h1"))?.focus();
    }
  };
  show();
  viewBag("view_cart", shop.bag);
  const stop = listen(shop, ["bag", "price"], renew);
  return { title: words().bag.title, element, leave: stop };
}

function contents(context: Context): readonly HTMLElement[] {
  const { bag } = context.shop;
  const { bag: says } = words();
  const total = bagTotal(bag);
  if (!total) {
    return [
      plainState(
        says.empty,
        says.emptyText,
        h("a", { class: "button", href: gridAddress() }, says.around),
      ),
    ];
  }
  return [
    h("h1", { class: "place", tabindex: -1 }, says.title),
    h("ul", { class: "lines" }, ...bag.map((each) => line(context, each))),
    h(
      "p",
      { class: "total" },
      h("span", {}, says.together),
      h("span", { class: "price", "data-testid": "total" }, formatMoney(total)),
    ),
    h(
      "a",
      { class: "button primary", "data-testid": "checkout", href: CHECKOUT_ADDRESS },
      says.checkout,
    ),
  ];
}

function line({ shop }: Context, each: BagLine): HTMLElement {
  const { product, quantity } = each;
  const { bag: says } = words();
  const change = (by: 1 | -1) => () => {
    shop.setQuantity(product.id, quantity + by);
    if (by > 0) {
      addToCart(product);
    } else {
      removeFromCart({ product, quantity: 1 });
    }
  };
  const remove = () => {
    shop.setQuantity(product.id, 0);
    removeFromCart(each);
  };
  const step = (id: string, name: string, sign: string, click: () => void) =>
    h("button", { type: "button", id: `${id}-${product.id}`, "aria-label": name, click }, sign);
  return h(
    "li",
    { class: "line", "data-testid": "bag-line", "data-product": product.id },
    h("a", { href: productAddress(product.id), "aria-label": product.title }, picture(product)),
    h(
      "div",
      { class: "caption" },
      h("a", { class: "name", href: productAddress(product.id), dir: "auto" }, product.title),
      h("span", { class: "maker", dir: "auto" }, product.brand),
      h("span", { class: "price" }, formatMoney(product.price)),
      h(
        "div",
        { class: "stepper", role: "group", "aria-label": says.amount(quantity) },
        step("fewer", says.fewer(product.title), "−", change(-1)),
        h("span", { class: "quantity", "aria-live": "polite" }, formatNumber(quantity)),
        step("more", says.more(product.title), "+", change(1)),
      ),
    ),
    h(
      "div",
      { class: "sum" },
      h("span", { class: "price" }, formatMoney(lineTotal(each))),
      h(
        "button",
        {
          type: "button",
          class: "quiet",
          click: remove,
          "aria-label": says.removeNamed(product.title),
        },
        says.remove,
      ),
    ),
  );
}
