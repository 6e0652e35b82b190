// SPDX-License-Identifier: Apache-2.0
// Defines <vitrine-lookbook>. On a server importing this does nothing.
import { Book, type LookbookClient } from "./element-book.js";
import type { AddToBag } from "./element-card.js";
import { Cards } from "./element-cards.js";
import { shopLink } from "./element-dom.js";
import type { LookbookEventMap } from "./element-events.js";
import { Frame, type Notice } from "./element-frame.js";
import { watchInput } from "./element-input.js";
import { languageOf, tagAt } from "./element-language.js";
import { SizeWatch } from "./element-size.js";
import { Stage } from "./element-stage.js";
import { styles } from "./element-styles.js";
import { zoomScale } from "./element-swipe.js";
import { Waiting } from "./element-waiting.js";
import { asVitrineError, VitrineError } from "./errors.js";
import type { Language, LookbookWords } from "./language.js";
import { english } from "./language-en.js";
import type { LookbookPage } from "./page.js";
import type { PickedProduct, ProductCard, Region } from "./types.js";
import { Vitrine } from "./vitrine.js";

export type { LookbookClient } from "./element-book.js";
export type { AddToBag } from "./element-card.js";
export type { LookbookEventMap } from "./element-events.js";
export type { Language, LookbookWords } from "./language.js";

const MOST_PAGES = 512;
const DEFAULT_PAGES = 8;
/** How long the shopper looks at a preview before the plain list takes its place. */
const DEFAULT_PATIENCE_MS = 4000;
/** A pinch that rests for this long has ended. */
const ZOOM_REST_MS = 200;

// On a server there is no HTMLElement; the class can still be named and never made.
const Base =
  typeof HTMLElement === "undefined" ? (class {} as unknown as typeof HTMLElement) : HTMLElement;

/**
 * `<vitrine-lookbook>`: the pages of a lookbook, to turn and to open products from.
 *
 * Attributes: `catalog`, `base-url`, `worker`, `preview`, `patience` (milliseconds, default 4000), `pages` (default 8),
 * `dark` ("auto", "true", "false"), `card` ("on", "off"), `label`, `lang`.
 * docs/element.md says more of them, of the parts and of the custom properties.
 *
 * @example
 * <vitrine-lookbook catalog="/catalogue.vpack" label="Picked for you"></vitrine-lookbook>
 */
export class VitrineLookbookElement extends Base {
  static readonly observedAttributes = [
    "catalog",
    "base-url",
    "worker",
    "preview",
    "pages",
    "dark",
    "dir",
    "label",
    "lang",
  ];

  readonly #frame: Frame;
  readonly #stage: Stage;
  readonly #book: Book;
  readonly #size: SizeWatch;
  readonly #cards: Cards;
  readonly #waiting: Waiting;
  readonly #darkness = matchMedia("(prefers-color-scheme: dark)");
  readonly #stillness = matchMedia("(prefers-reduced-motion: reduce)");
  readonly #surroundings = new MutationObserver(() => this.#settle());
  #addToBag: AddToBag | undefined;
  #live = false;
  #given: LookbookClient | undefined;
  #own: Vitrine | undefined;
  #opening: AbortController | undefined;
  #language = english;
  #givenLanguage: Language | undefined;
  #givenWords: Partial<LookbookWords> = {};
  #zoomTimer: ReturnType<typeof setTimeout> | undefined;
  #pageSize: { width: number; height: number; devicePixelRatio: number } | undefined;
  #rightToLeft = false;
  #openTag: string | undefined;
  #ready = false;
  #announced = "";
  #news: string | undefined;
  #notice: Notice | undefined;

