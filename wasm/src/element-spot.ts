// SPDX-License-Identifier: Apache-2.0
import { Clip } from "./element-clip.js";
import { make, place, shopLink } from "./element-dom.js";
import type { LookbookWords } from "./language.js";
import type { Area, PickedProduct, Region } from "./types.js";

/** What can be done with a product of a page. */
export interface SpotActions {
  /** A click or the keyboard opens the product. */
  open(product: PickedProduct, event: MouseEvent): void;
  notForMe(product: PickedProduct): void;
  /** A clip, or the picture that stands in for one without CORS headers, did not load. */
  pictureFailed(product: PickedProduct, src: string): void;
}

/** Pictures smaller than this are not covered by a button of full size. */
const SMALL_PX = 130;

/** One product over the canvas: its link, its "not for me", and a picture where the canvas has none. */
export class Spot {
  readonly element: HTMLLIElement;
  readonly #actions: SpotActions;
  readonly #link: HTMLAnchorElement | HTMLButtonElement;
  readonly #name = make("span", { class: "name" });
  readonly #dismiss: HTMLButtonElement;
  readonly #dismissWord = make("span", { class: "word", "aria-hidden": "true" });
  #picture: { readonly src: string; readonly element: HTMLImageElement } | undefined;
  #clip: Clip | undefined;
  #open = false;
  #covered = false;
  #product: PickedProduct;

  constructor(region: Region, actions: SpotActions) {
    this.#product = region.product;
    this.#actions = actions;
    this.#link = linkOf(region.product);
    this.#link.append(this.#name);
    this.#dismiss = make(
      "button",
      { type: "button", class: "dismiss", part: "not-for-me" },
      this.#dismissWord,
      make("span", { class: "cross", "aria-hidden": "true" }),
    );
    this.element = make("li", { class: "spot" }, this.#link, this.#dismiss);
    const open = (event: Event) => this.#actions.open(this.#product, event as MouseEvent);
    this.#link.addEventListener("click", open);
    this.#link.addEventListener("auxclick", open);
    this.#dismiss.addEventListener("click", () => this.#actions.notForMe(this.#product));
  }

  /** Whether this spot can show the region as well: the same product behind the same kind of element. */
  suits({ product }: Region): boolean {
    return (
      product.id === this.#product.id && shopLink(product.link) === shopLink(this.#product.link)
    );
  }

  show(region: Region, page: Area, words: LookbookWords): void {
    const { product, area, picture } = region;
    this.#product = product;
    this.element.classList.remove("dismissed");
    place(this.element, area, page);
    this.#covered = false;
    this.#link.setAttribute("aria-description", product.reason.text);
    this.words = words;
    this.#dismiss.style.setProperty("--top", percent(picture.y - area.y, area.height));
    const right = area.x + area.width - picture.x - picture.width;
    this.#dismiss.style.setProperty("--right", percent(right, area.width));
    this.#dismiss.classList.toggle("small", Math.min(picture.width, picture.height) < SMALL_PX);
    this.#showPicture(region);
    this.#showClip(region, words);
  }

  /** Whether its page is the open one. */
  set open(open: boolean) {
    this.#open = open;
    if (this.#clip) {
      this.#clip.open = open;
    }
  }

  /** Frees what plays. */
  remove(): void {
    this.#clip?.remove();
    this.#clip = undefined;
  }

  /** What its link and its buttons say. */
  set words(words: LookbookWords) {
    const { notForMe } = words;
    if (!this.#covered) {
      this.#name.textContent = nameOf(this.#product, words);
    }
    if (this.#clip) {
      this.#clip.words = words;
    }
    this.#dismissWord.textContent = notForMe;
    this.#dismiss.setAttribute("aria-label", `${notForMe}: ${this.#product.title}`);
  }

  /** Takes the price out of the name until the next `show`. */
  cover(): void {
    this.#covered = true;
    this.#name.textContent = this.#product.title;
  }

  /** Shows that the product is on its way out. */
  dim(productId: string): void {
    this.element.classList.toggle("dismissed", productId === this.#product.id);
  }

  #showClip({ product, area, picture }: Region, words: LookbookWords): void {
    if (product.video !== this.#clip?.src) {
      this.remove();
    }
    if (product.video === undefined) {
      return;
    }
    if (!this.#clip) {
      const { video } = product;
      this.#clip = new Clip(video, words, () => {
        this.remove();
        this.#actions.pictureFailed(product, video);
      });
      this.#clip.open = this.#open;
      this.#link.before(this.#clip.element);
    }
    place(this.#clip.element, picture, area);
  }

  #showPicture({ product, area, picture, fallback }: Region): void {
    if (fallback?.src !== this.#picture?.src) {
      this.#picture?.element.remove();
      this.#picture = undefined;
    }
    if (!fallback) {
      return;
    }
    if (!this.#picture) {
      const { src } = fallback;
      const element = make("img", {
        class: "picture",
        part: "picture",
        alt: "",
        draggable: "false",
      });
      element.decoding = "async";
      element.addEventListener("error", () => {
        element.remove();
        this.#actions.pictureFailed(product, src);
      });
      element.src = src;
      this.#picture = { src, element };
      this.element.prepend(element);
    }
    place(this.#picture.element, picture, area);
  }
}

const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(3)}%`;

// All that the page shows of it but the reason, which describes the link.
function nameOf(product: PickedProduct, { regularPrice }: LookbookWords): string {
  const { title, brand, price, regularPrice: regular } = product;
  const parts = [title, brand, price.text, regular && regularPrice(regular.text)];
  return parts.filter(Boolean).join(", ");
}

function linkOf({ link }: PickedProduct): HTMLAnchorElement | HTMLButtonElement {
  const href = shopLink(link);
  return href === undefined
    ? make("button", { type: "button", class: "link", part: "link" })
    : make("a", { href, class: "link", part: "link", draggable: "false" });
}
