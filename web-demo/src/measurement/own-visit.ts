// SPDX-License-Identifier: Apache-2.0
import { type Context, listen } from "../context.ts";
import { h } from "../dom.ts";
import { formatNumber } from "../language.ts";
import { measuring } from "../measuring.ts";
import { measurementWords } from "./words.ts";

const MOST_SHOWN = 12;

/** What was measured of the shopper who looks at this page, where they allowed it. */
export function ownVisit({ personal }: Context): { element: HTMLElement; leave(): void } {
  const words = measurementWords();
  const said = h("p", { class: "note", "data-testid": "own-said" });
  const lines = h("code");
  const shown = h("pre", { dir: "ltr", tabindex: 0, "aria-labelledby": "own-visit" }, lines);
  const show = () => {
    const all = measuring.lines.trimEnd().split("\n").filter(Boolean);
    shown.hidden = all.length === 0;
    lines.textContent = all.slice(-MOST_SHOWN).join("\n");
    if (personal.choice?.measure !== true) {
      said.textContent = words.ownNone;
    } else if (all.length === 0) {
      said.textContent = words.ownNothing;
    } else {
      said.textContent = words.ownLines(formatNumber(all.length));
    }
  };
  measuring.flush();
  show();
  const stops = [listen(measuring, ["lines"], show), listen(personal, ["consent"], show)];
  return {
    element: h(
      "section",
      { class: "own-visit", "aria-labelledby": "own-visit" },
      h("h2", { id: "own-visit" }, words.own),
      said,
      shown,
    ),
    leave: () => {
      for (const stop of stops) {
        stop();
      }
    },
  };
}
