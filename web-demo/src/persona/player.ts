// SPDX-License-Identifier: Apache-2.0
import { addToCart, purchase, selectItem, viewItem, viewItemList } from "../analytics.ts";
import type { Context } from "../context.ts";
import { type PersonaName, type Step, sessionOf } from "./personas.ts";

/** Between two events: quick enough to watch, slow enough to read. */
const STEP_MS = 180;

/** Who is being played, and what they have done so far. */
export type Played = Readonly<{ name: PersonaName; steps: readonly Step[]; over: boolean }>;

/** Plays one persona at a time in the shopper's place. Fires `played` with every step. */
export class Player extends EventTarget {
  #played: Played | undefined;
  #plays = 0;

  get played(): Played | undefined {
    return this.#played;
  }

  /** Runs a session through the data layer, and has the lookbook follow. */
  async play({ personal, shop }: Context, name: PersonaName): Promise<void> {
    this.#plays += 1;
    const play = this.#plays;
    const session = sessionOf(name, shop);
    this.#tell({ name, steps: [], over: false });
    await personal.disguise();
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    for (let done = 1; done <= session.length; done += 1) {
      await new Promise((resolve) => setTimeout(resolve, still ? 0 : STEP_MS));
      if (play !== this.#plays) {
        return;
      }
      act(session[done - 1] as Step);
      this.#tell({ name, steps: session.slice(0, done), over: done === session.length });
    }
    if (personal.stage.name === "ready") {
      personal.dispatchEvent(new Event("renewed"));
    }
  }

  /** The shopper is themselves again. */
  async stop({ personal }: Context): Promise<void> {
    this.#plays += 1;
    this.#tell(undefined);
    await personal.undisguise();
  }

  #tell(played: Played | undefined): void {
    this.#played = played;
    this.dispatchEvent(new Event("played"));
  }
}

/** The shop has one stage. */
export const player = new Player();

function act(step: Step): void {
  switch (step.event) {
    case "view_item_list":
      viewItemList({ id: step.name, name: step.name }, step.products);
      break;
    case "select_item":
      selectItem({ id: step.name, name: step.name }, step.product);
      break;
    case "view_item":
      viewItem(step.product);
      break;
    case "add_to_cart":
      addToCart(step.product);
      break;
    case "purchase":
      purchase([{ product: step.product, quantity: 1 }]);
      break;
  }
}
