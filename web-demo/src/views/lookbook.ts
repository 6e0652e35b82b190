// SPDX-License-Identifier: Apache-2.0
import type { PickedProduct, Region, Vitrine } from "@vitrine/sdk";
import { addToCart } from "../analytics.ts";
import { type Context, listen } from "../context.ts";
import { h, type View } from "../dom.ts";
import { formatMoney } from "../money.ts";
import { bookElement } from "../parts/book.ts";
import { stockText } from "../parts/card.ts";
import { forget } from "../parts/forget.ts";
import { say } from "../parts/notice.ts";
import { reasonText } from "../parts/why.ts";
import { explain } from "../personal.ts";
import { canBeBought } from "../product.ts";
import { gridAddress, productAddress } from "../routes.ts";

/** The pages of a lookbook in this shop. */
const PAGES = 8;

/** The shopper's own lookbook, with what stands on the open page and why beside it. */
export function lookbookView(context: Context): View {
  const { personal } = context;
  const edition = h(
    "p",
    { class: "edition", "data-testid": "edition", role: "status" },
    "Being made for you",
  );
  const stage = h("div", { class: "stage" });
  const list = h("ol", { class: "picks" });
  const beside = h(
    "section",
    { class: "beside", "aria-labelledby": "beside", hidden: true },
    h("h2", { id: "beside" }, "Why these"),
    list,
  );
  let left = false;
  let shown: Vitrine | undefined;
  let products: readonly PickedProduct[] = [];

  const tell = () => {
    beside.hidden = products.length === 0;
    list.replaceChildren(...products.map((product) => pick(context, product)));
  };
  const turn = (regions: readonly Region[]) => {
    products = regions.map(({ product }) => product);
    tell();
  };
  const show = async () => {
    const now = personal.stage;
    if (now.name === "starting") {
      stage.replaceChildren(panel("Being made for you"));
    }
    if (now.name === "failed") {
      stage.replaceChildren(failure(context, now.error));
      edition.textContent = "";
      turn([]);
    }
    if (now.name !== "ready" || now.client === shown) {
      return;
    }
    shown = now.client;
    try {
      edition.textContent = `Edition ${await personal.edition(now.client)}`;
    } catch (error) {
      stage.replaceChildren(failure(context, error));
      return;
    }
    if (!left && personal.stage === now) {
      const book = bookElement(context, now.client, { label: "Your lookbook", pages: PAGES });
      book.addEventListener("vitrine-page", (event) => turn(event.detail.regions));
      stage.replaceChildren(book);
    }
  };
  const renew = () => {
    shown = undefined;
    show();
  };

  show();
  const stops = [
    listen(personal, ["stage"], show),
    listen(personal, ["forgotten"], renew),
    // The page itself follows the SDK's own news of a price.
    listen(context.shop, ["price"], tell),
  ];
  return {
    title: "Your lookbook",
    element: h(
      "div",
      { class: "lookbook", "data-testid": "lookbook" },
      h(
        "div",
        { class: "heading" },
        h("h1", { class: "place", tabindex: -1 }, "Your lookbook"),
        edition,
        h(
          "p",
          { class: "actions" },
          h(
            "button",
            {
              type: "button",
              class: "quiet",
              "data-testid": "reset",
              click: () => forget(context),
            },
            "Start over",
          ),
        ),
      ),
      h("div", { class: "spread" }, stage, beside),
    ),
    leave: () => {
      left = true;
      for (const stop of stops) {
        stop();
      }
    },
  };
}

/** One product of the open page: its reason, and what can be done about it. */
function pick({ shop }: Context, { id, title, price, reason }: PickedProduct): HTMLElement {
  const product = shop.product(id);
  const stock = product && product.availability !== "in_stock" ? stockText(product) : "";
  const put = () => {
    if (product) {
      shop.setQuantity(id, shop.quantity(id) + 1);
      addToCart(product);
      say(`${title} is in your bag.`);
    }
  };
  return h(
    "li",
    { "data-testid": "pick", "data-product": id },
    h("a", { class: "name", href: productAddress(id) }, title),
    h("span", { class: "price" }, formatMoney(product?.price ?? price)),
    stock !== "" && h("span", { class: "stock" }, stock),
    h(
      "details",
      { class: "why", "data-testid": "why" },
      h("summary", {}, reason.text),
      h("div", { class: "answer" }, ...reasonText(reason, shop).slice(1)),
    ),
    h(
      "button",
      {
        type: "button",
        class: "quiet",
        disabled: !product || !canBeBought(product),
        click: put,
        "aria-label": `Put in the bag: ${title}`,
      },
      "Put in the bag",
    ),
  );
}

/** The lookbook's place before it is there: its first page, blank. */
function panel(text: string): HTMLElement {
  return h("div", { class: "blank" }, h("p", {}, text));
}

function failure({ personal }: Context, error: unknown): HTMLElement {
  return h(
    "div",
    { class: "blank", "data-testid": "lookbook-failed", role: "alert" },
    h("h2", {}, "The lookbook could not be made"),
    h("p", {}, "The shop is open all the same."),
    h("p", { class: "fact" }, explain(error)),
    h(
      "p",
      { class: "actions" },
      h("button", { type: "button", click: () => personal.start() }, "Try again"),
      h("a", { class: "button", href: gridAddress() }, "Look around"),
    ),
  );
}
