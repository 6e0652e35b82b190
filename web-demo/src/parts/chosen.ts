// SPDX-License-Identifier: Apache-2.0
import type { PickedProduct } from "@vitrine/sdk";
import { deedCount } from "../analytics.ts";
import { type Context, listen } from "../context.ts";
import { h } from "../dom.ts";
import { words } from "../language.ts";
import { nextTask } from "../tasks.ts";
import { card } from "./card.ts";
import { blankCards } from "./states.ts";

const CHOSEN_COUNT = 6;

/** A row of picks with their reasons; only there once something was learnt. */
export function chosenStrip({ shop, personal }: Context): { element: HTMLElement; leave(): void } {
  const list = { id: "chosen", name: words().front.chosen };
  const row = h("div", { class: "row" });
  // Where there will be something to show its place is kept, so that nothing moves when it comes.
  const expected = deedCount() > 0 || personal.choice?.store === true;
  if (expected) {
    row.append(...blankCards(CHOSEN_COUNT));
  }
  const element = h(
    "section",
    { class: "chosen", "data-testid": "chosen", "aria-labelledby": "chosen", hidden: !expected },
    h("h2", { id: "chosen" }, list.name),
    row,
  );
  let left = false;
  const show = (picks: readonly PickedProduct[]) => {
    const learnt = picks.some(({ reason }) => reason.kind === "event" || reason.kind === "facet");
    element.hidden = !learnt;
    row.replaceChildren(
      ...(learnt ? picks : []).flatMap(({ id, reason }) => {
        const product = shop.product(id);
        return product ? [card(product, list, reason.text)] : [];
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
  const stops = [listen(personal, ["stage", "renewed"], ask), listen(shop, ["price"], ask)];
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
