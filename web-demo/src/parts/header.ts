// SPDX-License-Identifier: Apache-2.0
import { type Context, listen } from "../context.ts";
import { h } from "../dom.ts";
import { formatNumber, words } from "../language.ts";
import { BAG_ADDRESS, gridAddress, LOOKBOOK_ADDRESS } from "../routes.ts";
import { NAME } from "../shop.ts";

/** The shop's name and its three places. `mark` says where the shopper is. */
export function header({ shop }: Context): {
  element: HTMLElement;
  mark(name: string): void;
  leave(): void;
} {
  const { frame } = words();
  const count = h("span", { class: "count" });
  const links = {
    "": h("a", { href: gridAddress() }, frame.shop),
    lookbook: h("a", { href: LOOKBOOK_ADDRESS, "data-testid": "open-lookbook" }, frame.lookbook),
    bag: h("a", { href: BAG_ADDRESS, "data-testid": "open-bag" }, frame.bag, count),
  };
  const showCount = () => {
    count.textContent = shop.bagCount > 0 ? ` (${formatNumber(shop.bagCount)})` : "";
  };
  showCount();
  const stop = listen(shop, ["bag"], showCount);
  return {
    element: h(
      "header",
      { class: "top" },
      h("a", { class: "wordmark", href: gridAddress() }, NAME),
      h("nav", { "aria-label": frame.places }, ...Object.values(links)),
    ),
    mark(name) {
      for (const [place, link] of Object.entries(links)) {
        if (place === name) {
          link.setAttribute("aria-current", "page");
        } else {
          link.removeAttribute("aria-current");
        }
      }
    },
    leave: stop,
  };
}
