// SPDX-License-Identifier: Apache-2.0
import type { Reason } from "@vitrine/sdk";
import { type Context, listen } from "../context.ts";
import { h } from "../dom.ts";
import { LOCALE } from "../money.ts";
import { explain } from "../personal.ts";
import type { Product } from "../product.ts";
import type { Shop } from "../shop.ts";

const DID: Readonly<Record<string, string>> = {
  view_item_list: "saw in a list",
  select_item: "picked from a list",
  view_item: "opened",
  add_to_cart: "put in your bag",
  purchase: "bought",
  vitrine_not_for_me: "said no to",
};

const SHARED: Readonly<Record<string, string>> = {
  category: "the same category",
  brand: "the same maker",
  colour: "the same colour",
  price_band: "a similar price",
  look: "a similar description",
};

const ordinal = new Intl.NumberFormat(LOCALE);

/** The facts behind a reason, in sentences. */
export function factsOf(reason: Reason, shop: Shop): readonly string[] {
  const facts: string[] = [];
  if (reason.because) {
    const title = shop.product(reason.because.productId)?.title ?? reason.because.productId;
    const time = new Intl.DateTimeFormat(LOCALE, { timeStyle: "short" });
    const did = DID[reason.because.event] ?? "came across";
    facts.push(`You ${did} ${title} at ${time.format(reason.because.timeMs)}.`);
  }
  const shared = SHARED[reason.facet];
  if (shared) {
    facts.push(reason.term ? `Shared: ${shared}, ${reason.term}.` : `Shared: ${shared}.`);
  }
  if (reason.rankWithout > reason.rankWith) {
    const [now, without] = [reason.rankWith + 1, reason.rankWithout + 1];
    facts.push(
      `It stands at place ${ordinal.format(now)} for you; without this, at ${ordinal.format(without)}.`,
    );
  }
  return facts;
}

/** A reason and its facts. */
export function reasonText(reason: Reason, shop: Shop): readonly HTMLElement[] {
  return [
    h("p", { class: "reason" }, `${reason.text}.`),
    ...factsOf(reason, shop).map((fact) => h("p", { class: "fact" }, fact)),
  ];
}

/** "Why am I seeing this?" for one product, answered when it is asked. */
export function whyNote(
  { shop, personal }: Context,
  product: Product,
): { element: HTMLElement; leave(): void } {
  const answer = h("div", { class: "answer", "aria-live": "polite" });
  const ask = async () => {
    if (!element.open) {
      return;
    }
    if (personal.stage.name !== "ready") {
      answer.replaceChildren(
        h(
          "p",
          {},
          personal.stage.name === "failed" ? explain(personal.stage.error) : "One moment.",
        ),
      );
      return;
    }
    try {
      answer.replaceChildren(...reasonText(await personal.stage.client.why(product.id), shop));
    } catch (error) {
      answer.replaceChildren(h("p", {}, explain(error)));
    }
  };
  const element = h(
    "details",
    { class: "why", "data-testid": "why", toggle: ask },
    h("summary", {}, "Why might this be in my lookbook?"),
    answer,
  );
  const leave = listen(personal, ["stage", "taste"], ask);
  return { element, leave };
}
