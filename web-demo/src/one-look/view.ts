// SPDX-License-Identifier: Apache-2.0
import "../styles/workbench.css";
import "../styles/one-look.css";
import { styleAt } from "../campaign/schedule.ts";
import { campaigns } from "../campaign/store.ts";
import type { Context } from "../context.ts";
import { h, type View } from "../dom.ts";
import { formatNumber } from "../language.ts";
import { explain } from "../personal.ts";
import { CAMPAIGNS_ADDRESS } from "../routes.ts";
import { nextTask } from "../tasks.ts";
import { Comparison } from "./comparison.ts";
import { Harmoniser, paint, type Styled } from "./harmoniser.ts";
import { readMerchants } from "./merchants.ts";
import { type Tile, wall } from "./wall.ts";
import { oneLookWords } from "./words.ts";

/** What became of a tile's picture. */
type Outcome = Readonly<{ cut: boolean } | { problem: string }>;

/** Pictures of several merchants brought to one look, in the browser, while one watches. */
export async function oneLookView({ shop }: Context): Promise<View> {
  const words = oneLookWords();
  const { element: pictures, tiles } = wall(await readMerchants(shop), (tile) => choose(tile));
  // One look: a campaign that starts or ends meanwhile is seen the next time.
  const style = styleAt(campaigns.campaign, Date.now());
  const harmoniser = new Harmoniser();
  const comparison = new Comparison();
  const outcomes = new Map<Tile, Outcome>();
  const progress = h("p", { class: "note", role: "status", "data-testid": "progress" });
  const toggle = h(
    "button",
    { type: "button", class: "primary", "data-testid": "one-look", "aria-pressed": "false" },
    words.toggle,
  );
  const sentIn = tiles.some(({ merchant }) => merchant.style !== undefined);
  let chosen: Tile | undefined;

  const tell = () => {
    const done = formatNumber(outcomes.size);
    progress.textContent = words.progress(done, formatNumber(tiles.length));
  };
  const finish = (tile: Tile) => {
    const outcome = outcomes.get(tile);
    if (tile !== chosen || !outcome) {
      return;
    }
    if ("problem" in outcome) {
      comparison.finish(undefined, words.failed(outcome.problem));
    } else {
      comparison.finish(copyOf(tile.after), outcome.cut ? words.cut : words.whole);
    }
  };
  const choose = (tile: Tile) => {
    chosen = tile;
    for (const each of tiles) {
      if (each === tile) {
        each.button.setAttribute("aria-current", "true");
      } else {
        each.button.removeAttribute("aria-current");
      }
    }
    const { merchant, sent } = tile;
    const how = merchant.style && words.styles[merchant.style];
    comparison.show(
      sent.product.title,
      [merchant.name, how].filter(Boolean).join(" · "),
      sent.picture,
    );
    finish(tile);
  };
  const make = async (tile: Tile) => {
    try {
      const styled = await harmoniser.style(tile.sent.picture, style);
      show(tile, styled);
      outcomes.set(tile, { cut: styled.cut });
    } catch (error) {
      outcomes.set(tile, { problem: explain(error) });
    }
  };
  const makeAll = async () => {
    // The one that is looked at, then the others in their order.
    for (;;) {
      const left = tiles.filter((tile) => !outcomes.has(tile));
      const next = left.find((tile) => tile === chosen) ?? left[0];
      if (!next || harmoniser.closed) {
        return;
      }
      await make(next);
      if (harmoniser.closed) {
        return;
      }
      tell();
      finish(next);
      // Whatever the shopper does meanwhile comes first.
      await nextTask();
    }
  };
  toggle.addEventListener("click", () => {
    const one = pictures.classList.toggle("one");
    toggle.setAttribute("aria-pressed", String(one));
    toggle.textContent = one ? words.toggleBack : words.toggle;
  });

  const [first] = tiles;
  if (first) {
    choose(first);
  }
  tell();
  makeAll();
  return {
    title: words.title,
    element: h(
      "div",
      { class: "one-look", "data-testid": "one-look-view" },
      h(
        "div",
        { class: "opening" },
        h("h1", { class: "place", tabindex: -1 }, words.title),
        h("p", { class: "lede" }, sentIn ? words.intro : words.introOwn),
        h("div", { class: "all" }, toggle, progress),
        h("a", { class: "quiet", href: CAMPAIGNS_ADDRESS }, words.edit),
      ),
      comparison.element,
      pictures,
    ),
    leave: () => harmoniser.close(),
  };
}

function show({ after, button, note }: Tile, { bitmap, cut }: Styled): void {
  paint(after, bitmap);
  button.classList.add("made");
  note.textContent = cut ? "" : oneLookWords().wholeShort;
}

/** The same pixels on a canvas of its own. */
function copyOf(canvas: HTMLCanvasElement): HTMLCanvasElement {
  const copy = h("canvas", { width: canvas.width, height: canvas.height, "aria-hidden": true });
  copy.getContext("2d")?.drawImage(canvas, 0, 0);
  return copy;
}