  constructor() {
    super();
    const actions = {
      open: (product: PickedProduct, event: MouseEvent) => this.#pick(product, event),
      notForMe: (product: PickedProduct) => void this.#dismiss(product),
      pictureFailed: ({ id }: PickedProduct, src: string) =>
        this.#report(
          new VitrineError("IMAGE_FETCH", `the picture of product '${id}' did not load: ${src}`),
        ),
    };
    this.#stage = new Stage(actions, () => {
      this.#book.turning = false;
    });
    this.#book = new Book({
      show: (index, page) => this.#show(index, page),
      cover: (index) => this.#stage.at(index)?.cover(),
      change: (productIds) => this.#cards.renew(productIds),
      drop: (index) => this.#stage.drop(index),
      fail: (index, error, blank) => this.#fail(index, error, blank),
      end: (count) => this.#end(count),
    });
    this.#frame = new Frame(this.#stage.element);
    this.#waiting = new Waiting(this, this.#frame, () => void this.#giveUp());
    this.#size = new SizeWatch(this.#frame.area, (size) => {
      this.#pageSize = size;
      this.#look();
    });
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [styles()];
    root.append(this.#frame.element);
    this.#cards = new Cards(root, this.#frame, {
      view: (product, event) => this.#openProduct(product, event, "card"),
      notForMe: (product) => void this.#dismiss(product),
      moreLikeThis: (product, similar) => this.#emit("vitrine-more", { product, similar }),
      shown: () => this.#arrange(),
      closed: () => this.#arrange(),
      goOn: (product) => this.#goOn(product),
      failed: (thrown) => this.#report(asVitrineError(thrown)),
    });
    this.#listen(root);
  }

  connectedCallback(): void {
    for (const name of ["client", "page", "language", "words", "addToBag"] as const) {
      this.#upgrade(name);
    }
    if (this.#live) {
      this.#settle();
      return;
    }
    this.#live = true;
    this.#size.start();
    const inherited = { attributes: true, attributeFilter: ["dir", "lang"] };
    this.#surroundings.observe(document.documentElement, inherited);
    this.#darkness.addEventListener("change", this.#look);
    visualViewport?.addEventListener("resize", this.#zoomed);
    addEventListener("online", this.#online);
    this.#zoomed();
    this.#update();
    void this.#open();
  }

  disconnectedCallback(): void {
    // An element that is being moved is back before this runs; and what removed it, a change of the
    // shop's view say, is not made longer.
    setTimeout(() => {
      if (this.#live && !this.isConnected) {
        this.#live = false;
        this.#size.stop();
        this.#surroundings.disconnect();
        this.#darkness.removeEventListener("change", this.#look);
        visualViewport?.removeEventListener("resize", this.#zoomed);
        removeEventListener("online", this.#online);
        this.#waiting.end();
        this.#close();
      }
    });
  }

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (before === after) {
      return;
    }
    if (name === "pages") {
      this.#limit();
    }
    if (!this.#live) {
      return;
    }
    const source = name === "catalog" || name === "base-url" || name === "worker";
    if (name === "lang" || (name === "preview" && !this.#ready) || (source && !this.#given)) {
      void this.#open();
    } else {
      this.#update();
    }
  }

  /**
   * The client whose pages are shown. Set one that the shop also feeds with events; else the element makes
   * its own from `catalog`, and closes that one when it leaves the document.
   */
  get client(): LookbookClient | undefined {
    return this.#given ?? this.#own;
  }

  set client(client: LookbookClient | null | undefined) {
    if ((client ?? undefined) !== this.#given) {
      this.#given = client ?? undefined;
      if (this.#live) {
        void this.#open();
      }
    }
  }

  /** The open page, 0 = cover. Setting it is `goTo`. */
  get page(): number {
    return this.#book.index;
  }

  set page(index: number) {
    this.goTo(index);
  }

  /** How many pages there are: `pages`, or fewer where the products run out. */
  get pageCount(): number {
    return this.#book.count;
  }

  /** The products of the open page, in reading order; empty while it is not drawn. */
  get regions(): readonly Region[] {
    return this.#stage.current.regions;
  }

  /**
   * The language, from `@vitrine/sdk/languages` or a shop's own. Default: that of `lang` here or around, of
   * those that the package brings, else English. The element's own client speaks it too.
   */
  get language(): Language {
    return this.#language;
  }

  set language(language: Language | null | undefined) {
    this.#givenLanguage = language ?? undefined;
    if (this.#live) {
      void this.#open();
    }
  }

  /** Some words in place of the language's. */
  get words(): LookbookWords {
    return { ...this.#language.words, ...this.#givenWords };
  }

  set words(words: Partial<LookbookWords>) {
    this.#givenWords = words;
    this.#say();
  }

  /** Puts a product into the shop's bag. Without it the cards have no such button. */
  get addToBag(): AddToBag | undefined {
    return this.#addToBag;
  }

  set addToBag(addToBag: AddToBag | null | undefined) {
    this.#addToBag = addToBag ?? undefined;
  }

  /** Turns to the next page, if there is one. */
  next(): void {
    this.goTo(this.page + 1);
  }

  /** Turns to the previous page, if there is one. */
  previous(): void {
    this.goTo(this.page - 1);
  }

  /** Turns to page `index`, 0 .. pageCount - 1; beyond, to the nearest. */
  goTo(index: number): void {
    const to = Math.min(Math.max(0, Math.trunc(index) || 0), this.#book.count - 1);
    if (to !== this.page) {
      this.#turn(to);
    }
  }

  /** Has all pages decided anew, after what the shopper did meanwhile, and opens the first. */
  refresh(): void {
    this.#book.refresh();
    this.#turn(0);
  }

  #listen(root: ShadowRoot): void {
    const { area, previous, next, retry, open } = this.#frame;
    previous.addEventListener("click", () => this.previous());
    next.addEventListener("click", () => this.next());
    retry.addEventListener("click", () => this.#retry());
    open.addEventListener("click", () => this.#openAfterAll());
    const element = this;
    watchInput(root, area, this.#stage, {
      get page() {
        return element.page;
      },
      get count() {
        return element.pageCount;
      },
      get rightToLeft() {
        return element.#rightToLeft;
      },
      get width() {
        return element.#pageSize?.width ?? 1;
      },
      get moves() {
        return element.#moves;
      },
      get covered() {
        return element.#waiting.plain || element.#cards.openId !== undefined;
      },
      turn: (to) => this.#turn(to),
    });
  }

  get #moves(): boolean {
    return !this.#stillness.matches;
  }

  #turn(to: number): void {
    this.#cards.close();
    // The focus would be lost with the leaf it is on; on the page itself the keys go on working.
    if (this.#stage.current.element.contains(this.shadowRoot?.activeElement ?? null)) {
      this.#frame.area.focus({ preventScroll: true });
    }
    this.#news = undefined;
    this.#book.turning = true;
    const drawn = this.#book.turn(to);
    this.#stage.turn(to, this.#moves, this.#rightToLeft);
    this.#showNotice(undefined);
    this.#frame.busy = !drawn;
    this.#tell();
    if (drawn) {
      this.#announce();
    }
  }

  #show(index: number, page: LookbookPage): void {
    const empty = page.regions.length === 0;
    this.#stage.leaf(index).show(page, this.words);
    if (index !== this.page) {
      this.#tell();
      return;
    }
    this.#frame.busy = false;
    this.#showNotice(empty ? "empty" : undefined);
    this.#tell();
    if (this.#waiting.arrived()) {
      this.#present();
    } else {
      this.#frame.open.hidden = false;
    }
  }

  // The shopper sees the open page.
  #present(): void {
    const client = this.#book.client;
    if (!this.#ready && client) {
      this.#ready = true;
      this.#emit("vitrine-ready", { client });
      this.#cards.prepare();
    }
    this.#announce();
  }

  // The lookbook is there after the plain list was shown, and the shopper wants it.
  #openAfterAll(): void {
    this.#waiting.end();
    this.#arrange();
    this.#frame.area.focus({ preventScroll: true });
    this.#present();
  }

  #announce(): void {
    const regions = this.regions;
    // Of pages that are drawn, another draw of the same products is another page.
    const drawn = regions.map(({ product }) => [product.id, product.propensity]);
    const shown = JSON.stringify([this.page, ...drawn]);
    if (shown !== this.#announced) {
      this.#announced = shown;
      this.#emit("vitrine-page", { index: this.page, regions });
    }
  }

  #fail(index: number, error: VitrineError, blank: boolean): void {
    if (index === this.page && blank) {
      this.#frame.busy = false;
      this.#showNotice(navigator.onLine ? "failed" : "offline");
      if (!this.#ready) {
        void this.#giveUp();
      }
    }
    this.#report(error);
  }

  #end(count: number): void {
    if (this.page >= count) {
      this.#turn(count - 1);
    }
    this.#tell();
  }

  // No page can be had, or not in time: the plain list, where there is one.
  async #giveUp(): Promise<void> {
    if (await this.#waiting.giveUp()) {
      this.#arrange();
      this.#emit("vitrine-plain", {});
    }
  }

  // A product of the page: its card, or where there is none the product itself.
  #pick(product: PickedProduct, event: MouseEvent): void {
    const client = this.#book.client;
    if (goesElsewhere(event) || this.getAttribute("card") === "off" || !client) {
      this.#openProduct(product, event, "page");
      return;
    }
    event.preventDefault();
    this.#book.tellSeen();
    if (this.#emit("vitrine-card", { product }, true)) {
      const { words, addToBag } = this;
      const spot = event.currentTarget as HTMLElement;
      void this.#cards.open(product, spot, { client, words, addToBag });
    }
  }

  // Where its link goes, which was kept for a card that cannot be had.
  #goOn(product: PickedProduct): void {
    const href = shopLink(product.link);
    if (this.#emit("vitrine-open", { product, from: "page" }, true) && href) {
      location.assign(href);
    }
  }

  #openProduct(product: ProductCard, event: MouseEvent, from: "page" | "card"): void {
    if (event.type === "auxclick" && event.button !== 1) {
      return;
    }
    const elsewhere = goesElsewhere(event);
    this.#book.tellSeen();
    if (!this.#emit("vitrine-open", { product, from }, !elsewhere)) {
      event.preventDefault();
    }
  }

  async #dismiss(product: ProductCard): Promise<void> {
    this.#stage.current.dim(product.id);
    this.#book.tellSeen();
    try {
      await this.#book.client?.notForMe(product.id);
      this.#news = this.words.dismissed(product.title);
      this.#tell();
      this.#emit("vitrine-not-for-me", { product });
    } catch (thrown) {
      this.#stage.current.dim("");
      this.#report(asVitrineError(thrown));
    }
  }

  #retry(): void {
    // The button goes; the focus, where it was on it, stays in the element.
    if (this.shadowRoot?.activeElement === this.#frame.retry) {
      this.#frame.area.focus({ preventScroll: true });
    }
    this.#showNotice(undefined);
    this.#frame.busy = true;
    if (!this.#given && (!this.#own || this.#own.closed)) {
      void this.#open();
    } else {
      this.#book.retry();
    }
  }

  readonly #online = (): void => {
    if (this.#notice === "offline" || this.#notice === "failed") {
      this.#retry();
    }
  };

  // Pinched larger, the page is drawn anew with as many pixels as it then has.
  readonly #zoomed = (): void => {
    const scale = zoomScale();
    this.#frame.zoomed = scale > 1;
    clearTimeout(this.#zoomTimer);
    this.#zoomTimer = setTimeout(() => {
      this.#book.zoomed = scale > 1;
      this.#size.zoom = scale;
    }, ZOOM_REST_MS);
  };

  // Also before the element is in a document, so that its page may be set there.
  #limit(): void {
    const pages = Number.parseInt(this.getAttribute("pages") ?? "", 10) || DEFAULT_PAGES;
    this.#book.limit = Math.min(MOST_PAGES, Math.max(1, pages));
  }

  /** Takes in the attributes that need no other client. */
  #update(): void {
    this.goTo(this.page);
    this.#look();
    this.#say();
  }

  readonly #look = (): void => {
    const wish = this.getAttribute("dark") ?? "auto";
    const dark = wish === "auto" ? this.#darkness.matches : wish !== "false";
    this.#rightToLeft = getComputedStyle(this).direction === "rtl";
    Object.assign(this.#frame, { dark, rightToLeft: this.#rightToLeft });
    if (this.#pageSize) {
      this.#book.look = { ...this.#pageSize, dark, rightToLeft: this.#rightToLeft };
    }
  };

  get #tag(): string {
    return this.#givenLanguage?.tag ?? tagAt(this);
  }

  // The direction or the language around it may be another.
  #settle(): void {
    if (this.#openTag === this.#tag) {
      this.#look();
    } else {
      void this.#open();
    }
  }

  /** Shows the given client's pages, or starts a client of its own. */
  async #open(): Promise<void> {
    this.#close();
    const opening = new AbortController();
    this.#opening = opening;
    const { signal } = opening;
    void this.#speak(signal);
    // A framework sets one attribute after the other; all count.
    await Promise.resolve();
    if (signal.aborted) {
      return;
    }
    const tag = this.#tag;
    this.#openTag = tag;
    const catalog = this.getAttribute("catalog") ?? undefined;
    this.#wait(tag, catalog);
    this.#frame.busy = true;
    if (this.#given) {
      this.#book.open(this.#given);
    } else if (catalog) {
      await this.#openOwn(catalog, tag, signal);
    }
  }

  async #openOwn(catalog: string, tag: string, signal: AbortSignal): Promise<void> {
    const baseUrl = this.getAttribute("base-url");
    const worker = this.getAttribute("worker");
    const onError = (error: VitrineError) => this.#report(error);
    try {
      const language = this.#givenLanguage ?? (await languageOf(tag));
      const client = await Vitrine.create({
        catalog,
        language,
        ...(tag && { locale: tag }),
        ...(baseUrl && { baseUrl }),
        ...(worker && { worker }),
        onError,
        signal,
      });
      if (signal.aborted) {
        client.close();
        return;
      }
      this.#own = client;
      this.#book.open(client);
    } catch (thrown) {
      if (!signal.aborted) {
        this.#fail(this.page, asVitrineError(thrown), true);
      }
    }
  }

  #close(): void {
    this.#opening?.abort();
    this.#opening = undefined;
    this.#book.open(undefined);
    this.#stage.clear(this.page);
    this.#cards.close();
    this.#own?.close();
    this.#own = undefined;
    this.#ready = false;
    this.#announced = "";
    this.#news = undefined;
    this.#showNotice(undefined);
  }

  #showNotice(notice: Notice | undefined): void {
    this.#notice = notice;
    if (notice && this.#stage.element.contains(this.shadowRoot?.activeElement ?? null)) {
      this.#frame.area.focus({ preventScroll: true });
    }
    this.#frame.notice(notice, this.words);
    this.#arrange();
  }

  get #covered(): boolean {
    const { plain } = this.#waiting;
    return plain || this.#notice !== undefined || this.#cards.openId !== undefined;
  }

  // What something lies over can be seen by nobody, so nobody shall come upon it by key either.
  #arrange(): void {
    this.#stage.element.inert = this.#covered;
  }

  // The words as they are now, everywhere but on the pages.
  #say(): void {
    this.#frame.label = this.getAttribute("label") ?? this.words.label;
    this.#frame.language = this.#givenLanguage?.tag;
    this.#stage.words = this.words;
    this.#frame.notice(this.#notice, this.words);
    this.#tell();
  }

  // In which language, as soon as its words are there.
  async #speak(signal: AbortSignal): Promise<void> {
    const language = this.#givenLanguage ?? (await languageOf(tagAt(this)));
    if (!signal.aborted) {
      this.#language = language;
      this.#say();
    }
  }

  // Nothing is there yet but perhaps a preview.
  #wait(locale: string, catalog: string | undefined): void {
    const patience = Number.parseInt(this.getAttribute("patience") ?? "", 10);
    const patienceMs = patience >= 0 ? patience : DEFAULT_PATIENCE_MS;
    const address = this.getAttribute("preview") ?? catalog;
    const base = baseOf(this.getAttribute("base-url") ?? address ?? "");
    this.#waiting.begin({ address: base && address, base: base ?? "", locale, patienceMs });
  }

  #tell(): void {
    this.#frame.tell(this.page, this.#book.count, this.words, this.#news);
  }

  #report(error: VitrineError): void {
    this.#emit("vitrine-error", { error });
  }

  #emit<Name extends keyof LookbookEventMap>(
    name: Name,
    detail: LookbookEventMap[Name]["detail"],
    cancelable = false,
  ): boolean {
    const options = { detail, cancelable, bubbles: true, composed: true };
    return this.dispatchEvent(new CustomEvent(name, options));
  }

  // A property that was set before the element was defined hides the accessor.
  #upgrade(name: "client" | "page" | "language" | "words" | "addToBag"): void {
    if (Object.hasOwn(this, name)) {
      const value = this[name];
      delete (this as Partial<Record<typeof name, unknown>>)[name];
      Object.assign(this, { [name]: value });
    }
  }
}

// Nothing where it is no address: that is for the client to tell, and there is no preview.
function baseOf(address: string): string | undefined {
  try {
    return new URL(address, document.baseURI).href;
  } catch {
    return undefined;
  }
}

// In a new tab or window, or a click that is no click.
const goesElsewhere = (event: MouseEvent): boolean =>
  event.type === "auxclick" || event.ctrlKey || event.metaKey || event.shiftKey;

declare global {
  interface HTMLElementEventMap extends LookbookEventMap {}
  interface HTMLElementTagNameMap {
    "vitrine-lookbook": VitrineLookbookElement;
  }
}

if (typeof customElements !== "undefined" && !customElements.get("vitrine-lookbook")) {
  customElements.define("vitrine-lookbook", VitrineLookbookElement);
}
