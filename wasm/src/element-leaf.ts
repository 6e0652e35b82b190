// SPDX-License-Identifier: Apache-2.0
import { make } from "./element-dom.js";
import { Spot, type SpotActions } from "./element-spot.js";
import type { LookbookWords } from "./language.js";
import type { LookbookPage } from "./page.js";
import type { Region } from "./types.js";

/** One leaf of the book: blank paper, or a page's pixels with its products over them. */
export class Leaf {
  readonly element: HTMLElement;
  readonly #actions: SpotActions;
  readonly #canvas = make("canvas", { class: "pixels", "aria-hidden": "true" });
  readonly #said = make("p", { class: "name" });
  readonly #list = make("ol", { class: "spots", role: "list" });
  readonly #sheet: HTMLElement;
  #spots: Spot[] = [];
  #regions: readonly Region[] = [];
  #open = false;

  constructor(actions: SpotActions) {
    this.#actions = actions;
    this.#sheet = make("div", { class: "sheet", part: "page" });
    this.#sheet.append(this.#canvas, this.#said, this.#list);
    this.element = make("div", { class: "leaf" }, this.#sheet);
  }

  /** The products on it; empty while it is blank. */
  get regions(): readonly Region[] {
    return this.#regions;
  }

  /** Shows a page, pixels and products together, and takes over its bitmap. */
  show(page: LookbookPage, words: LookbookWords): void {
    const { width, height, bitmap } = page;
    this.#canvas.width = bitmap.width;
    this.#canvas.height = bitmap.height;
    this.#canvas.getContext("bitmaprenderer")?.transferFromImageBitmap(bitmap);
    page.dispose();
    this.#sheet.style.setProperty("--width", String(width));
    this.#sheet.style.setProperty("--height", String(height));
    this.#regions = page.regions;
    this.#list.setAttribute("aria-label", page.headline);
    this.#said.textContent = besideProducts(page);
    const known = [...this.#spots];
    this.#spots = page.regions.map((region) => {
      const at = known.findIndex((spot) => spot.suits(region));
      return known.splice(at, at < 0 ? 0 : 1)[0] ?? new Spot(region, this.#actions);
    });
    for (const [i, spot] of this.#spots.entries()) {
      spot.show(page.regions[i] as Region, { x: 0, y: 0, width, height }, words);
    }
    for (const spot of known) {
      spot.remove();
    }
    this.open = this.#open;
    this.#arrange();
    this.element.classList.add("drawn");
    this.element.classList.remove("covered");
  }

  /** Says the same in other words. */
  set words(words: LookbookWords) {
    for (const spot of this.#spots) {
      spot.words = words;
    }
  }

  /** Whether it is the open one, from when a turn to it begins: only there clips play. */
  set open(open: boolean) {
    this.#open = open;
    this.element.inert = !open;
    for (const spot of this.#spots) {
      spot.open = open;
    }
  }

  /** Makes prices illegible and takes them out of the names until the next page is shown. */
  cover(): void {
    this.element.classList.add("covered");
    for (const spot of this.#spots) {
      spot.cover();
    }
  }

  /** Shows that a product is on its way out. */
  dim(productId: string): void {
    for (const spot of this.#spots) {
      spot.dim(productId);
    }
  }

  /** Frees the pixels and leaves the document. */
  remove(): void {
    // First: a canvas that is emptied at its size fills that size, which takes long.
    this.#canvas.width = 0;
    this.#canvas.height = 0;
    this.#canvas.getContext("bitmaprenderer")?.transferFromImageBitmap(null);
    for (const spot of this.#spots) {
      spot.remove();
    }
    this.element.remove();
  }

  // Leaves what is in its place alone, so that a redrawn page keeps the focus where it was; where its
  // product went, what took its place gets it.
  #arrange(): void {
    const root = this.element.getRootNode() as Partial<DocumentOrShadowRoot>;
    const focused = root.activeElement;
    const items = [...this.#list.children];
    const place = items.findIndex((item) => item.contains(focused ?? null));
    const wasDismiss = focused?.classList.contains("dismiss");
    const elements = this.#spots.map((spot) => spot.element);
    if (items.length !== elements.length || items.some((item, i) => item !== elements[i])) {
      this.#list.replaceChildren(...elements);
      if (place >= 0) {
        const heir = elements[Math.min(place, elements.length - 1)];
        heir?.querySelector<HTMLElement>(wasDismiss ? ".dismiss" : ".link")?.focus();
      }
    }
  }
}

// What else the page says, a quotation say: the lines outside its products' places, without the headline,
// which names the list, and the page's number, which the status tells.
function besideProducts({ index, headline, texts, regions }: LookbookPage): string {
  const lines = texts.filter(({ text, x, baseline, width, size }) => {
    // The middle of the line.
    const [across, along] = [x + width / 2, baseline - size / 3];
    const within = ({ area }: Region) =>
      Math.abs(across - area.x - area.width / 2) < area.width / 2 &&
      Math.abs(along - area.y - area.height / 2) < area.height / 2;
    return text !== String(index + 1) && !regions.some(within);
  });
  const said = lines.map(({ text }) => text).join(" ");
  return said.replace(headline, "").trim();
}
