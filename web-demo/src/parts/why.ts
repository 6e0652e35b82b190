// SPDX-License-Identifier: Apache-2.0
import type { Reason } from "@vitrine/sdk";
import { type Context, listen } from "../context.ts";
import { h } from "../dom.ts";
import { formatNumber, locale, words } from "../language.ts";
import { explain } from "../personal.ts";
import type { Product } from "../product.ts";
import type { Shop } from "../shop.ts";

/** The facts behind a reason, in sentences. */
export function factsOf(reason: Reason, shop: Shop): readonly string[] {
  const { why } = words();
  const facts: string[] = [];
  if (reason.because) {
    const { productId, event, timeMs } = reason.because;
    const title = shop.product(productId)?.title ?? productId;
    const time = new Intl.DateTimeFormat(locale(), { timeStyle: "short" });
    facts.push(why[event](title, time.format(timeMs)));
  }
  if (reason.facet in why) {
    const shared = why[reason.facet as "category" | "brand" | "colour" | "price_band" | "look"];
    facts.push(why.shared(reason.term ? `${shared}, ${reason.term}` : shared));
  }
  if (reason.rankWithout > reason.rankWith) {
    facts.push(why.rank(formatNumber(reason.rankWith + 1), formatNumber(reason.rankWithout + 1)));
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
          personal.stage.name === "failed"
            ? explain(personal.stage.error)
            : words().frame.oneMoment,
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
    h("summary", {}, words().product.why),
    answer,
  );
  const leave = listen(personal, ["stage", "taste"], ask);
  return { element, leave };
}
