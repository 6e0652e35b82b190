// SPDX-License-Identifier: Apache-2.0
import { type Context, listen } from "../context.ts";
import { h } from "../dom.ts";
import { words } from "../language.ts";
import { canBeBought } from "../product.ts";
import { LOOKBOOK_ADDRESS } from "../routes.ts";
import { nextTask } from "../tasks.ts";
import { bookElement } from "./book.ts";
import { picture } from "./card.ts";

/** The front's opening: a sentence, and the cover of the shopper's lookbook as it is now. */
export function intro(context: Context): { element: HTMLElement; leave(): void } {
  const { personal, shop } = context;
  const { front } = words();
  const first = shop.products.find(canBeBought);
  const lead = h("div", { class: "lead", "data-testid": "cover" });
  if (first) {
    // Until the cover is made, and where it cannot be, the shop shows a product.
    lead.append(picture(first, { eager: true }));
  }
  let left = false;
  const show = async () => {
    const { stage } = personal;
    if (stage.name !== "ready") {
      return;
    }
    await personal.edition(stage.client);
    await nextTask();
    if (left || personal.stage !== stage) {
      return;
    }
    const cover = bookElement(context, { label: front.cover, pages: 1, card: false });
    cover.client = stage.client;
    const arrive = () => {
      lead.querySelector("vitrine-lookbook:not(.coming)")?.remove();
      cover.classList.remove("coming");
    };
    cover.addEventListener("vitrine-ready", arrive, { once: true });
    // Of two that were asked for, the newer one comes.
    lead.querySelector(".coming")?.remove();
    cover.classList.add("coming");
    lead.append(cover);
  };
  const ask = () => {
    // The picture stays; the SDK's own error says why.
    show().catch(() => undefined);
  };
  ask();
  const stop = listen(personal, ["stage", "renewed"], ask);
  return {
    element: h(
      "section",
      { class: "intro" },
      h(
        "div",
        { class: "words" },
        h("h1", { tabindex: -1 }, front.headline),
        h("p", {}, front.text),
        h(
          "p",
          { class: "actions" },
          h("a", { class: "button", href: LOOKBOOK_ADDRESS }, front.turn),
        ),
      ),
      lead,
    ),
    leave: () => {
      left = true;
      stop();
    },
  };
}
