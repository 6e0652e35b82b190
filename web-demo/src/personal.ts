// SPDX-License-Identifier: Apache-2.0
import type { Consent, Override, SlateRules, Vitrine } from "@vitrine/sdk";
import { type Aside, deedCount, forgetEvents, putBack, sayConsent, setAside } from "./analytics.ts";
import { consentFor, createClient, type Told, tell, type Watch } from "./client.ts";
import { type Choice, keepChoice, keepWish, readChoice, readWish, THIS_VISIT } from "./consent.ts";
import { nextTask } from "./tasks.ts";

/** How far the personal part of the shop has come. */
export type Stage =
  | Readonly<{ name: "starting" }>
  /** `played`: the client is somebody else's, whom the shopper plays. */
  | Readonly<{ name: "ready"; client: Vitrine; played: boolean }>
  | Readonly<{ name: "failed"; error: unknown }>;

/** Where no shop desk and no campaign has changed anything. */
const UNCHANGED: Pick<Told, "rules" | "overrides"> = { rules: {}, overrides: new Map() };

/**
 * The shop's one Vitrine client: started after the shop is on the screen, attached to the data layer,
 * replaced when the language changes or somebody else is played. Fires `stage`, `taste`, `consent` and
 * `renewed`: all that it decided is decided anew.
 */
export class Personal extends EventTarget {
  readonly watch: Watch = { timings: [], errors: [], firstPageMs: undefined };
  #stage: Stage = { name: "starting" };
  /** What every client has to know, whenever it starts. */
  #told: Told = { choice: readChoice(), ...UNCHANGED };
  /** The shopper's own events, while somebody else is played. */
  #aside: Aside | undefined;
  #detach = (): void => undefined;
  /** What the shopper had done when the last edition was begun. */
  #editionDeeds = -1;
  #edition = 0;
  #starts = 0;
  #replacing: Promise<void> = Promise.resolve();

  constructor() {
    super();
    sayConsent("default", this.choice ?? THIS_VISIT);
  }

  get stage(): Stage {
    return this.#stage;
  }

  get choice(): Choice {
    return this.#told.choice;
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
    const overrides = new Map(this.#told.overrides);
    overrides.set(change.id, { ...overrides.get(change.id), ...change });
    this.#told = { ...this.#told, overrides };
    await nextTask();
    if (this.#stage.name === "ready") {
      await this.#stage.client.override(change);
    }
  }

  /** What the shop wants of its pages from now on. */
  async setRules(rules: SlateRules): Promise<void> {
    this.#told = { ...this.#told, rules };
    if (this.#stage.name === "ready") {
      await this.#stage.client.setRules(rules);
      this.#renew();
    }
  }

  /** Takes in what the shopper allows, use by use; a no erases what that use had gathered. */
  async choose(choice: Consent): Promise<void> {
    const before = this.choice ?? THIS_VISIT;
    this.#answer(choice);
    const stage = this.#stage;
    if (stage.name !== "ready") {
      return;
    }
    try {
      await stage.client.setConsent(consentFor(choice, stage.played));
    } catch (error) {
      // Its successor is told before it is there.
      if (this.#stage === stage) {
        throw error;
      }
    }
    if (this.#stage !== stage || stage.played) {
      return;
    }
    if (choice.personalise && !before.personalise) {
      this.#detach();
      this.#detach = stage.client.attachDataLayer(window.dataLayer);
    }
    if (choice.store !== before.store || choice.personalise !== before.personalise) {
      this.#renew();
    }
  }

  /**
   * Forgets the shopper: the taste, the events it came from, and their answer about data. Rejects where
   * the SDK cannot be reached; what it kept is then erased when it starts the next time.
   */
  async forget(): Promise<void> {
    keepWish(true);
    await this.undisguise();
    // A client on its way would bring back what the present one is told to forget.
    await this.#replacing;
    forgetEvents();
    this.#answer(undefined);
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
      // What they answered meanwhile was said beside the other's events.
      if (this.choice) {
        sayConsent("update", this.choice);
      }
      await this.#replace();
    }
  }

  /** Speaks the shop's new language, and knows all that it knew. */
  async translate(): Promise<void> {
    // What is exported is the shopper's too, also while somebody else is played.
    const known =
      this.#stage.name === "ready" && !this.#stage.played
        ? (await this.#stage.client.export()).events
        : undefined;
    await this.#replace(known);
  }

  /** Puts a client that knows the present language and all it is to be told in place of the one before. */
  #replace(known?: readonly unknown[]): Promise<void> {
    this.#replacing = this.#begin(known);
    return this.#replacing;
  }

  async #begin(known: readonly unknown[] = []): Promise<void> {
    this.#starts += 1;
    const start = this.#starts;
    const before = this.#stage;
    const played = this.disguised;
    this.#detach();
    let next: Stage;
    try {
      next = { name: "ready", client: await this.#create(played, known), played };
    } catch (error) {
      next = { name: "failed", error };
    }
    if (start !== this.#starts) {
      if (next.name === "ready") {
        next.client.close();
      }
      return;
    }
    if (next.name === "ready") {
      this.#detach = next.client.attachDataLayer(window.dataLayer);
      this.#editionDeeds = -1;
    }
    this.#enter(next);
    if (before.name === "ready") {
      before.client.close();
    }
  }

  async #create(played: boolean, known: readonly unknown[]): Promise<Vitrine> {
    const { watch } = this;
    let told: Told = { choice: this.choice, ...UNCHANGED };
    const client = await createClient(told.choice, played, watch);
    try {
      if (readWish()) {
        await client.forget();
        keepWish(false);
      }
      // What was kept is known already.
      if (known.length > 0 && told.choice?.store !== true) {
        await client.observe(known);
      }
      // What is said while it starts, or while it is told, it has to know as well.
      while (told !== this.#told) {
        const before = told;
        told = this.#told;
        await tell(client, told, before, { played, watch });
      }
    } catch (error) {
      client.close();
      throw error;
    }
    client.addEventListener("change", ({ detail }) => {
      if (detail.cause !== "restarted") {
        this.dispatchEvent(new Event("taste"));
      }
    });
    return client;
  }

  #answer(choice: Choice): void {
    this.#told = { ...this.#told, choice };
    keepChoice(choice);
    sayConsent("update", choice ?? THIS_VISIT);
    this.dispatchEvent(new Event("consent"));
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
