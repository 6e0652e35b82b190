// SPDX-License-Identifier: Apache-2.0
import "../styles/checkout.css";
import { purchase, viewBag } from "../analytics.ts";
import { type Context, listen } from "../context.ts";
import { h, type View } from "../dom.ts";
import { plainState } from "../parts/states.ts";
import { explain } from "../personal.ts";
import { BAG_ADDRESS, gridAddress, THANKS_ADDRESS } from "../routes.ts";
import { type BagLine, bagTotal, type Order } from "../shop.ts";
import { assess, type OrderFacts } from "./assess.ts";
import { INVENTED, type Values } from "./fields.ts";
import { CheckoutForm } from "./form.ts";
import { summary } from "./summary.ts";
import { checkoutWords } from "./words.ts";

/** Address and payment of a pretended order. Nothing of it leaves the page. */
export function checkoutView(context: Context): View {
  const { shop } = context;
  const words = checkoutWords();
  if (shop.bag.length === 0) {
    return {
      title: words.title,
      element: plainState(
        words.empty,
        words.emptyText,
        h("a", { class: "button", href: gridAddress() }, words.around),
      ),
    };
  }
  viewBag("begin_checkout", shop.bag);
  const opened = performance.now();
  let left = false;
  const form = new CheckoutForm();
  const said = h("p", { class: "problem", role: "alert", "data-testid": "checkout-said" });
  const order = h(
    "button",
    { type: "submit", class: "primary", "data-testid": "order" },
    words.order,
  );
  const submit = async (event: Event) => {
    event.preventDefault();
    const wrong = form.check(Date.now());
    said.textContent = wrong > 0 ? words.wrong(wrong) : "";
    if (wrong > 0) {
      return;
    }
    order.disabled = true;
    order.textContent = words.checking;
    const seconds = (performance.now() - opened) / 1000;
    said.textContent = await confirm(context, form.values, seconds, () => left);
    order.disabled = false;
    order.textContent = words.order;
  };
  const aside = h("aside", {}, summary(shop.bag));
  const stop = listen(shop, ["price"], () => aside.replaceChildren(summary(shop.bag)));
  const element = h(
    "div",
    { class: "checkout", "data-testid": "checkout" },
    h("h1", { class: "place", tabindex: -1 }, words.title),
    h(
      "div",
      { class: "demo" },
      h("p", {}, words.demo),
      h(
        "button",
        {
          type: "button",
          class: "quiet",
          "data-testid": "fill",
          click: () => form.fill(INVENTED),
        },
        words.fill,
      ),
    ),
    h(
      "form",
      { novalidate: true, submit },
      form.element,
      said,
      order,
      h("p", {}, h("a", { class: "quiet", href: BAG_ADDRESS }, words.back)),
    ),
    aside,
  );
  return {
    title: words.title,
    element,
    leave: () => {
      left = true;
      stop();
    },
  };
}

/** Orders what is in the bag now, if the check lets it. Returns what is in the way. */
async function confirm(
  { shop }: Context,
  { country, card }: Values,
  secondsOnPage: number,
  left: () => boolean,
): Promise<string> {
  const words = checkoutWords();
  const lines = shop.bag;
  const total = bagTotal(lines);
  if (!total) {
    return words.emptyText;
  }
  const facts: OrderFacts = {
    orderId: crypto.randomUUID().slice(0, 8).toUpperCase(),
    total,
    lines: lines.map(({ product, quantity }) => ({ productId: product.id, quantity })),
    country,
    cardEnd: card.replace(/\D/g, "").slice(-4),
    secondsOnPage,
  };
  try {
    const { decision } = await assess(facts);
    // Whoever went elsewhere has not confirmed it.
    if (left()) {
      return "";
    }
    if (decision === "decline") {
      return words.declined;
    }
    // An order is what was checked, and nothing else.
    if (!sameLines(lines, shop.bag)) {
      return words.changed;
    }
    const order: Order = { id: facts.orderId, lines, review: decision === "review" };
    shop.placeOrder(order);
    purchase(order.lines, order.id);
    location.hash = THANKS_ADDRESS;
    return "";
  } catch (error) {
    return words.unassessed(explain(error));
  }
}

/** Whether two bags are of the same products, at the same prices. */
const sameLines = (one: readonly BagLine[], other: readonly BagLine[]): boolean =>
  one.length === other.length &&
  one.every(
    ({ product, quantity }, i) => product === other[i]?.product && quantity === other[i]?.quantity,
  );
