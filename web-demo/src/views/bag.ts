// SPDX-License-Identifier: Apache-2.0
import { purchase, removeFromCart } from "../analytics.ts";
import { type Context, listen } from "../context.ts";
import { h, type View } from "../dom.ts";
import { formatMoney } from "../money.ts";
import { picture } from "../parts/card.ts";
import { plainState } from "../parts/states.ts";
import { gridAddress, LOOKBOOK_ADDRESS, productAddress } from "../routes.ts";
import { type BagLine, bagTotal } from "../shop.ts";

/** The bag and a pretended order. */
export function bagView(context: Context): View {
  const { shop } = context;
  const element = h("div", { class: "bag" });
  const order = () => {
    purchase(shop.bag);
    shop.emptyBag();
    element.replaceChildren(
      plainState(
        "Thank you",
        "Nothing was charged and nothing will be sent: this was a pretended order.",
        h("a", { class: "button", href: LOOKBOOK_ADDRESS }, "See your lookbook"),
      ),
    );
  };
  const show = () => element.replaceChildren(...contents(context, order));
  show();
  // After the order the thanks stay.
  const stop = listen(shop, ["bag", "price"], () => {
    if (shop.bag.length > 0 || element.querySelector(".line")) {
      show();
    }
  });
  return { title: "Bag", element, leave: stop };
}

function contents(context: Context, order: () => void): readonly HTMLElement[] {
  const { bag } = context.shop;
  const total = bagTotal(bag);
  if (!total) {
    return [
      plainState(
        "Your bag is empty",
        "It is a good size for one well-made thing.",
        h("a", { class: "button", href: gridAddress() }, "Look around"),
      ),
    ];
  }
  return [
    h("h1", { class: "place", tabindex: -1 }, "Bag"),
    h("ul", { class: "lines" }, ...bag.map((each) => line(context, each))),
    h(
      "p",
      { class: "total" },
      h("span", {}, "Together"),
      h("span", { class: "price" }, formatMoney(total)),
    ),
    h(
      "button",
      { type: "button", class: "primary", "data-testid": "order", click: order },
      "Pretend to order",
    ),
  ];
}

function line({ shop }: Context, each: BagLine): HTMLElement {
  const { product, quantity } = each;
  const remove = () => {
    shop.setQuantity(product.id, 0);
    removeFromCart(each);
  };
  return h(
    "li",
    { class: "line" },
    h("a", { href: productAddress(product.id), "aria-label": product.title }, picture(product)),
    h(
      "div",
      { class: "caption" },
      h("a", { class: "name", href: productAddress(product.id) }, product.title),
      h("span", { class: "maker" }, product.brand),
      h("span", { class: "price" }, `${quantity} × ${formatMoney(product.price)}`),
    ),
    h(
      "button",
      { type: "button", class: "quiet", click: remove, "aria-label": `Remove ${product.title}` },
      "Remove",
    ),
  );
}
