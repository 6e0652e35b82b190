// SPDX-License-Identifier: Apache-2.0
import { addToCart, viewItem, viewItemList } from "../analytics.ts";
import { type Context, listen } from "../context.ts";
import { h, type View } from "../dom.ts";
import { formatMoney } from "../money.ts";
import { card, picture, stockText } from "../parts/card.ts";
import { say } from "../parts/notice.ts";
import { plainState } from "../parts/states.ts";
import { whyNote } from "../parts/why.ts";
import { canBeBought, departmentOf, kindOf, type Product } from "../product.ts";
import { gridAddress, type Route } from "../routes.ts";

const RELATED_COUNT = 4;

/** One product: its picture, what it is, what it costs now, and what goes with it. */
export function productView(context: Context, { id }: Route): View {
  const product = context.shop.product(id);
  if (!product) {
    return {
      title: "Not here",
      element: plainState(
        "Not in this shop",
        "There is no such product, or there no longer is.",
        h("a", { class: "button", href: gridAddress() }, "See everything"),
      ),
    };
  }
  viewItem(product);
  const offer = h("div", { class: "offer" });
  const showOffer = () => offer.replaceChildren(...offerOf(context, id));
  showOffer();
  const stop = listen(context.shop, ["price"], showOffer);
  const why = whyNote(context, product);
  const element = h(
    "article",
    { class: "product", "data-testid": "product", "data-product": id },
    h("div", { class: "plate" }, picture(product, { eager: true })),
    h(
      "div",
      { class: "about" },
      trail(product),
      h("h1", { tabindex: -1 }, product.title),
      product.brand !== "" && h("p", { class: "maker" }, product.brand),
      offer,
      product.description !== "" && h("p", { class: "says" }, product.description),
      facts(product),
      why.element,
    ),
    related(context, product) ?? false,
  );
  return {
    title: product.title,
    element,
    leave: () => {
      stop();
      why.leave();
    },
  };
}

function trail(product: Product): HTMLElement {
  const department = departmentOf(product);
  const kind = kindOf(product);
  return h(
    "p",
    { class: "trail" },
    h("a", { href: gridAddress({ department }) }, department),
    kind !== department && h("a", { href: gridAddress({ department, kind }) }, kind),
  );
}

/** Price, stock and the button, as they are now. */
function offerOf({ shop }: Context, id: string): readonly HTMLElement[] {
  const product = shop.product(id);
  if (!product) {
    return [];
  }
  const put = () => {
    shop.setQuantity(id, shop.quantity(id) + 1);
    addToCart(product);
    say(`${product.title} is in your bag.`);
  };
  return [
    h("p", { class: "price" }, formatMoney(product.price)),
    ...(product.priceNote ? [h("p", { class: "note" }, product.priceNote)] : []),
    h("p", { class: "stock" }, stockText(product)),
    h(
      "button",
      {
        type: "button",
        class: "primary",
        "data-testid": "add-to-bag",
        disabled: !canBeBought(product),
        click: put,
      },
      canBeBought(product) ? "Put in the bag" : "Sold out",
    ),
  ];
}

function facts(product: Product): HTMLElement {
  const rows = [
    ["Kind", kindOf(product)],
    ["Colour", product.colour],
    ["Material", product.material],
    ["Number", product.id],
  ] as const;
  return h(
    "dl",
    { class: "facts" },
    ...rows
      .filter(([, value]) => value !== "")
      .flatMap(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]),
  );
}

function related({ shop }: Context, product: Product): HTMLElement | undefined {
  const others = shop.products.filter((other) => other.id !== product.id && canBeBought(other));
  const near = [
    ...others.filter((other) => kindOf(other) === kindOf(product)),
    ...others.filter(
      (other) => kindOf(other) !== kindOf(product) && departmentOf(other) === departmentOf(product),
    ),
  ].slice(0, RELATED_COUNT);
  if (near.length === 0) {
    return undefined;
  }
  const list = { id: "related", name: "From the same shelf" };
  viewItemList(list, near);
  return h(
    "section",
    { class: "related", "aria-labelledby": "related" },
    h("h2", { id: "related" }, list.name),
    h("div", { class: "row" }, ...near.map((each) => card(each, list))),
  );
}
