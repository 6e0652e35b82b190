// SPDX-License-Identifier: Apache-2.0
import type { AddToBag, Card, CardActions, CardClient } from "./element-card.js";
import type { Frame } from "./element-frame.js";
import type { LookbookWords } from "./language.js";
import type { PickedProduct } from "./types.js";

/** Fetches the card's code when it is first wanted, puts cards over the pages and the focus back. */
export class Cards {
  readonly #root: ShadowRoot;
  readonly #frame: Frame;
  readonly #actions: CardActions;
  #loading: Promise<Card> | undefined;
  #card: Card | undefined;
  #opener: HTMLElement | undefined;

  /** @param actions As of a card; `closed` also where none was open. */
  constructor(root: ShadowRoot, frame: Frame, actions: CardActions) {
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

  /** Opens a product's card. Rejects where its code cannot be fetched. */
  async open(
    product: PickedProduct,
    options: {
      readonly client: CardClient;
      readonly words: LookbookWords;
      readonly addToBag: AddToBag | undefined;
    },
  ): Promise<void> {
    const focused = this.#root.activeElement;
    const card = await this.#load();
    this.#opener = focused instanceof HTMLElement ? focused : undefined;
    const side = this.#sideFor(this.#opener);
    await card.open(product, { ...options, side }, product.reason.text);
  }

  /** Prices or stock of these products are others. */
  renew(productIds: readonly string[]): void {
    if (this.openId !== undefined && productIds.includes(this.openId)) {
      void this.#card?.renew();
    }
  }

  close(): void {
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
  #sideFor(opener: HTMLElement | undefined): "start" | "end" {
    const page = this.#frame.area.getBoundingClientRect();
    const spot = opener?.getBoundingClientRect() ?? page;
    const right = spot.left + spot.width / 2 > page.left + page.width / 2;
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
