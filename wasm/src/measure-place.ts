// SPDX-License-Identifier: Apache-2.0
// One place of an experiment on a page, alike in all arms: when it was seen, and what is done in the
// lookbook that may be in it.
import type { VitrineLookbookElement } from "./element.js";
import { ExposureWatch, SEEN } from "./exposure.js";
import type { ProductCard, Region } from "./types.js";

/** A lookbook's page in sight. */
export interface ShownPage {
  readonly index: number;
  readonly regions: readonly Region[];
}

/** What a place tells. */
export interface PlaceNews {
  /** It was seen: once. */
  seen(): void;
  /** A lookbook's page came into sight. The same page may be told again. */
  shown(page: ShownPage): void;
  /** A product was opened; its page and its slot, where they are known. */
  clicked(productId: string, page: number | undefined, slot: number | undefined): void;
}

/** Without a sign of life the shopper is taken to have gone after this long. */
const IDLE_MS = 30_000;
const SIGNS_OF_LIFE = ["pointerdown", "pointermove", "keydown", "scroll"];

/** Looks at a place from `start` to `stop`. */
export class PlaceWatch {
  readonly #place: Element;
  readonly #news: PlaceNews;
  #exposure = new ExposureWatch();
  #observer: IntersectionObserver | undefined;
  #part = 0;
  #page: ShownPage | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  // The time in the lookbook that nobody took yet, and since when more is running.
  #spentMs = 0;
  #sinceMs: number | undefined;

  constructor(place: Element, news: PlaceNews) {
    this.#place = place;
    this.#news = news;
  }

  start(): void {
    const place = this.#place;
    this.#observer = new IntersectionObserver(
      (entries) => {
        this.#part = entries.at(-1)?.intersectionRatio ?? 0;
        this.#look();
      },
      { threshold: [0, SEEN.part] },
    );
    this.#observer.observe(place);
    document.addEventListener("visibilitychange", this.#look);
    for (const sign of SIGNS_OF_LIFE) {
      addEventListener(sign, this.#mark, { capture: true, passive: true });
    }
    place.addEventListener("vitrine-page", this.#onPage as EventListener);
    place.addEventListener("vitrine-card", this.#onPick as EventListener);
    place.addEventListener("vitrine-open", this.#onOpen as EventListener);
    // It may have shown a page before anybody looked.
    const book = place.closest("vitrine-lookbook") ?? place.querySelector("vitrine-lookbook");
    const { page, regions = [] } = (book ?? {}) as Partial<VitrineLookbookElement>;
    if (page !== undefined && regions.length > 0) {
      this.#page = { index: page, regions };
    }
  }

  /** Looks no more, and forgets what it saw. */
  stop(): void {
    this.#observer?.disconnect();
    clearTimeout(this.#timer);
    document.removeEventListener("visibilitychange", this.#look);
    for (const sign of SIGNS_OF_LIFE) {
      removeEventListener(sign, this.#mark, { capture: true });
    }
    this.#place.removeEventListener("vitrine-page", this.#onPage as EventListener);
    this.#place.removeEventListener("vitrine-card", this.#onPick as EventListener);
    this.#place.removeEventListener("vitrine-open", this.#onOpen as EventListener);
    this.#exposure = new ExposureWatch();
    this.#part = 0;
    this.#page = undefined;
    this.#spentMs = 0;
    this.#sinceMs = undefined;
  }

  /** Takes the seconds spent in the lookbook since it was last asked. */
  takeSeconds(): number {
    this.#look();
    const seconds = Math.round(this.#spentMs) / 1000;
    this.#spentMs = 0;
    return seconds;
  }

  get #visible(): number {
    return document.visibilityState === "visible" ? this.#part : 0;
  }

  readonly #look = (): void => {
    const visible = this.#visible;
    clearTimeout(this.#timer);
    if (this.#exposure.observe(visible, performance.now())) {
      this.#news.seen();
    }
    const inSight = visible >= SEEN.part;
    if (inSight && !this.#exposure.seen) {
      // Short steps, because timers may run early.
      this.#timer = setTimeout(this.#look, SEEN.durationMs / 4);
    }
    this.#mark();
    const runs = inSight && this.#page !== undefined;
    this.#sinceMs = runs ? performance.now() : undefined;
    if (inSight && this.#page) {
      this.#news.shown(this.#page);
    }
  };

  // Adds the time since the last mark, of a shopper who left for lunch only its beginning.
  readonly #mark = (): void => {
    if (this.#sinceMs !== undefined) {
      const now = performance.now();
      this.#spentMs += Math.min(now - this.#sinceMs, IDLE_MS);
      this.#sinceMs = now;
    }
  };

  readonly #onPage = ({ detail }: HTMLElementEventMap["vitrine-page"]): void => {
    this.#page = detail;
    this.#look();
  };

  readonly #onPick = ({ detail }: HTMLElementEventMap["vitrine-card"]): void => {
    this.#clicked(detail.product);
  };

  // From a card it is the second step of a pick that was counted.
  readonly #onOpen = ({ detail }: HTMLElementEventMap["vitrine-open"]): void => {
    if (detail.from === "page") {
      this.#clicked(detail.product);
    }
  };

  #clicked({ id }: ProductCard): void {
    const slot = this.#page?.regions.findIndex(({ product }) => product.id === id) ?? -1;
    const known = slot >= 0;
    this.#news.clicked(id, known ? this.#page?.index : undefined, known ? slot : undefined);
  }
}
