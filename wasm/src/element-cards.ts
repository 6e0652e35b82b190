// SPDX-License-Identifier: Apache-2.0
import type { Card, CardActions, CardOptions } from "./element-card.js";
import type { Frame } from "./element-frame.js";
import type { PickedProduct } from "./types.js";

/** What cards do outside themselves. */
export interface CardsActions extends CardActions {
  /** No card can be had: the shopper goes on to the product itself. */
  goOn(product: PickedProduct): void;
}

/** Fetches the card's code when it is first wanted, puts cards over the pages and the focus back. */
export class Cards {
  readonly #root: ShadowRoot;
  readonly #frame: Frame;
  readonly #actions: CardsActions;
  #loading: Promise<Card> | undefined;
  #card: Card | undefined;
  #opener: HTMLElement | undefined;
  // Another for each card that is asked for, and none once it is not wanted any more.
  #asked: PickedProduct | undefined;

  constructor(root: ShadowRoot, frame: Frame, actions: CardsActions) {
    this.#root = root;
    this.#frame = frame;
    this.#actions = actions;
  }

  /** The product whose card is open. */
  get openId(): string | undefined {
    return this.#card?.product?.id;
  }

  /** Fetches the code, so that the first card opens at once. A failure shows when one is opened. */
  prepare(): void {
    this.#load().catch(() => undefined);
  }

  /**
   * Opens a product's card, once its code is there and unless `close` was called by then.
   *
   * @param spot What was picked: the focus comes back there.
   */
  async open(
    product: PickedProduct,
    spot: HTMLElement,
    options: Omit<CardOptions, "side">,
  ): Promise<void> {
    this.#asked = product;
    let card: Card | undefined;
    try {
      card = await this.#load();
    } catch (thrown) {
      this.#actions.failed(thrown);
    }
    if (this.#asked !== product) {
      return;
    }
    if (!card) {
      this.#actions.goOn(product);
      return;
    }
    this.#opener = spot;
    await card.open(product, { ...options, side: this.#sideFor(spot) }, product.reason.text);
  }

  /** Prices or stock of these products are others. */
  renew(productIds: readonly string[]): void {
    void this.#card?.renew(productIds);
  }

  close(): void {
    this.#asked = undefined;
    this.#card?.close();
  }

  #load(): Promise<Card> {
    this.#loading ??= this.#make().catch((thrown: unknown) => {
      this.#loading = undefined;
      throw thrown;
    });
    return this.#loading;
  }

  async #make(): Promise<Card> {
    const { Card } = await import("./element-card.js");
    const card = new Card(this.#root, { ...this.#actions, closed: () => this.#closed() });
    this.#frame.area.append(card.element);
    this.#card = card;
    return card;
  }

  // The card goes to the side where the product is not.
  #sideFor(spot: HTMLElement): "start" | "end" {
    const page = this.#frame.area.getBoundingClientRect();
    const { left, width } = spot.getBoundingClientRect();
    const right = left + width / 2 > page.left + page.width / 2;
    const rightToLeft = getComputedStyle(this.#frame.area).direction === "rtl";
    return right === rightToLeft ? "end" : "start";
  }

  #closed(): void {
    const opener = this.#opener;
    this.#opener = undefined;
    const within = this.#card?.element.contains(this.#root.activeElement) ?? false;
    this.#actions.closed();
    if (within) {
      (opener?.isConnected ? opener : this.#frame.area).focus({ preventScroll: true });
    }
  }
}
