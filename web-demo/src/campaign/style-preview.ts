// SPDX-License-Identifier: Apache-2.0
import type { Style } from "@vitrine/sdk/studio";
import { h } from "../dom.ts";
import { Harmoniser, paint } from "../one-look/harmoniser.ts";
import { readMerchants, type Sent } from "../one-look/merchants.ts";
import { explain } from "../personal.ts";
import type { Shop } from "../shop.ts";
import { campaignWords } from "./words.ts";

const COUNT = 3;
/** Smaller than the shop's own pictures: it is drawn at every step of a slider. */
const CANVAS = { width: 320, height: 400 } as const;

/** Pictures of a few merchants in the style as it is being edited. */
export class StylePreview {
  readonly element: HTMLElement;
  readonly #harmoniser = new Harmoniser();
  readonly #said = h("p", { class: "problem", role: "status" });
  readonly #canvases = Array.from({ length: COUNT }, () =>
    h("canvas", {
      ...CANVAS,
      role: "img",
      "aria-label": campaignWords().previewing,
      "data-testid": "style-picture",
    }),
  );
  readonly #pictures: Promise<readonly Sent[]>;
  #updates = 0;

  constructor(shop: Shop) {
    // The first of each merchant, whose photographs differ most.
    this.#pictures = readMerchants(shop).then((merchants) =>
      merchants.flatMap(({ sent }) => sent.slice(0, 1)).slice(0, COUNT),
    );
    this.element = h(
      "div",
      { class: "style-preview", "aria-busy": true },
      h("div", { class: "leaves" }, ...this.#canvases),
      this.#said,
    );
  }

  /** What is shown or being drawn no longer holds; `update` is about to be called. */
  expect(): void {
    this.#updates += 1;
    this.element.setAttribute("aria-busy", "true");
  }

  /** Draws them anew; a later call overtakes an earlier one. */
  async update(style: Style): Promise<void> {
    this.expect();
    const update = this.#updates;
    let problem = "";
    try {
      for (const [i, { product, picture }] of (await this.#pictures).entries()) {
        const { bitmap } = await this.#harmoniser.style(picture, { ...style, canvas: CANVAS });
        const canvas = this.#canvases[i];
        if (update !== this.#updates || !canvas) {
          bitmap.close();
          return;
        }
        canvas.setAttribute("aria-label", product.title);
        paint(canvas, bitmap);
      }
    } catch (error) {
      problem = campaignWords().refused(explain(error));
    }
    if (update === this.#updates && !this.#harmoniser.closed) {
      this.#said.textContent = problem;
      this.element.setAttribute("aria-busy", "false");
    }
  }

  close(): void {
    this.#harmoniser.close();
  }
}
