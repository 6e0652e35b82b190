// SPDX-License-Identifier: Apache-2.0
import { h } from "../dom.ts";
import { formatNumber, LANGUAGES, language } from "../language.ts";
import { oneLookWords } from "./words.ts";

const MIDDLE = 50;

/** A picture before and after, under one edge that a native slider moves. */
export class Comparison {
  readonly element: HTMLElement;
  readonly #before = h("img", { alt: "", decoding: "async" });
  readonly #after = h("div", { class: "after" });
  readonly #frame: HTMLElement;
  readonly #slider: HTMLInputElement;
  readonly #caption = h("p", { class: "verdict", "data-testid": "verdict", role: "status" });
  readonly #name = h("p", { class: "name", dir: "auto" });
  readonly #maker = h("p", { class: "maker", dir: "auto" });

  constructor() {
    const words = oneLookWords();
    this.#slider = h("input", {
      type: "range",
      min: 0,
      max: 100,
      value: MIDDLE,
      "aria-label": words.slider,
      "data-testid": "split",
    });
    this.#slider.addEventListener("input", () => this.#move());
    this.#frame = h(
      "div",
      { class: "frame" },
      this.#before,
      this.#after,
      h("span", { class: "edge", "aria-hidden": true }),
      h("span", { class: "tag tag-before", "aria-hidden": true }, words.before),
      h("span", { class: "tag tag-after", "aria-hidden": true }, words.after),
      this.#slider,
    );
    this.element = h(
      "figure",
      { class: "comparison", "data-testid": "comparison" },
      this.#frame,
      h("figcaption", {}, this.#name, this.#maker, this.#caption),
    );
    this.#move();
  }

  /** Shows another picture; what becomes of it follows. */
  show(name: string, maker: string, before: string): void {
    this.#before.src = before;
    this.#after.replaceChildren();
    this.#name.textContent = name;
    this.#maker.textContent = maker;
    this.#caption.textContent = oneLookWords().working;
    this.element.setAttribute("aria-busy", "true");
  }

  /** The other side of the edge, and what is to be said of it. */
  finish(after: HTMLElement | undefined, caption: string): void {
    this.#after.replaceChildren(...(after ? [after] : []));
    this.#caption.textContent = caption;
    this.element.setAttribute("aria-busy", "false");
  }

  /** The slider runs with the writing, the after on its far side. */
  #move(): void {
    const at = this.#slider.valueAsNumber;
    const { rightToLeft } = LANGUAGES[language()];
    this.#frame.style.setProperty("--split", `${rightToLeft ? 100 - at : at}%`);
    this.#frame.classList.toggle("mirrored", rightToLeft);
    const shown = formatNumber((100 - at) / 100, { style: "percent" });
    this.#slider.setAttribute("aria-valuetext", oneLookWords().sliderValue(shown));
  }
}
