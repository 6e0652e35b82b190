// SPDX-License-Identifier: Apache-2.0
import { h } from "../dom.ts";
import { formatNumber } from "../language.ts";
import { formatMoney } from "../money.ts";
import { picture } from "../parts/card.ts";
import { type BagLine, bagTotal, lineTotal } from "../shop.ts";
import { checkoutWords } from "./words.ts";

/** What is ordered and what it comes to. */
export function summary(lines: readonly BagLine[]): HTMLElement {
  const words = checkoutWords();
  const total = bagTotal(lines);
  return h(
    "section",
    { class: "summary", "aria-labelledby": "summary" },
    h("h2", { id: "summary" }, words.summary),
    h(
      "ul",
      {},
      ...lines.map((line) => {
        const { product, quantity } = line;
        return h(
          "li",
          {},
          picture(product),
          h(
            "span",
            { class: "caption" },
            h("span", { class: "name", dir: "auto" }, product.title),
            h(
              "span",
              { class: "price note" },
              `${formatNumber(quantity)} × ${formatMoney(product.price)}`,
            ),
          ),
          h("span", { class: "price" }, formatMoney(lineTotal(line))),
        );
      }),
    ),
    total
      ? h(
          "p",
          { class: "total" },
          h("span", {}, words.total),
          h("span", { class: "price" }, formatMoney(total)),
        )
      : false,
  );
}
