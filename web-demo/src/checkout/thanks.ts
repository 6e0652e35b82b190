// SPDX-License-Identifier: Apache-2.0
import "../styles/checkout.css";
import type { Context } from "../context.ts";
import { h, type View } from "../dom.ts";
import { plainState } from "../parts/states.ts";
import { gridAddress, LOOKBOOK_ADDRESS } from "../routes.ts";
import { summary } from "./summary.ts";
import { checkoutWords } from "./words.ts";

/** After the order: what it was, and that it was none. */
export function thanksView({ shop }: Context): View {
  const words = checkoutWords();
  const { order } = shop;
  if (!order) {
    return {
      title: words.noOrder,
      element: plainState(
        words.noOrder,
        words.noOrderText,
        h("a", { class: "button", href: gridAddress() }, words.around),
      ),
    };
  }
  return {
    title: words.thanks,
    element: h(
      "div",
      { class: "thanks", "data-testid": "thanks" },
      h(
        "div",
        { class: "words" },
        h("h1", { tabindex: -1 }, words.thanks),
        h("p", {}, words.pretended),
        order.review && h("p", {}, words.reviewed),
        h("p", { class: "note" }, `${words.number} `, h("bdi", { class: "price" }, order.id)),
        h("a", { class: "button", href: LOOKBOOK_ADDRESS }, words.toLookbook),
      ),
      summary(order.lines),
    ),
  };
}
