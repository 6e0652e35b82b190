// SPDX-License-Identifier: Apache-2.0
import { viewItem, viewItemList } from "../analytics.ts";
import { type Context, listen } from "../context.ts";
import { h, type View } from "../dom.ts";
import { words } from "../language.ts";
import { formatMoney } from "../money.ts";
import { card, picture, stockText } from "../parts/card.ts";
import { putInBag } from "../parts/put.ts";
import { plainState } from "../parts/states.ts";
import { whyNote } from "../parts/why.ts";
import { canBeBought, departmentOf, kindOf, type Product } from "../product.ts";
import { gridAddress, type Route } from "../routes.ts";

const RELATED_COUNT = 4;

/** One product: its picture, what it is, what it costs now, and what goes with it. */
export function productView(context: Context, { id }: Route): View {
  const product = context.shop.product(id);
  if (!product) {
    const { state } = words();
    return {
      title: state.missingTitle,
      element: plainState(
        state.noProduct,
        state.noProductText,
        h("a", { class: "button", href: gridAddress() }, state.everything),
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
      h("h1", { tabindex: -1, dir: "auto" }, product.title),
      product.brand !== "" && h("p", { class: "maker" }, product.brand),
      offer,
      product.description !== "" && h("p", { class: "says", dir: "auto" }, product.description),
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
  const put = () => putInBag(shop, product);
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
      canBeBought(product) ? words().product.put : words().product.outOfStock,
    ),
  ];
}

function facts(product: Product): HTMLElement {
  const { product: says } = words();
  const rows = [
    [says.kind, kindOf(product)],
    [says.colour, product.colour],
    [says.material, product.material],
    [says.number, product.id, "code"],
  ] as const;
  return h(
    "dl",
    { class: "facts" },
    ...rows
      .filter(([, value]) => value !== "")
      .flatMap(([name, value, kind]) => [
        h("dt", {}, name),
        h("dd", kind ? { class: kind } : {}, value),
      ]),
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
  const list = { id: "related", name: words().product.shelf };
  viewItemList(list, near);
  return h(
    "section",
    { class: "related", "aria-labelledby": "related" },
    h("h2", { id: "related" }, list.name),
    h("div", { class: "row" }, ...near.map((each) => card(each, list))),
  );
}
