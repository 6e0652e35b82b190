// SPDX-License-Identifier: Apache-2.0
import type { Consent, Override, SlateRules, Timing, Vitrine, VitrineError } from "@vitrine/sdk";
import { type Aside, deedCount, forgetEvents, putBack, sayConsent, setAside } from "./analytics.ts";
import { type Choice, keepChoice, keepWish, readChoice, readWish, THIS_VISIT } from "./consent.ts";
import { FONTS } from "./fonts.ts";
import { locale, sdkLanguage } from "./language.ts";
import { PACK } from "./shop.ts";
import { nextTask } from "./tasks.ts";

/** How far the personal part of the shop has come. */
export type Stage =
  | Readonly<{ name: "starting" }>
  | Readonly<{ name: "ready"; client: Vitrine }>
  | Readonly<{ name: "failed"; error: unknown }>;

/** For whoever watches the shop: the QA walk, the performance panel, a monitoring service. */
export type Watch = {
  readonly timings: Timing[];
  readonly errors: VitrineError[];
  /** When the first page of a lookbook was shown, since the navigation began. */
  firstPageMs: number | undefined;
};

/** `?seed=7` gives a lookbook its order of templates; for tests and for comparing two shoppers. */
const seed = Number(new URLSearchParams(location.search).get("seed") ?? 0) >>> 0;

/**
 * The shop's one Vitrine client: started after the shop is on the screen, attached to the data layer,
 * replaced when the language changes or somebody else is played. Fires `stage`, `taste`, `consent` and
 * `renewed`: all that it decided is decided anew.
 */
export class Personal extends EventTarget {
  readonly watch: Watch = { timings: [], errors: [], firstPageMs: undefined };
  #stage: Stage = { name: "starting" };
  #choice = readChoice();
  #rules: SlateRules = {};
  /** What the shop desk changed; a client that starts later has to know it too. */
  readonly #overrides = new Map<string, Override>();
  /** The shopper's own events, while somebody else is played. */
  #aside: Aside | undefined;
  #detach = (): void => undefined;
  /** What the shopper had done when the last edition was begun. */
  #editionDeeds = -1;
  #edition = 0;
  #starts = 0;

  constructor() {
    super();
    sayConsent("default", this.#choice ?? THIS_VISIT);
  }

  get stage(): Stage {
    return this.#stage;
  }

  get choice(): Choice {
    return this.#choice;
  }

  /** Somebody else is being played: the shopper's own taste waits. */
  get disguised(): boolean {
    return this.#aside !== undefined;
  }

  /** Loads the SDK and starts it. Does not throw: the shop goes on without. */
  async start(): Promise<void> {
    this.#enter({ name: "starting" });
    await this.#replace();
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

  /** What the shop wants of its pages from now on. */
  async setRules(rules: SlateRules): Promise<void> {
    this.#rules = rules;
    if (this.#stage.name === "ready") {
      await this.#stage.client.setRules(rules);
      this.#renew();
    }
  }

  /** Takes in what the shopper allows, use by use; a no erases what that use had gathered. */
  async choose(choice: Consent): Promise<void> {
    const before = this.#choice ?? THIS_VISIT;
    this.#choice = choice;
    keepChoice(choice);
    sayConsent("update", choice);
    this.dispatchEvent(new Event("consent"));
    if (this.#stage.name === "ready" && !this.disguised) {
      const { client } = this.#stage;
      await client.setConsent(choice);
      if (choice.personalise && !before.personalise) {
        this.#detach();
        this.#detach = client.attachDataLayer(window.dataLayer);
      }
      if (choice.store !== before.store || choice.personalise !== before.personalise) {
        this.#renew();
      }
    }
  }

  /**
   * Forgets the shopper: the taste, the events it came from, and their answer about data. Rejects where
   * the SDK cannot be reached; what it kept is then erased when it starts the next time.
   */
  async forget(): Promise<void> {
    await this.undisguise();
    keepWish(true);
    forgetEvents();
    this.#choice = undefined;
    keepChoice(undefined);
    sayConsent("update", THIS_VISIT);
    this.dispatchEvent(new Event("consent"));
    if (this.#stage.name === "ready") {
      const { client } = this.#stage;
      await client.forget();
      await client.setConsent({});
      keepWish(false);
    } else {
      await this.start();
      // Read anew: starting has changed it.
      const stage = this.stage;
      if (stage.name === "failed") {
        throw stage.error;
      }
    }
    // Editions that were begun meanwhile are forgotten, too.
    this.#edition = 0;
    this.#renew();
  }

  /** Lets somebody else use the data layer and a lookbook of their own; nothing of it is kept. */
  async disguise(): Promise<void> {
    if (this.#aside) {
      forgetEvents();
    } else {
      this.#aside = setAside();
    }
    await this.#replace();
  }

  /** The shopper is themselves again, as if nothing had been. */
  async undisguise(): Promise<void> {
    if (this.#aside) {
      this.#detach();
      putBack(this.#aside);
      this.#aside = undefined;
      await this.#replace();
    }
  }

  /** Speaks the shop's new language, and knows all that it knew. */
  async translate(): Promise<void> {
    const known =
      this.#stage.name === "ready" ? (await this.#stage.client.export()).events : undefined;
    await this.#replace(known);
  }

  /** A client that knows the present language, consent, prices and rules in place of the one before. */
  async #replace(known?: readonly unknown[]): Promise<void> {
    this.#starts += 1;
    const start = this.#starts;
    const before = this.#stage;
    this.#detach();
    try {
      const client = await this.#create(known);
      if (start !== this.#starts) {
        client.close();
        return;
      }
      this.#detach = client.attachDataLayer(window.dataLayer);
      this.#editionDeeds = -1;
      this.#enter({ name: "ready", client });
    } catch (error) {
      if (start === this.#starts) {
        this.#enter({ name: "failed", error });
      }
    } finally {
      if (before.name === "ready") {
        before.client.close();
      }
    }
  }

  async #create(known?: readonly unknown[]): Promise<Vitrine> {
    const [{ Vitrine }, language] = await Promise.all([
      import("@vitrine/sdk"),
      sdkLanguage(),
      import("@vitrine/sdk/element"),
    ]);
    const client = await Vitrine.create({
      catalog: PACK,
      fonts: FONTS,
      locale: locale(),
      ...(language && { language }),
      seed,
      persistence: this.disguised ? "memory" : "device",
      consent: (this.disguised ? THIS_VISIT : this.#choice) ?? {},
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
    if (Object.keys(this.#rules).length > 0) {
      // Rules that are refused leave the shop without any, not without a lookbook.
      await client.setRules(this.#rules).catch((error) => this.watch.errors.push(error));
    }
    if (known && known.length > 0 && (this.disguised || this.#choice?.store !== true)) {
      await client.observe(known);
    }
    client.addEventListener("change", ({ detail }) => {
      if (detail.cause !== "restarted") {
        this.dispatchEvent(new Event("taste"));
      }
    });
    return client;
  }

  #renew(): void {
    this.#editionDeeds = -1;
    this.dispatchEvent(new Event("renewed"));
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
