// SPDX-License-Identifier: Apache-2.0
// The card of a product: what it costs, its sizes, the bag, what looks like it, and why it is shown. Fetched
// when the first page is there.

import { cardStyles } from "./element-card-styles.js";
import {
  about,
  actionButton,
  heading,
  isSoldOut,
  productRow,
  reasonLine,
  sizeChoice,
  sizesOf,
  viewLink,
} from "./element-card-view.js";
import { make } from "./element-dom.js";
import type { LookbookWords } from "./language.js";
import type { ProductCard, ProductDetails } from "./types.js";
import type { Vitrine } from "./vitrine.js";

/** Puts a product into the shop's bag; what it returns is waited for. */
export type AddToBag = (product: ProductCard) => unknown;

/** What the card needs of a client. */
export type CardClient = Pick<Vitrine, "details" | "why">;

/** What a card does outside itself. */
export interface CardActions {
  /** The shopper goes to the product's own page. */
  view(product: ProductCard, event: MouseEvent): void;
  notForMe(product: ProductCard): void;
  /** What looks like it is shown. */
  moreLikeThis(product: ProductCard, similar: readonly ProductCard[]): void;
  /** It lies over the page. */
  shown(): void;
  closed(): void;
  failed(thrown: unknown): void;
}

/** With what a card is opened. */
export interface CardOptions {
  readonly client: CardClient;
  readonly words: LookbookWords;
  readonly addToBag: AddToBag | undefined;
  /** The side of the page that the product is not on. */
  readonly side: "start" | "end";
}

/** What is known of the open product; no details where they cannot be had. */
interface Answer {
  readonly details?: ProductDetails;
  readonly reason: string;
}

/** How long the card waits for what it does not know yet, so that it opens whole. */
const PATIENCE_MS = 80;

/** One product's card over the page. */
export class Card {
  readonly element: HTMLElement;
  readonly #actions: CardActions;
  readonly #content = make("div", { class: "content" });
  readonly #panel: HTMLElement;
  readonly #close: HTMLButtonElement;
  #options: CardOptions | undefined;
  #product: ProductCard | undefined;
  #details: ProductDetails | undefined;
  #chosen: ProductCard | undefined;
  // Only the newest answer counts.
  #asked: Promise<Answer> | undefined;
  #said = make("p", { class: "said", role: "status" });

