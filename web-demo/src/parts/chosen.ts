// SPDX-License-Identifier: Apache-2.0
import type { PickedProduct } from "@vitrine/sdk";
import { deedCount } from "../analytics.ts";
import { type Context, listen } from "../context.ts";
import { h } from "../dom.ts";
import { nextTask } from "../tasks.ts";
import { card } from "./card.ts";
import { blankCards } from "./states.ts";

const CHOSEN = { id: "chosen", name: "Chosen for you" } as const;
const CHOSEN_COUNT = 6;

/** A row of picks with their reasons; only there once something was learnt. */
export function chosenStrip({ shop, personal }: Context): { element: HTMLElement; leave(): void } {
  const row = h("div", { class: "row" });
  // Where there will be something to show its place is kept, so that nothing moves when it comes.
  const expected = deedCount() > 0 || personal.choice === "granted";
  if (expected) {
    row.append(...blankCards(CHOSEN_COUNT));
  }
  const element = h(
    "section",
    { class: "chosen", "data-testid": "chosen", "aria-labelledby": "chosen", hidden: !expected },
    h("h2", { id: "chosen" }, CHOSEN.name),
    row,
  );
  let left = false;
  const show = (picks: readonly PickedProduct[]) => {
    const learnt = picks.some(({ reason }) => reason.kind === "event" || reason.kind === "facet");
    element.hidden = !learnt;
    row.replaceChildren(
      ...(learnt ? picks : []).flatMap(({ id, reason }) => {
        const product = shop.product(id);
        return product ? [card(product, CHOSEN, reason.text)] : [];
      }),
    );
  };
  const ask = async () => {
    await nextTask();
    if (personal.stage.name === "failed") {
      show([]);
    }
    if (personal.stage.name === "ready" && !left) {
      // Without picks there is no row; the SDK has reported why.
      const picks = await personal.stage.client.picks({ count: CHOSEN_COUNT }).catch(() => []);
      if (!left) {
        show(picks);
      }
    }
  };
  ask();
  const stops = [listen(personal, ["stage", "forgotten"], ask), listen(shop, ["price"], ask)];
  return {
    element,
    leave: () => {
      left = true;
      for (const stop of stops) {
        stop();
      }
    },
  };
}
