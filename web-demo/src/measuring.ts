// SPDX-License-Identifier: Apache-2.0
// The shop's own experiment: with a yes to measuring, what this visit was shown and did becomes lines of a
// log. A shop would send them; this one keeps them in the tab, for whoever opens the measurement page.
import type { Experiment } from "@vitrine/sdk/measure";
import { type Context, listen } from "./context.ts";
import { storageOf } from "./storage.ts";

const UNIT_KEY = "morrow-and-lind.visit";

/** Everybody gets the lookbook here: a shopper who tries the demo shall not be in the control. */
const PLAN = {
  name: "demo",
  arms: [{ name: "control", weight: 0 }, { name: "treatment" }],
};

/** Fires `lines` when there are more. */
class Measuring extends EventTarget {
  #lines = "";
  #experiment: Promise<Experiment> | undefined;

  /** The lines of this visit so far. */
  get lines(): string {
    return this.#lines;
  }

  /** Begins with a yes, rests while somebody else is played, and ends with a no, which throws all away. */
  follow({ personal }: Context): void {
    const ask = () => {
      const allowed = personal.choice?.measure === true;
      if (!allowed) {
        this.#erase();
      }
      if (allowed && !personal.disguised) {
        this.#experiment ??= this.#begin();
      } else if (this.#experiment) {
        this.#end(this.#experiment, allowed).catch(ignore);
        this.#experiment = undefined;
      }
    };
    listen(personal, ["consent", "stage"], ask);
    ask();
  }

  /** Sees whether `place`, where a lookbook stands, is seen; until the returned function is called. */
  watch(place: HTMLElement): () => void {
    const watched = this.#experiment?.then((experiment) => experiment.watch(place));
    watched?.catch(ignore);
    return () => {
      watched?.then((stop) => stop(), ignore);
    };
  }

  /** Has what is under way written down. */
  flush(): void {
    this.#experiment?.then((experiment) => experiment.flush(), ignore);
  }

  /** Throws away what was measured, and the number it ran under: a later yes begins somebody new. */
  #erase(): void {
    this.#lines = "";
    storageOf("sessionStorage")?.removeItem(UNIT_KEY);
    this.dispatchEvent(new Event("lines"));
  }

  async #end(begun: Promise<Experiment>, allowed: boolean): Promise<void> {
    const experiment = await begun;
    if (!allowed) {
      await experiment.setConsent({ measure: false });
    }
    experiment.close();
  }

  async #begin(): Promise<Experiment> {
    // Before anything is awaited, so that a no which comes meanwhile erases it.
    const unit = unitOfVisit();
    const { Experiment: Begun } = await import("@vitrine/sdk/measure");
    const experiment = new Begun({
      ...PLAN,
      unit,
      consent: { measure: true },
      onLines: (lines) => {
        this.#lines += lines;
        this.dispatchEvent(new Event("lines"));
      },
    });
    experiment.attachDataLayer(window.dataLayer);
    return experiment;
  }
}

export const measuring = new Measuring();

// Nothing is measured then; the shop goes on.
const ignore = (): void => undefined;

/** The visit's own number, which ends with the tab. */
function unitOfVisit(): string {
  const storage = storageOf("sessionStorage");
  const unit = storage?.getItem(UNIT_KEY) ?? crypto.randomUUID();
  storage?.setItem(UNIT_KEY, unit);
  return unit;
}
