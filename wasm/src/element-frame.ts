// SPDX-License-Identifier: Apache-2.0
import { make } from "./element-dom.js";
import type { LookbookWords } from "./language.js";
import type { PreviewPage } from "./preview.js";

/** What stands in the place of a page. */
export type Notice = "empty" | "failed" | "offline";

/** How many times wider and higher a preview is drawn than it is kept. */
const SMOOTH = 8;

/** The parts of the element around its pages: the frame, notices, the bar with buttons and status. */
export class Frame {
  readonly element: HTMLElement;
  /** What holds the page: as large as the page is to be. */
  readonly area = make("div", { class: "frame", part: "frame", tabindex: "-1", role: "group" });
  readonly previous = turnButton("previous");
  readonly next = turnButton("next");
  readonly retry = make("button", { class: "retry", part: "retry", type: "button" });
  /** Brings the lookbook in place of the plain list. */
  readonly open = make("button", { class: "open", part: "open", type: "button", hidden: "" });
  readonly #preview = make("canvas", { class: "preview", "aria-hidden": "true" });
  readonly #plain = make("div", { class: "plain", part: "plain", hidden: "" }, make("slot"));
  readonly #message = make("p", { class: "message" });
  readonly #panel: HTMLElement;
  readonly #status = make("p", { class: "status", part: "status", role: "status" });

  constructor(stage: HTMLElement) {
    const live = make("div", { "aria-live": "polite" }, this.#message);
    this.#panel = make("div", { class: "panel", part: "notice" }, live, this.retry);
    this.area.append(this.#preview, stage, this.#plain, this.#panel);
    const parts = [this.previous, this.#status, this.next];
    const bar = make("div", { class: "bar", part: "bar" }, ...parts, this.open);
    this.element = make("section", { class: "book" }, this.area, bar);
  }

  set label(label: string) {
    this.element.setAttribute("aria-label", label);
    this.area.setAttribute("aria-label", label);
  }

  /** That of what it says, where it was set and is not that of the surroundings. */
  set language(tag: string | undefined) {
    if (tag) {
      this.element.lang = tag;
    } else {
      this.element.removeAttribute("lang");
    }
  }

  set dark(dark: boolean) {
    this.element.classList.toggle("dark", dark);
  }

  get isDark(): boolean {
    return this.element.classList.contains("dark");
  }

  /** While nothing was shown yet, what lies under the pages shows through: the preview. */
  set waiting(waiting: boolean) {
    this.element.classList.toggle("waiting", waiting);
  }

  /** Shows a page of few pixels, made smooth, until the first real one lies over it; or none any more. */
  preview(page: PreviewPage | undefined): void {
    this.#preview.classList.toggle("drawn", page !== undefined);
    if (!page) {
      return;
    }
    const { width, height, pixels } = page;
    const image = new ImageData(width, height);
    for (let i = 0; i < width * height; i += 1) {
      image.data.set(pixels.subarray(3 * i, 3 * i + 3), 4 * i);
      image.data[4 * i + 3] = 255;
    }
    // Made smooth once: a filter would be computed for each frame.
    const small = make("canvas", { width: `${width}`, height: `${height}` });
    small.getContext("2d")?.putImageData(image, 0, 0);
    Object.assign(this.#preview, { width: width * SMOOTH, height: height * SMOOTH });
    const drawing = this.#preview.getContext("2d") as CanvasRenderingContext2D;
    drawing.imageSmoothingQuality = "high";
    drawing.drawImage(small, 0, 0, width * SMOOTH, height * SMOOTH);
  }

  /** Shows what the shop has put into the element, and `own` before it, in place of the pages. */
  showPlain(own: readonly HTMLElement[]): void {
    this.#plain.replaceChildren(...own, make("slot"));
    this.#plain.hidden = false;
    this.busy = false;
    this.element.classList.add("is-plain");
  }

  hidePlain(): void {
    this.#plain.hidden = true;
    this.open.hidden = true;
    this.element.classList.remove("is-plain");
  }

  set rightToLeft(rightToLeft: boolean) {
    this.element.classList.toggle("rtl", rightToLeft);
  }

  /** Zoomed in by two fingers, one finger moves about and turns nothing. */
  set zoomed(zoomed: boolean) {
    this.element.classList.toggle("zoomed", zoomed);
  }

  /** Nothing is awaited where the plain list is shown. */
  set busy(busy: boolean) {
    this.area.setAttribute("aria-busy", String(busy && this.#plain.hidden));
  }

  /** Sets the buttons and the status for page `index` of `count`; `news` is said in its place. */
  tell(index: number, count: number, words: LookbookWords, news?: string): void {
    this.previous.setAttribute("aria-label", words.previous);
    this.next.setAttribute("aria-label", words.next);
    this.open.textContent = words.open;
    // Not `disabled`: the button that was just pressed would lose the focus.
    this.previous.setAttribute("aria-disabled", String(index <= 0));
    this.next.setAttribute("aria-disabled", String(index >= count - 1));
    this.element.classList.toggle("single", count <= 1);
    const status = news ?? (count > 1 ? words.page(index + 1, count) : "");
    if (this.#status.textContent !== status) {
      this.#status.textContent = status;
    }
  }

  /** Puts a notice in the place of the page, or takes it away. */
  notice(notice: Notice | undefined, words: LookbookWords): void {
    this.#panel.classList.toggle("shown", notice !== undefined);
    this.#message.textContent = notice ? words[notice] : "";
    this.retry.textContent = words.retry;
    this.retry.hidden = notice === "empty";
  }
}

function turnButton(which: "previous" | "next"): HTMLButtonElement {
  return make("button", { class: `turn ${which}`, part: `turn ${which}`, type: "button" });
}
