// SPDX-License-Identifier: Apache-2.0
import type { Override, Timing, Vitrine, VitrineError } from "@vitrine/sdk";
import { deedCount, forgetEvents, sayConsent } from "./analytics.ts";
import { type Choice, keepChoice, keepWish, readChoice, readWish } from "./consent.ts";
import { FONTS } from "./fonts.ts";
import { LOCALE } from "./money.ts";
import { CATALOGUE } from "./shop.ts";
import { nextTask } from "./tasks.ts";

/** How far the personal part of the shop has come. */
export type Stage =
  | Readonly<{ name: "starting" }>
  | Readonly<{ name: "ready"; client: Vitrine }>
  | Readonly<{ name: "failed"; error: unknown }>;

/** For whoever watches the shop: the QA walk, a monitoring service. */
export type Watch = Readonly<{ timings: Timing[]; errors: VitrineError[] }>;

/** `?seed=7` gives a lookbook its order of templates; for tests and for comparing two shoppers. */
const seed = Number(new URLSearchParams(location.search).get("seed") ?? 0) >>> 0;

/**
 * The shop's one Vitrine client: started after the shop is on the screen, attached to the data layer,
 * started anew when the shopper's consent changes. Fires `stage`, `taste`, `consent` and `forgotten`.
 */
export class Personal extends EventTarget {
  readonly watch: Watch = { timings: [], errors: [] };
  #stage: Stage = { name: "starting" };
  #choice = readChoice();
  /** What the shop desk changed; a client that starts later has to know it too. */
  readonly #overrides = new Map<string, Override>();
  /** What the shopper had done when the last edition was begun. */
  #editionDeeds = -1;
  #edition = 0;
  #starts = 0;

  constructor() {
    super();
    sayConsent("default", this.#choice === "granted");
  }

  get stage(): Stage {
    return this.#stage;
  }

  get choice(): Choice {
    return this.#choice;
  }

  /** Loads the SDK and starts it. Does not throw: the shop goes on without. */
  async start(): Promise<void> {
    this.#starts += 1;
    const start = this.#starts;
    this.#enter({ name: "starting" });
    try {
      const [{ Vitrine }] = await Promise.all([
        import("@vitrine/sdk"),
        import("@vitrine/sdk/element"),
      ]);
      const granted = this.#choice === "granted";
      const client = await Vitrine.create({
        catalog: new URL("catalogue.vpack", CATALOGUE),
        fonts: FONTS,
        locale: LOCALE,
        seed,
        persistence: granted ? "device" : "memory",
        consent: granted ? "granted" : "denied",
        onError: (error) => this.watch.errors.push(error),
        onTiming: (timing) => this.watch.timings.push(timing),
      });
      if (readWish()) {
        await client.forget();
        keepWish(false);
      }
      if (this.#overrides.size > 0) {
        await client.override([...this.#overrides.values()]);
      }
      if (start !== this.#starts) {
        client.close();
        return;
      }
      client.addEventListener("change", ({ detail }) => {
        if (detail.cause !== "restarted") {
          this.dispatchEvent(new Event("taste"));
        }
      });
      client.attachDataLayer(window.dataLayer);
      this.#editionDeeds = -1;
      this.#enter({ name: "ready", client });
    } catch (error) {
      if (start === this.#starts) {
        this.#enter({ name: "failed", error });
      }
    }
  }

  /**
   * Begins a new edition of the lookbook when the shopper has done something since the last one, so that
   * coming back to it shows what was learnt. Returns the edition's number, 1 = the first.
   */
  async edition(client: Vitrine): Promise<number> {
    // The newest events reach the data layer first.
    await nextTask();
    if (this.#editionDeeds !== deedCount()) {
      this.#editionDeeds = deedCount();
      this.#edition += 1;
      await client.restart();
    }
    return this.#edition;
  }

  /** A live change of price or stock. */
  async override(change: Override): Promise<void> {
    this.#overrides.set(change.id, { ...this.#overrides.get(change.id), ...change });
    await nextTask();
    if (this.#stage.name === "ready") {
      await this.#stage.client.override(change);
    }
  }

  /** Keeps the taste on this device from now on, or no longer and erases what was kept. */
  async choose(choice: "granted" | "denied"): Promise<void> {
    const before = this.#choice;
    this.#choice = choice;
    keepChoice(choice);
    sayConsent("update", choice === "granted");
    this.dispatchEvent(new Event("consent"));
    if ((before === "granted") === (choice === "granted")) {
      return;
    }
    if (this.#stage.name === "ready") {
      const { client } = this.#stage;
      if (choice === "denied") {
        await client.forget();
      }
      client.close();
    }
    await this.start();
  }

  /**
   * Forgets the shopper: the taste, the events it came from, and their answer about storage. Rejects where
   * the SDK cannot be reached; what it kept is then erased when it starts the next time.
   */
  async forget(): Promise<void> {
    const stored = this.#choice === "granted";
    keepWish(true);
    forgetEvents();
    this.#choice = undefined;
    this.#edition = 0;
    this.#editionDeeds = -1;
    keepChoice(undefined);
    sayConsent("update", false);
    this.dispatchEvent(new Event("consent"));
    if (this.#stage.name === "ready") {
      await this.#stage.client.forget();
      keepWish(false);
    }
    if (stored || this.#stage.name !== "ready") {
      await this.#startAnew();
    }
    this.dispatchEvent(new Event("forgotten"));
  }

  /** With the newest answer about storage; a start under way is given up. */
  async #startAnew(): Promise<void> {
    if (this.#stage.name === "ready") {
      this.#stage.client.close();
    }
    await this.start();
    // Read anew: starting has changed it.
    const stage = this.stage;
    if (stage.name === "failed") {
      throw stage.error;
    }
  }

  #enter(stage: Stage): void {
    this.#stage = stage;
    document.documentElement.dataset.vitrine = stage.name;
    this.dispatchEvent(new Event("stage"));
  }
}

/** What went wrong, for the shopper's eyes. */
export function explain(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

declare global {
  interface Window {
    /** What the SDK reported on this page: timings and errors. */
    vitrineWatch?: Watch;
  }
}
