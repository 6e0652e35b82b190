// SPDX-License-Identifier: Apache-2.0
import type { Style } from "@vitrine/sdk/studio";
import { h } from "../dom.ts";
import { formatNumber } from "../language.ts";
import { labelled, slider } from "../parts/fields.ts";
import { ONE_LOOK_ADDRESS } from "../routes.ts";
import { HOUSE_STYLE } from "./house-style.ts";
import { campaignWords } from "./words.ts";

const percent = (value: number): string => formatNumber(value, { style: "percent" });
const fine = (value: number): string =>
  formatNumber(value, { style: "percent", maximumFractionDigits: 1 });

/** Edits what the studio's style offers; `change` is told of every step. */
export class StyleForm {
  readonly element: HTMLElement;
  readonly #change: (style: Style) => void;
  readonly #fields = h("div", { class: "style-fields" });
  #style: Style;

  constructor(style: Style, preview: HTMLElement, change: (style: Style) => void) {
    this.#style = style;
    this.#change = change;
    const words = campaignWords();
    this.element = h(
      "section",
      { class: "part style", "aria-labelledby": "campaign-style" },
      h("h2", { id: "campaign-style" }, words.style),
      h("p", { class: "note" }, words.styleText),
      h("div", { class: "style-parts" }, preview, this.#fields),
      h(
        "p",
        { class: "actions" },
        h("button", { type: "button", class: "quiet", click: () => this.#restore() }, words.house),
        h("a", { class: "quiet", href: ONE_LOOK_ADDRESS }, words.seeOneLook),
      ),
    );
    this.#draw();
  }

  #set(style: Style): void {
    this.#style = { ...this.#style, ...style };
    this.#change(this.#style);
  }

  #restore(): void {
    this.#set(HOUSE_STYLE);
    this.#draw();
  }

  #draw(): void {
    this.#fields.replaceChildren(
      ...this.#backdrop(),
      ...this.#subject(),
      ...this.#light(),
      ...this.#shadow(),
    );
  }

  #backdrop(): readonly HTMLElement[] {
    const words = campaignWords();
    const colour = (end: "top" | "bottom") => {
      const value = this.#style.background?.[end] ?? HOUSE_STYLE.background[end];
      const input = h("input", { type: "color", value, "data-testid": `backdrop-${end}` });
      input.addEventListener("input", () =>
        this.#set({ background: { ...this.#style.background, [end]: input.value } }),
      );
      return labelled(words[end], input);
    };
    return [colour("top"), colour("bottom")];
  }

  #subject(): readonly HTMLElement[] {
    const words = campaignWords();
    const { scale = HOUSE_STYLE.subject.scale, centre = HOUSE_STYLE.subject.centre } =
      this.#style.subject ?? {};
    const set = (part: NonNullable<Style["subject"]>) =>
      this.#set({ subject: { ...this.#style.subject, ...part } });
    return [
      slider(words.scale, { min: 0.4, max: 0.95, step: 0.01, value: scale }, percent, (value) =>
        set({ scale: value }),
      ),
      slider(words.height, { min: 0.3, max: 0.7, step: 0.01, value: centre[1] }, percent, (value) =>
        set({ centre: [centre[0], value] }),
      ),
    ];
  }

  #light(): readonly HTMLElement[] {
    const words = campaignWords();
    const names = [
      ["white_balance", words.whiteBalance],
      ["exposure", words.exposure],
      ["contrast", words.contrast],
    ] as const;
    return names.map(([name, label]) => {
      const value = this.#style.light?.[name] ?? HOUSE_STYLE.light[name];
      return slider(label, { min: 0, max: 1, step: 0.05, value }, percent, (amount) =>
        this.#set({ light: { ...this.#style.light, [name]: amount } }),
      );
    });
  }

  #shadow(): readonly HTMLElement[] {
    const words = campaignWords();
    const { opacity, blur, offset } = { ...HOUSE_STYLE.shadow, ...this.#style.shadow };
    const set = (part: NonNullable<Style["shadow"]>) =>
      this.#set({ shadow: { ...this.#style.shadow, ...part } });
    return [
      slider(words.shadow, { min: 0, max: 0.8, step: 0.02, value: opacity }, percent, (value) =>
        set({ opacity: value }),
      ),
      slider(words.shadowBlur, { min: 0, max: 0.08, step: 0.001, value: blur }, fine, (value) =>
        set({ blur: value }),
      ),
      slider(words.shadowDrop, { min: 0, max: 0.1, step: 0.002, value: offset[1] }, fine, (value) =>
        set({ offset: [offset[0], value] }),
      ),
    ];
  }
}
