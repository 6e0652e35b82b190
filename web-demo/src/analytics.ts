// SPDX-License-Identifier: Apache-2.0
// The shop's own measurement: GA4 e-commerce events in the data layer, as a tag manager expects them.
// The lookbook learns from these and from nothing else.
import type { Consent } from "@vitrine/sdk";
import { departmentOf, type Product } from "./product.ts";
import { type BagLine, bagTotal } from "./shop.ts";
import { nextTask } from "./tasks.ts";

declare global {
  interface Window {
    dataLayer: unknown[];
  }
}

window.dataLayer = window.dataLayer ?? [];
const { dataLayer } = window;

/** The events by which a shopper says what they like; being shown a list is not one. */
const DEEDS = new Set(["select_item", "view_item", "add_to_cart", "purchase"]);
let deeds = 0;

/** How often the shopper did something that a lookbook can follow. */
export const deedCount = (): number => deeds;

/** Forgets what the shopper did. */
export function forgetEvents(): void {
  dataLayer.length = 0;
  deeds = 0;
}

/** What was done so far, taken out of the data layer: somebody else is about to use it. */
export type Aside = Readonly<{ entries: readonly unknown[]; deeds: number }>;

export function setAside(): Aside {
  const aside = { entries: dataLayer.splice(0), deeds };
  deeds = 0;
  return aside;
}

/** Puts back what was set aside, in place of what came since. */
export function putBack(aside: Aside): void {
  dataLayer.splice(0, dataLayer.length, ...aside.entries);
  deeds = aside.deeds;
}

/** A list as analytics knows it. */
export type ProductList = Readonly<{ id: string; name: string }>;

function itemOf(product: Product, quantity = 1): Record<string, unknown> {
  const [, ...narrower] = product.path;
  return {
    item_id: product.id,
    item_name: product.title,
    ...(product.brand ? { item_brand: product.brand } : {}),
    item_category: departmentOf(product),
    ...Object.fromEntries(narrower.map((name, i) => [`item_category${i + 2}`, name])),
    price: product.price.amount,
    quantity,
  };
}

function push(event: string, ecommerce: Record<string, unknown>): void {
  deeds += DEEDS.has(event) ? 1 : 0;
  const entry = { event, event_id: crypto.randomUUID(), ecommerce };
  // Whoever listens to the data layer does so after the view is drawn.
  nextTask().then(() => {
    // Clears the object before, so that a tag manager does not merge two events.
    dataLayer.push({ ecommerce: null });
    dataLayer.push(entry);
  });
}

export function viewItemList(list: ProductList, products: readonly Product[]): void {
  push("view_item_list", {
    item_list_id: list.id,
    item_list_name: list.name,
    items: products.map((product, index) => ({ ...itemOf(product), index })),
  });
}

export function selectItem(list: ProductList, product: Product): void {
  push("select_item", {
    item_list_id: list.id,
    item_list_name: list.name,
    items: [itemOf(product)],
  });
}

export function viewItem(product: Product): void {
  push("view_item", {
    currency: product.price.currency,
    value: product.price.amount,
    items: [itemOf(product)],
  });
}

export function addToCart(product: Product): void {
  push("add_to_cart", {
    currency: product.price.currency,
    value: product.price.amount,
    items: [itemOf(product)],
  });
}

export function removeFromCart({ product, quantity }: BagLine): void {
  push("remove_from_cart", {
    currency: product.price.currency,
    value: product.price.amount * quantity,
    items: [itemOf(product, quantity)],
  });
}

/** The shopper looks into their bag, or goes on to pay for it. */
export function viewBag(event: "view_cart" | "begin_checkout", bag: readonly BagLine[]): void {
  const total = bagTotal(bag);
  if (total) {
    push(event, { currency: total.currency, value: total.amount, items: linesOf(bag) });
  }
}

export function purchase(bag: readonly BagLine[], id: string = crypto.randomUUID()): void {
  const total = bagTotal(bag);
  if (total) {
    push("purchase", {
      transaction_id: id,
      currency: total.currency,
      value: total.amount,
      items: linesOf(bag),
    });
  }
}

const linesOf = (bag: readonly BagLine[]) =>
  bag.map(({ product, quantity }) => itemOf(product, quantity));

/** Consent Mode's command, as `gtag` writes it. */
export function sayConsent(command: "default" | "update", consent: Consent): void {
  const word = (allowed: boolean) => (allowed ? "granted" : "denied");
  dataLayer.push([
    "consent",
    command,
    {
      functionality_storage: word(consent.store),
      personalization_storage: word(consent.personalise),
      analytics_storage: word(consent.measure),
    },
  ]);
}
