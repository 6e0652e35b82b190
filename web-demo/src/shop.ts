// SPDX-License-Identifier: Apache-2.0
import type { Money } from "./money.ts";
import { type Availability, type Product, readFeed } from "./product.ts";
import { storageOf } from "./storage.ts";

/** Where the prepared catalogue lies, beside the page. */
export const CATALOGUE = new URL("catalogue/", document.baseURI).href;
/** The same products for the SDK. */
export const PACK = new URL("catalogue.vpack", CATALOGUE).href;

/** The shop, which is invented. */
export const NAME = "Morrow & Lind";

const BAG_KEY = "morrow-and-lind.bag";

export type BagLine = Readonly<{ product: Product; quantity: number }>;

/** What was ordered. Nobody is told: the shop is invented. */
export type Order = Readonly<{
  id: string;
  lines: readonly BagLine[];
  /** A person is to look at it before it is confirmed. */
  review: boolean;
}>;

/** What the shop's own systems know: its products, as they are priced right now, and the bag. */
export class Shop extends EventTarget {
  readonly #products: Map<string, Product>;
  readonly #bag: Map<string, number>;
  #order: Order | undefined;

  private constructor(products: readonly Product[]) {
    super();
    this.#products = new Map(products.map((product) => [product.id, product]));
    this.#bag = restoreBag(this.#products);
  }

  /** @throws {Error} When the catalogue cannot be had or is not one. */
  static async open(): Promise<Shop> {
    const response = await fetch(new URL("feed.json", CATALOGUE));
    if (!response.ok) {
      throw new Error(`the catalogue answered with status ${response.status}`);
    }
    return new Shop(readFeed(await response.json(), CATALOGUE));
  }

  get products(): readonly Product[] {
    return [...this.#products.values()];
  }

  product(id: string): Product | undefined {
    return this.#products.get(id);
  }

  /** Changes a price or the stock, as the shop's back office would. Fires `price`. */
  reprice(id: string, change: Readonly<{ price?: Money; availability?: Availability }>): void {
    const product = this.#products.get(id);
    if (product) {
      this.#products.set(id, { ...product, ...change });
      this.dispatchEvent(new Event("price"));
    }
  }

  get bag(): readonly BagLine[] {
    return [...this.#bag].flatMap(([id, quantity]) => {
      const product = this.#products.get(id);
      return product ? [{ product, quantity }] : [];
    });
  }

  get bagCount(): number {
    return this.bag.reduce((sum, line) => sum + line.quantity, 0);
  }

  /** Sets how many of a product are in the bag; 0 takes it out. Fires `bag`. */
  setQuantity(id: string, quantity: number): void {
    if (quantity > 0) {
      this.#bag.set(id, quantity);
    } else {
      this.#bag.delete(id);
    }
    this.#bagChanged();
  }

  quantity(id: string): number {
    return this.#bag.get(id) ?? 0;
  }

  /** The order that was made last on this page, for its thanks. */
  get order(): Order | undefined {
    return this.#order;
  }

  /** Takes an order of all that is in the bag. Fires `bag`. */
  placeOrder(order: Order): void {
    this.#order = order;
    this.#bag.clear();
    this.#bagChanged();
  }

  #bagChanged(): void {
    storageOf("sessionStorage")?.setItem(BAG_KEY, JSON.stringify([...this.#bag]));
    this.dispatchEvent(new Event("bag"));
  }
}

/** The bag of this visit, without what the shop no longer knows. */
function restoreBag(products: ReadonlyMap<string, Product>): Map<string, number> {
  const bag = new Map<string, number>();
  let stored: unknown;
  try {
    stored = JSON.parse(storageOf("sessionStorage")?.getItem(BAG_KEY) ?? "[]");
  } catch {
    stored = [];
  }
  for (const line of Array.isArray(stored) ? stored : []) {
    const [id, quantity]: unknown[] = Array.isArray(line) ? line : [];
    if (typeof id === "string" && products.has(id) && Number.isInteger(quantity)) {
      bag.set(id, Math.max(1, Number(quantity)));
    }
  }
  return bag;
}

const centsOf = ({ product, quantity }: BagLine): number =>
  Math.round(product.price.amount * 100) * quantity;

/** What so many of a product cost. */
export const lineTotal = (line: BagLine): Money => ({
  ...line.product.price,
  amount: centsOf(line) / 100,
});

/** The sum of the bag, or nothing when it is empty. */
export function bagTotal(bag: readonly BagLine[]): Money | undefined {
  const [first] = bag;
  if (!first) {
    return undefined;
  }
  const cents = bag.reduce((sum, line) => sum + centsOf(line), 0);
  return { amount: cents / 100, currency: first.product.price.currency };
}
