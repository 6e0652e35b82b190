// SPDX-License-Identifier: Apache-2.0
import type { PickedProduct } from "@vitrine/sdk";
import { viewItemList } from "../analytics.ts";
import { type Context, listen } from "../context.ts";
import { h, type View } from "../dom.ts";
import { card, picture } from "../parts/card.ts";
import { plainState } from "../parts/states.ts";
import { canBeBought, departmentOf, kindOf, type Product } from "../product.ts";
import { gridAddress, LOOKBOOK_ADDRESS, productAddress, type Route } from "../routes.ts";

const CHOSEN = { id: "chosen", name: "Chosen for you" } as const;
const CHOSEN_COUNT = 6;

type Narrowing = Readonly<{
  department: string | undefined;
  kind: string | undefined;
  colour: string | undefined;
  sort: string | undefined;
}>;

/** The shop's front: what it sells, narrowed by category, kind and colour. */
export function gridView(context: Context, route: Route): View {
  const chosen: Narrowing = {
    department: route.query.get("department") ?? undefined,
    kind: route.query.get("kind") ?? undefined,
    colour: route.query.get("colour") ?? undefined,
    sort: route.query.get("sort") ?? undefined,
  };
  const title = chosen.kind ?? chosen.department ?? "All things";
  const list = { id: title.toLowerCase().replace(/\W+/g, "-"), name: title };
  const front = chosen.department === undefined && chosen.colour === undefined;
  const grid = h("div", { class: "grid" });
  const count = h("p", { class: "amount" });
  const fill = () => {
    const products = narrow(context.shop.products, chosen);
    count.textContent = products.length === 1 ? "1 product" : `${products.length} products`;
    grid.replaceChildren(...products.map((product, i) => card(product, list, "", i < 4)));
    return products;
  };
  const products = fill();
  if (products.length === 0) {
    return { title, element: nothingLeft() };
  }
  viewItemList(list, products);
  const strip = front ? chosenStrip(context) : undefined;
  const stop = listen(context.shop, ["price"], fill);
  const element = h(
    "div",
    {},
    front ? intro(context.shop.products) : h("h1", { class: "place", tabindex: -1 }, title),
    strip?.element ?? false,
    filters(context.shop.products, chosen, count),
    grid,
  );
  return {
    title,
    element,
    leave: () => {
      stop();
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

function intro(products: readonly Product[]): HTMLElement {
  const [first] = products.filter(canBeBought);
  return h(
    "section",
    { class: "intro" },
    h(
      "div",
      { class: "words" },
      h("h1", { tabindex: -1 }, "Fewer things, looked at longer"),
      h(
        "p",
        {},
        "Walk around. What you linger over becomes a lookbook, set page by page for you, on your own device.",
      ),
      h(
        "p",
        { class: "actions" },
        h("a", { class: "button", href: LOOKBOOK_ADDRESS }, "Open your lookbook"),
      ),
    ),
    first !== undefined &&
      h(
        "a",
        { class: "lead", href: productAddress(first.id) },
        picture(first, { eager: true }),
        h("span", { class: "caption" }, h("span", { class: "name" }, first.title)),
      ),
  );
}

function filters(products: readonly Product[], chosen: Narrowing, count: HTMLElement): HTMLElement {
  const { department, kind, colour, sort } = chosen;
  const here = products.filter((product) => !department || departmentOf(product) === department);
  const kinds = department ? unique(here.map(kindOf)) : [];
  const colours = unique(here.map((product) => product.colour)).filter((name) => name !== "");
  const go = (change: Partial<Record<keyof Narrowing, string>>) => () => {
    location.hash = gridAddress({ department, kind, colour, sort, ...change });
  };
  return h(
    "nav",
    { class: "filters", "aria-label": "Narrow the shop" },
    h(
      "ul",
      { class: "departments" },
      entry("All", gridAddress({ colour, sort }), department === undefined),
      ...unique(products.map(departmentOf)).map((name) =>
        entry(name, gridAddress({ department: name, sort }), name === department),
      ),
    ),
    kinds.length > 1 &&
      h(
        "ul",
        { class: "kinds" },
        ...kinds.map((name) =>
          entry(
            name,
            gridAddress({ department, kind: name === kind ? undefined : name, colour, sort }),
            name === kind,
          ),
        ),
      ),
    h(
      "div",
      { class: "selects" },
      colours.length > 1 &&
        choice(
          "Colour",
          [["", "Any colour"], ...colours.map((name) => [name, name] as const)],
          colour,
          (value) => go({ colour: value })(),
        ),
      choice(
        "Order",
        [
          ["", "As we like it"],
          ["price-up", "Price, low to high"],
          ["price-down", "Price, high to low"],
        ],
        sort,
        (value) => go({ sort: value })(),
      ),
      count,
    ),
  );
}

const unique = (names: readonly string[]): readonly string[] => [...new Set(names)];

function entry(name: string, address: string, current: boolean): HTMLElement {
  return h("li", {}, h("a", { href: address, "aria-current": current ? "true" : undefined }, name));
}

function choice(
  label: string,
  options: readonly (readonly [string, string])[],
  chosen: string | undefined,
  choose: (value: string) => void,
): HTMLElement {
  const select = h(
    "select",
    { "aria-label": label, change: () => choose(select.value) },
    ...options.map(([value, text]) =>
      h("option", { value, selected: value === (chosen ?? "") }, text),
    ),
  );
  return select;
}

/** A row of picks with their reasons; only there once something was learnt. */
function chosenStrip({ shop, personal }: Context): { element: HTMLElement; leave(): void } {
  const row = h("div", { class: "row" });
  const element = h(
    "section",
    { class: "chosen", "data-testid": "chosen", "aria-labelledby": "chosen", hidden: true },
    h("h2", { id: "chosen" }, CHOSEN.name),
    row,
  );
  let left = false;
  const show = (picks: readonly PickedProduct[]) => {
    const learnt = picks.some(({ reason }) => reason.kind === "event" || reason.kind === "facet");
    if (left || !learnt) {
      return;
    }
    row.replaceChildren(
      ...picks.flatMap(({ id, reason }) => {
        const product = shop.product(id);
        return product ? [card(product, CHOSEN, reason.text)] : [];
      }),
    );
    element.hidden = false;
  };
  const ask = async () => {
    if (personal.stage.name === "ready") {
      // Without picks there is no row; the SDK has reported why.
      show(await personal.stage.client.picks({ count: CHOSEN_COUNT }).catch(() => []));
    }
  };
  ask();
  const stop = listen(personal, ["stage"], ask);
  return {
    element,
    leave: () => {
      left = true;
      stop();
    },
  };
}

function nothingLeft(): HTMLElement {
  return plainState(
    "Nothing on this shelf",
    "No product is all of that at once.",
    h("a", { class: "button", href: gridAddress() }, "See everything"),
  );
}
