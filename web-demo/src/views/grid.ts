// SPDX-License-Identifier: Apache-2.0
import { viewItemList } from "../analytics.ts";
import { type Context, listen } from "../context.ts";
import { h, type View } from "../dom.ts";
import { words } from "../language.ts";
import { card } from "../parts/card.ts";
import { chosenStrip } from "../parts/chosen.ts";
import { filters, type Narrowing } from "../parts/filters.ts";
import { intro } from "../parts/intro.ts";
import { plainState } from "../parts/states.ts";
import { departmentOf, kindOf, type Product } from "../product.ts";
import { gridAddress, type Route } from "../routes.ts";

/** How many products of a list count as shown to the shopper: about what the first windows hold. */
const FIRST_SEEN = 12;

/** The shop's front: what it sells, narrowed by category, kind and colour. */
export function gridView(context: Context, route: Route): View {
  const chosen: Narrowing = {
    department: route.query.get("department") ?? undefined,
    kind: route.query.get("kind") ?? undefined,
    colour: route.query.get("colour") ?? undefined,
    sort: route.query.get("sort") ?? undefined,
  };
  const title = chosen.kind ?? chosen.department ?? words().front.all;
  const list = { id: title.toLowerCase().replace(/\W+/g, "-"), name: title };
  const front = chosen.department === undefined && chosen.colour === undefined;
  const grid = h("div", { class: "grid" });
  const count = h("p", { class: "amount" });
  const fill = () => {
    const products = narrow(context.shop.products, chosen);
    count.textContent = words().front.count(products.length);
    grid.replaceChildren(...products.map((product, i) => card(product, list, "", i < 4)));
    return products;
  };
  const products = fill();
  if (products.length === 0) {
    return { title, element: nothingLeft() };
  }
  viewItemList(list, products.slice(0, FIRST_SEEN));
  const opening = front ? intro(context) : undefined;
  const strip = front ? chosenStrip(context) : undefined;
  const stop = listen(context.shop, ["price"], fill);
  const element = h(
    "div",
    {},
    opening?.element ?? h("h1", { class: "place", tabindex: -1 }, title),
    strip?.element ?? false,
    filters(context.shop.products, chosen, count),
    grid,
  );
  return {
    title,
    element,
    leave: () => {
      stop();
      opening?.leave();
      strip?.leave();
    },
  };
}

function narrow(products: readonly Product[], chosen: Narrowing): readonly Product[] {
  const left = products.filter(
    (product) =>
      (!chosen.department || departmentOf(product) === chosen.department) &&
      (!chosen.kind || kindOf(product) === chosen.kind) &&
      (!chosen.colour || product.colour === chosen.colour),
  );
  if (chosen.sort === "price-up") {
    return left.toSorted((a, b) => a.price.amount - b.price.amount);
  }
  if (chosen.sort === "price-down") {
    return left.toSorted((a, b) => b.price.amount - a.price.amount);
  }
  return chosen.department ? left : mixed(left);
}

/** One of every department in turn, so that the front shows the whole shop. */
function mixed(products: readonly Product[]): readonly Product[] {
  const shelves = [...Map.groupBy(products, departmentOf).values()];
  const deepest = Math.max(0, ...shelves.map((shelf) => shelf.length));
  return Array.from({ length: deepest }, (_, i) =>
    shelves.flatMap((shelf) => shelf[i] ?? []),
  ).flat();
}

function nothingLeft(): HTMLElement {
  const { state } = words();
  return plainState(
    state.emptyShelf,
    state.emptyShelfText,
    h("a", { class: "button", href: gridAddress() }, state.everything),
  );
}
