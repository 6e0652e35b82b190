// SPDX-License-Identifier: Apache-2.0
import type { PickedProduct, Region, Vitrine } from "@vitrine/sdk";
import type { VitrineLookbookElement } from "@vitrine/sdk/element";
import { type Context, listen } from "../context.ts";
import { h, type View } from "../dom.ts";
import { formatNumber, words } from "../language.ts";
import { measuring } from "../measuring.ts";
import { formatMoney } from "../money.ts";
import { bookElement } from "../parts/book.ts";
import { stockText } from "../parts/card.ts";
import { forget } from "../parts/forget.ts";
import { reasonText } from "../parts/why.ts";
import { personaBar, playedName } from "../persona/bar.ts";
import { explain, type Stage } from "../personal.ts";
import { BAG_ADDRESS, gridAddress, productAddress } from "../routes.ts";
import { PACK } from "../shop.ts";
import { nextTask } from "../tasks.ts";

/** The pages of a lookbook in this shop. */
const PAGES = 8;

/** The shopper's own lookbook, with the reasons of the open page beside it. */
export function lookbookView(context: Context): View {
  const { personal, shop } = context;
  const { lookbook } = words();
  const edition = h(
    "p",
    { class: "edition", "data-testid": "edition", role: "status" },
    lookbook.making,
  );
  const stage = h("div", { class: "stage" });
  const list = h("ol", { class: "picks" });
  const beside = h(
    "section",
    { class: "beside", "aria-labelledby": "beside" },
    h("h2", { id: "beside" }, lookbook.beside),
    list,
  );
  const personas = personaBar(context);
  const bag = h("a", { class: "quiet", href: BAG_ADDRESS, "data-testid": "bag-link" });
  let left = false;
  let shown: Vitrine | undefined;
  /** Shows the catalogue's preview, and later the first client's pages. */
  let waiting: VitrineLookbookElement | undefined;
  let products: readonly PickedProduct[] = [];

  const tell = () => {
    list.replaceChildren(...products.map((product) => pick(context, product)));
  };
  const turn = (regions: readonly Region[]) => {
    products = regions.map(({ product }) => product);
    beside.classList.remove("vacant");
    tell();
  };
  const tellBag = () => {
    bag.hidden = shop.bagCount === 0;
    bag.textContent = lookbook.inBag(shop.bagCount);
  };
  const book = () => {
    const element = bookElement(context, { label: lookbook.title, pages: PAGES, card: true });
    element.addEventListener("vitrine-page", (event) => turn(event.detail.regions));
    return element;
  };
  const preview = async (starting: Stage) => {
    stage.replaceChildren(panel(lookbook.making));
    await customElements.whenDefined("vitrine-lookbook");
    // Neither making the element nor showing it lengthens another task.
    await nextTask();
    if (!left && personal.stage === starting) {
      waiting = book();
      waiting.setAttribute("preview", PACK);
      stage.replaceChildren(waiting);
    }
  };
  const show = async () => {
    const now = personal.stage;
    if (now.name === "starting") {
      await preview(now);
    }
    if (now.name === "failed") {
      waiting = undefined;
      stage.replaceChildren(failure(context, now.error));
      edition.textContent = "";
      beside.classList.add("vacant");
    }
    if (now.name !== "ready" || now.client === shown) {
      return;
    }
    shown = now.client;
    try {
      const number = formatNumber(await personal.edition(now.client));
      edition.textContent = playedName() ?? lookbook.edition(number);
    } catch (error) {
      // A client that was closed meanwhile has a successor.
      if (shown === now.client && personal.stage === now) {
        stage.replaceChildren(failure(context, error));
      }
      return;
    }
    await nextTask();
    const element = waiting ?? book();
    waiting = undefined;
    await nextTask();
    if (!left && personal.stage === now && shown === now.client) {
      element.client = now.client;
      stage.replaceChildren(element);
    }
  };
  const renew = () => {
    shown = undefined;
    show();
  };

  show();
  tellBag();
  const unwatch = measuring.watch(stage);
  const stops = [
    listen(personal, ["stage"], show),
    listen(personal, ["renewed"], renew),
    // The page itself follows the SDK's own news of a price.
    listen(shop, ["price"], tell),
    listen(shop, ["bag"], tellBag),
    personas.leave,
    unwatch,
  ];
  return {
    title: lookbook.title,
    element: h(
      "div",
      { class: "lookbook", "data-testid": "lookbook" },
      h(
        "div",
        { class: "heading" },
        h("h1", { class: "place", tabindex: -1 }, lookbook.title),
        edition,
        h(
          "p",
          { class: "actions" },
          bag,
          h(
            "button",
            {
              type: "button",
              class: "quiet",
              "data-testid": "reset",
              click: () => forget(context),
            },
            lookbook.startOver,
          ),
        ),
      ),
      h("div", { class: "spread" }, stage, h("div", { class: "margin" }, beside, personas.element)),
    ),
    leave: () => {
      left = true;
      for (const stop of stops) {
        stop();
      }
    },
  };
}

/** One product of the open page: what it costs, and why it is there. */
function pick({ shop }: Context, { id, title, price, reason }: PickedProduct): HTMLElement {
  const product = shop.product(id);
  const stock = product && product.availability !== "in_stock" ? stockText(product) : "";
  return h(
    "li",
    { "data-testid": "pick", "data-product": id },
    h("a", { class: "name", href: productAddress(id), dir: "auto" }, title),
    h("span", { class: "price" }, formatMoney(product?.price ?? price)),
    stock !== "" && h("span", { class: "stock" }, stock),
    h(
      "details",
      { class: "why", "data-testid": "why" },
      h("summary", {}, reason.text),
      h("div", { class: "answer" }, ...reasonText(reason, shop).slice(1)),
    ),
  );
}

/** The lookbook's place before it is there: its first page, blank. */
function panel(text: string): HTMLElement {
  return h("div", { class: "blank" }, h("p", {}, text));
}

function failure({ personal }: Context, error: unknown): HTMLElement {
  const { lookbook, frame } = words();
  return h(
    "div",
    { class: "blank", "data-testid": "lookbook-failed", role: "alert" },
    h("h2", {}, lookbook.failed),
    h("p", {}, lookbook.failedText),
    h("p", { class: "fact" }, explain(error)),
    h(
      "p",
      { class: "actions" },
      h("button", { type: "button", click: () => personal.start() }, frame.tryAgain),
      h("a", { class: "button", href: gridAddress() }, lookbook.around),
    ),
  );
}