  constructor(root: ShadowRoot, actions: CardActions) {
    this.#actions = actions;
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, cardStyles()];
    this.#close = actionButton("close", "", () => this.close());
    this.#close.append(make("span", { class: "cross", "aria-hidden": "true" }));
    const panel = { class: "card", part: "card", role: "dialog", "aria-labelledby": "title" };
    this.#panel = make("section", { ...panel, tabindex: "-1" }, this.#content, this.#close);
    const scrim = make("div", { class: "scrim" });
    scrim.addEventListener("click", () => this.close());
    this.element = make("div", { class: "cards", hidden: "" }, scrim, this.#panel);
    // Keys on the card are the card's: they turn no page.
    this.element.addEventListener("keydown", (event) => {
      event.stopPropagation();
      this.#key(event);
    });
    // The focus may also be on the element's bar.
    root.addEventListener("keydown", (event) => this.#key(event as KeyboardEvent));
    // A finger on the card turns no page.
    this.element.addEventListener("pointerdown", (event) => event.stopPropagation());
  }

  /** The product whose card is open. */
  get product(): ProductCard | undefined {
    return this.#product;
  }

  /** Opens the card of a product; `reason` is why the page shows it. */
  async open(product: ProductCard, options: CardOptions, reason?: string): Promise<void> {
    this.#options = options;
    this.#product = product;
    this.#details = undefined;
    this.#chosen = undefined;
    this.#said = make("p", { class: "said", role: "status" });
    this.#close.setAttribute("aria-label", options.words.close);
    const asked = this.#ask(product, options, reason);
    this.#asked = asked;
    const known = await Promise.race([asked, later(PATIENCE_MS)]);
    if (this.#product !== product) {
      return;
    }
    // A price that changed meanwhile was asked for anew, and is shown by whoever asked.
    if (this.#asked === asked) {
      this.#show(product, known);
    }
    this.#panel.classList.toggle("at-start", options.side === "start");
    this.element.hidden = false;
    this.#panel.focus({ preventScroll: true });
    this.#actions.shown();
    if (!known) {
      const answer = await asked;
      if (this.#asked === asked) {
        this.#show(product, answer);
      }
    }
  }

  /** Prices or stock of products are others: shows the open one anew where they are its own or a size's. */
  async renew(productIds: readonly string[]): Promise<void> {
    const [product, options] = [this.#product, this.#options];
    const own = [product, ...(this.#details?.variants ?? [])];
    if (product && options && own.some((each) => each && productIds.includes(each.id))) {
      this.#content.querySelector(".price")?.classList.add("stale");
      const asked = this.#ask(product, options);
      this.#asked = asked;
      const answer = await asked;
      if (answer.details && this.#asked === asked) {
        this.#show(answer.details, answer);
      }
    }
  }

  close(): void {
    if (this.#product) {
      this.#product = undefined;
      this.#asked = undefined;
      this.#actions.closed();
      this.element.hidden = true;
      this.#content.replaceChildren();
    }
  }

  async #ask({ id }: ProductCard, { client }: CardOptions, reason?: string): Promise<Answer> {
    try {
      const [details, why] = await Promise.all([client.details(id), reason ?? client.why(id)]);
      return { details, reason: typeof why === "string" ? why : why.text };
    } catch (thrown) {
      this.#actions.failed(thrown);
      return { reason: reason ?? "" };
    }
  }

  #show(product: ProductCard, answer: Answer | undefined): void {
    const { words } = this.#options as CardOptions;
    const focused = (this.element.getRootNode() as ShadowRoot).activeElement;
    const within = this.#content.contains(focused);
    const details = answer?.details;
    this.#details = details;
    const sizes = details ? sizesOf(details) : [];
    this.#chosen = sizes.find((size) => size.id === this.#chosen?.id && !isSoldOut(size));
    const choice = sizeChoice(sizes, this.#chosen, words, (variant) => this.#choose(variant));
    this.#content.replaceChildren(
      heading(this.#chosen ?? product, words),
      ...(details?.description ? [about(details)] : []),
      ...(answer?.reason ? [reasonLine(answer.reason, words)] : []),
      ...(sizes.length > 0 ? [choice] : []),
      this.#ways(product, answer && sizes.length > 0),
      this.#said,
      this.#wishes(product, details),
    );
    if (within) {
      this.#panel.focus({ preventScroll: true });
    }
  }

  // Into the bag, once it is known whether there are sizes to choose from, or to the product's page.
  #ways(product: ProductCard, hasSizes: boolean | undefined): HTMLElement {
    const { words, addToBag } = this.#options as CardOptions;
    const row = make("div", { class: "ways" });
    if (addToBag && !isSoldOut(product)) {
      const add = () => this.#add(addToBag, hasSizes ? this.#chosen : product, bag);
      const bag = actionButton("bag", words.addToBag, () => void add());
      if (hasSizes === undefined) {
        bag.setAttribute("aria-disabled", "true");
      }
      row.append(bag);
    }
    const view = viewLink(product, words);
    if (view) {
      const go = (event: MouseEvent) => this.#actions.view(this.#chosen ?? product, event);
      view.addEventListener("click", go);
      view.addEventListener("auxclick", go);
      row.append(view);
    }
    return row;
  }

  #wishes(product: ProductCard, details: ProductDetails | undefined): HTMLElement {
    const { words } = this.#options as CardOptions;
    const more = actionButton("more", words.moreLikeThis, () => {
      const similar = details?.similar ?? [];
      more.remove();
      if (similar.length === 0) {
        this.#said.textContent = words.nothingLikeThis;
        this.#panel.focus();
        return;
      }
      const row = productRow(similar, (other) => this.#turnTo(other));
      row.setAttribute("aria-label", words.moreLikeThis);
      this.#content.append(row);
      row.querySelector("button")?.focus();
      row.scrollIntoView({ block: "nearest" });
      this.#actions.moreLikeThis(product, similar);
    });
    more.hidden = !details;
    const refuse = actionButton("refuse", words.notForMe, () => {
      this.close();
      this.#actions.notForMe(product);
    });
    return make("div", { class: "wishes" }, more, refuse);
  }

  #turnTo(product: ProductCard): void {
    this.#content.scrollTop = 0;
    void this.open(product, this.#options as CardOptions);
  }

  #choose(variant: ProductCard): void {
    const { words } = this.#options as CardOptions;
    this.#chosen = variant;
    this.#said.textContent = "";
    this.#content.querySelector(".heading")?.replaceWith(heading(variant, words));
  }

  async #add(
    addToBag: AddToBag,
    product: ProductCard | undefined,
    button: HTMLButtonElement,
  ): Promise<void> {
    const { words } = this.#options as CardOptions;
    const said = this.#said;
    if (button.hasAttribute("aria-disabled")) {
      return;
    }
    if (!product) {
      said.textContent = words.chooseSize;
      this.#content.querySelector<HTMLElement>("input:not([disabled])")?.focus();
      return;
    }
    button.setAttribute("aria-disabled", "true");
    try {
      await addToBag(product);
      said.textContent = words.added;
    } catch (thrown) {
      said.textContent = words.notAdded;
      this.#actions.failed(thrown);
    }
    button.removeAttribute("aria-disabled");
  }

  #key(event: KeyboardEvent): void {
    if (this.#product && event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    }
  }
}

const later = (ms: number) =>
  new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), ms));
