// SPDX-License-Identifier: Apache-2.0
import { h } from "../dom.ts";
import type { Merchant, Sent } from "./merchants.ts";
import { oneLookWords } from "./words.ts";

/** A picture of the wall. */
export type Tile = Readonly<{
  merchant: Merchant;
  sent: Sent;
  /** What the studio made of it; empty until then. */
  after: HTMLCanvasElement;
  button: HTMLButtonElement;
  note: HTMLElement;
}>;

/** All merchants' pictures, side by side, as they were sent or in one look. */
export function wall(
  merchants: readonly Merchant[],
  choose: (tile: Tile) => void,
): { element: HTMLElement; tiles: readonly Tile[] } {
  const tiles: Tile[] = [];
  const element = h(
    "div",
    { class: "wall", "data-testid": "wall" },
    ...merchants.map((merchant) => {
      const words = oneLookWords();
      const own = merchant.sent.map((sent) => tileOf(merchant, sent, choose));
      tiles.push(...own);
      return h(
        "section",
        { class: "merchant", "data-testid": "merchant" },
        h(
          "h2",
          {},
          h("span", { dir: "auto" }, merchant.name),
          merchant.style !== undefined &&
            h("span", { class: "note" }, words.styles[merchant.style]),
        ),
        h("div", { class: "tiles" }, ...own.map(({ button }) => button)),
      );
    }),
  );
  return { element, tiles };
}

function tileOf(merchant: Merchant, sent: Sent, choose: (tile: Tile) => void): Tile {
  const after = h("canvas", { width: 4, height: 5, "aria-hidden": true });
  const note = h("span", { class: "whole" });
  const button = h(
    "button",
    {
      type: "button",
      class: "bare tile",
      "data-testid": "tile",
      "aria-label": oneLookWords().choose(sent.product.title, merchant.name),
      click: () => choose(tile),
    },
    h("img", { src: sent.picture, alt: "", loading: "lazy", decoding: "async" }),
    after,
    note,
  );
  const tile: Tile = { merchant, sent, after, button, note };
  return tile;
}
