// SPDX-License-Identifier: Apache-2.0
import type { Context } from "../context.ts";
import { h } from "../dom.ts";
import { NAME } from "../shop.ts";
import { openDesk } from "./desk.ts";
import { forget } from "./forget.ts";

/** What is true of this shop, and its back doors. */
export function footer(context: Context): HTMLElement {
  const notes = new Set(context.shop.products.map((product) => product.priceNote));
  notes.delete("");
  return h(
    "footer",
    { class: "bottom" },
    h(
      "p",
      { class: "invented" },
      `${NAME} is not a real shop. Its names, brands and prices are invented; nothing here is for sale.`,
    ),
    ...[...notes].map((note) => h("p", { class: "invented" }, note)),
    h("p", {}, "The lookbook is made on your own device. What you look at does not leave it."),
    h(
      "p",
      { class: "actions" },
      h(
        "button",
        {
          type: "button",
          class: "quiet",
          "data-testid": "open-desk",
          click: () => openDesk(context),
        },
        "Shop desk",
      ),
      h(
        "button",
        { type: "button", class: "quiet", "data-testid": "forget", click: () => forget(context) },
        "Forget me",
      ),
    ),
  );
}
