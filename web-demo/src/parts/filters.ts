// SPDX-License-Identifier: Apache-2.0
import { h } from "../dom.ts";
import { locale, words } from "../language.ts";
import { departmentOf, kindOf, type Product } from "../product.ts";
import { gridAddress } from "../routes.ts";

/** What of the shop the grid shows, and in which order. */
export type Narrowing = Readonly<{
  department: string | undefined;
  kind: string | undefined;
  colour: string | undefined;
  sort: string | undefined;
}>;

/** Links and lists that narrow the grid; `count` says how much is left. */
export function filters(
  products: readonly Product[],
  chosen: Narrowing,
  count: HTMLElement,
): HTMLElement {
  const { front } = words();
  const { department, kind, colour, sort } = chosen;
  const here = products.filter((product) => !department || departmentOf(product) === department);
  const kinds = department ? unique(here.map(kindOf)) : [];
  const colours = unique(here.map((product) => product.colour)).filter((name) => name !== "");
  const go = (change: Partial<Record<keyof Narrowing, string>>) => () => {
    location.hash = gridAddress({ department, kind, colour, sort, ...change });
  };
  return h(
    "nav",
    { class: "filters", "aria-label": front.narrow },
    h(
      "ul",
      { class: "departments" },
      entry(front.filterAll, gridAddress({ colour, sort }), department === undefined),
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
          front.colour,
          [["", front.anyColour], ...colours.map((name) => [name, sentence(name)] as const)],
          colour,
          (value) => go({ colour: value })(),
        ),
      choice(
        front.order,
        [
          ["", front.asWeLike],
          ["price-up", front.priceUp],
          ["price-down", front.priceDown],
        ],
        sort,
        (value) => go({ sort: value })(),
      ),
      count,
    ),
  );
}

/** "bone" -> "Bone". */
const sentence = (text: string): string =>
  text.charAt(0).toLocaleUpperCase(locale()) + text.slice(1);

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
