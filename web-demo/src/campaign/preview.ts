// SPDX-License-Identifier: Apache-2.0
// The pages that rules come to, drawn by a client of their own: no shopper sees them.
import { type LookbookPage, type SlateRules, Vitrine } from "@vitrine/sdk";
import { h } from "../dom.ts";
import { FONTS } from "../fonts.ts";
import { formatNumber, locale, sdkLanguage } from "../language.ts";
import { explain } from "../personal.ts";
import { PACK } from "../shop.ts";
import { campaignWords } from "./words.ts";

const PAGES = 3;
const SIZE = { width: 400, height: 500 } as const;

/** Three pages under some rules. */
export class PagesPreview {
  readonly element: HTMLElement;
  readonly #said = h("p", { class: "problem", role: "status", "data-testid": "preview-said" });
  readonly #leaves = Array.from({ length: PAGES }, () =>
    h("canvas", {
      ...SIZE,
      role: "img",
      "aria-label": campaignWords().previewing,
      "data-testid": "preview-page",
    }),
  );
  readonly #client: Promise<Vitrine>;
  readonly #unmatched: (unmatched: readonly string[]) => void;
  #updates = 0;
  #closed = false;

  constructor(unmatched: (unmatched: readonly string[]) => void) {
    this.#unmatched = unmatched;
    this.#client = openClient();
    const words = campaignWords();
    this.element = h(
      "section",
      { class: "pages-preview", "aria-labelledby": "pages-preview", "aria-busy": true },
      h("h2", { id: "pages-preview" }, words.preview),
      this.#said,
      h("div", { class: "leaves" }, ...this.#leaves),
    );
  }

  /** What is shown or being drawn no longer holds; `update` is about to be called. */
  expect(): void {
    this.#updates += 1;
    this.element.setAttribute("aria-busy", "true");
  }

  /** Draws the pages anew; a later call overtakes an earlier one. */
  async update(rules: SlateRules): Promise<void> {
    this.expect();
    const update = this.#updates;
    const newest = () => update === this.#updates && !this.#closed;
    try {
      const client = await this.#client;
      if (!newest()) {
        return;
      }
      const { unmatched } = await client.setRules(rules);
      for (const [index, canvas] of this.#leaves.entries()) {
        const page = await client.page({ ...SIZE, index, ...screen() });
        if (!newest()) {
          page.dispose();
          return;
        }
        show(canvas, page);
      }
      this.#said.textContent = "";
      this.#unmatched(unmatched);
    } catch (error) {
      if (newest()) {
        this.#said.textContent = campaignWords().refused(explain(error));
      }
    }
    if (newest()) {
      this.element.setAttribute("aria-busy", "false");
    }
  }

  close(): void {
    this.#closed = true;
    this.#client.then(
      (client) => client.close(),
      () => undefined,
    );
  }
}

/** As sharp as the screen, up to twice, and as dark as the shop. */
const screen = () => ({
  devicePixelRatio: Math.min(devicePixelRatio, 2),
  dark: matchMedia("(prefers-color-scheme: dark)").matches,
});

async function openClient(): Promise<Vitrine> {
  const language = await sdkLanguage();
  const client = await Vitrine.create({
    catalog: PACK,
    fonts: FONTS,
    locale: locale(),
    ...(language && { language }),
    consent: "denied",
  });
  // The pages as this visit's shopper would get them.
  client.attachDataLayer(window.dataLayer);
  return client;
}

/** Draws a page and says what is on it. */
function show(canvas: HTMLCanvasElement, page: LookbookPage): void {
  const words = campaignWords();
  const number = formatNumber(page.index + 1);
  const titles = page.regions.map(({ product }) => product.title);
  const text =
    titles.length > 0 ? words.previewPage(number, titles.join(", ")) : words.previewEmpty(number);
  canvas.setAttribute("aria-label", text);
  canvas.dataset.products = page.regions.map(({ product }) => product.id).join(" ");
  canvas.width = page.bitmap.width;
  canvas.height = page.bitmap.height;
  canvas.getContext("bitmaprenderer")?.transferFromImageBitmap(page.bitmap);
  page.dispose();
}
