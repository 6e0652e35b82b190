// SPDX-License-Identifier: Apache-2.0
// Experiments on a page: which arm a visitor is in, whether they saw its place, and what they then did, as
// lines of a log that the shop sends where it likes. It starts no worker and loads no module, so a page whose
// visitor is in the control arm fetches nothing else. Importing it touches no window or document.

import { answersOf } from "./answers.js";
import { checkArray, refuse, signalOf } from "./arguments.js";
import { type Assignment, assign } from "./assignment.js";
import { asArray, watchEntries } from "./data-layer.js";
import { dispose } from "./dispose.js";
import { asVitrineError, VitrineError } from "./errors.js";
import { MeasureLog } from "./measure-log.js";
import { type Before, checkBefore, type ExperimentOptions } from "./measure-options.js";
import { PlaceWatch, type ShownPage } from "./measure-place.js";
import { type Payment, paymentsOf } from "./payments.js";
import type { Answers } from "./protocol.js";
import type { ConsentChoice } from "./types.js";

export { type Arm, type Assignment, assign, type ExperimentPlan } from "./assignment.js";
export type { Before, ExperimentOptions } from "./measure-options.js";

/** What waits for an answer to be told, at most. */
const MOST_WAITING = 20;

/**
 * An experiment as one page sees it. Every arm makes it, the control's too.
 *
 * @example
 * const experiment = new Experiment({
 *   name: "spring",
 *   arms: [{ name: "control" }, { name: "treatment" }],
 *   unit: visitorId,
 *   consent: "auto",
 *   onLines: (lines) => navigator.sendBeacon("/measure", lines),
 * });
 * experiment.attachDataLayer(window.dataLayer);
 * experiment.watch(document.querySelector("#lookbook-place"));
 * if (experiment.assignment.arm === "treatment") {
 *   await showLookbook();
 * }
 */
export class Experiment implements Disposable {
  /** Where the visitor belongs. Needs no consent: nothing is kept and nothing is told. */
  readonly assignment: Assignment;

  readonly #log: MeasureLog;
  readonly #before: Before | undefined;
  readonly #now: () => number;
  readonly #places = new Set<PlaceWatch>();
  readonly #detachers = new Set<() => void>();
  // What was told of the lookbook's pages.
  readonly #shown = new Set<string>();
  readonly #signal: AbortSignal | undefined;
  #waiting: { readonly payment: Payment; readonly timeMs: number }[] = [];
  #answers: Answers = {};
  #unfollow: (() => void) | undefined;
  #measuring = false;
  #exposed = false;
  #closed = false;

  /** @throws {VitrineError} INVALID_ARGUMENT, ABORTED. */
  constructor(options: ExperimentOptions) {
    this.#signal = signalOf(options);
    const { unit, name: experiment, before, now = Date.now } = options;
    const { consent = {}, onLines, onError } = options;
    if (typeof onLines !== "function") {
      refuse("onLines", onLines, "a function");
    }
    checkBefore(before);
    this.assignment = assign(options, unit);
    this.#before = before;
    this.#now = now;
    this.#log = new MeasureLog({ unit, experiment, arm: this.assignment.arm }, now, onLines);
    const answers = answersOf(consent);
    this.#signal?.addEventListener("abort", this.#onAbort);
    this.#choose(consent, answers).catch((thrown) => onError?.(asVitrineError(thrown)));
  }

  /** Whether anything is measured at present: the shopper allows it. */
  get measuring(): boolean {
    return this.#measuring;
  }

  /**
   * Watches the experiment's place: the element that holds the lookbook, or in the control arm what is there
   * instead, of the same size. Call it in every arm and before anything is loaded, so that both log exposures
   * alike. Its first second in sight is the exposure; where there is a `<vitrine-lookbook>` in it, or it is
   * one, its pages, clicks and time are told too.
   *
   * @returns A function that stops it. `close` does so too.
   * @throws {VitrineError} INVALID_ARGUMENT for what is no element; DISPOSED.
   */
  watch(place: Element): () => void {
    this.#checkOpen();
    if (!(place instanceof Element)) {
      refuse("place", place, "an element");
    }
    const watch = new PlaceWatch(place, {
      seen: () => this.#expose(),
      shown: (page) => this.#show(page),
      clicked: (product, page, slot) => this.#log.add("click", { product, page, slot }),
    });
    this.#places.add(watch);
    if (this.#measuring) {
      watch.start();
    }
    return () => {
      if (this.#places.delete(watch)) {
        this.#tellTime(watch);
        watch.stop();
      }
    };
  }

  /**
   * Takes in orders and refunds, in the storefront's own words: GA4's `purchase` and `refund`, Segment's "Order
   * Completed" and "Order Refunded", Google Retail's `purchase-complete`; one event or several. Of each only its
   * id, amount and currency are read. What comes before the shopper answered waits in memory for their yes.
   *
   * @returns How many were told: neither known before nor still waiting.
   * @throws {VitrineError} EVENT_SYNTAX for what is no event; DISPOSED.
   */
  observe(events: unknown): number {
    this.#checkOpen();
    if (typeof asArray(events) !== "object" || events === null) {
      const got = events === null ? "null" : `a ${typeof events}`;
      throw new VitrineError("EVENT_SYNTAX", `expected an event or several, got ${got}`);
    }
    return this.#take(events);
  }

  /**
   * Observes all that a GA4 data layer holds and everything pushed later.
   *
   * @returns A function that stops it. `close` does so too.
   * @throws {VitrineError} INVALID_ARGUMENT for anything but an array; DISPOSED.
   */
  attachDataLayer(dataLayer: unknown[]): () => void {
    this.#checkOpen();
    checkArray("dataLayer", dataLayer);
    const stop = watchEntries(dataLayer, (entry) => this.#take(entry));
    const detach = () => {
      stop();
      this.#detachers.delete(detach);
    };
    this.#detachers.add(detach);
    return detach;
  }

  /**
   * Says what the shopper allows from now on, in place of the option `consent`. Without a yes to `measure`
   * all measuring stops, and what was not handed over yet is thrown away.
   *
   * @throws {VitrineError} INVALID_ARGUMENT; FETCH for the reader of "auto"; DISPOSED.
   */
  async setConsent(choice: ConsentChoice): Promise<void> {
    this.#checkOpen();
    const answers = answersOf(choice);
    this.#unfollow?.();
    this.#unfollow = undefined;
    await this.#choose(choice, answers);
  }

  /** Hands over what was gathered, time in the lookbook included. */
  flush(): void {
    for (const place of this.#places) {
      this.#tellTime(place);
    }
    this.#log.flush();
  }

  /** Hands over what was gathered and measures no more. Idempotent. */
  close(): void {
    if (this.#closed) {
      return;
    }
    this.#closed = true;
    this.#signal?.removeEventListener("abort", this.#onAbort);
    this.#unfollow?.();
    for (const detach of [...this.#detachers]) {
      detach();
    }
    try {
      this.flush();
    } finally {
      this.#answer({});
    }
  }

  /** The same as `close`, for `using`. */
  [dispose](): void {
    this.close();
  }

  async #choose(choice: ConsentChoice, answers: Answers): Promise<void> {
    if (choice !== "auto") {
      this.#answer(answers);
      return;
    }
    const following = () => undefined;
    this.#unfollow = following;
    const { watchConsent } = await import("./consent.js").catch((cause) => {
      throw new VitrineError("FETCH", "consent.js could not be fetched", { cause });
    });
    // The shop may have chosen otherwise, or closed it, in the meantime.
    if (this.#unfollow === following && !this.#closed) {
      this.#unfollow = watchConsent((said) => this.#answer(said));
    }
  }

  #answer(answers: Answers): void {
    this.#answers = answers;
    const measures = answers.measure === true;
    if (answers.measure === false) {
      this.#waiting = [];
    }
    if (measures && !this.#measuring) {
      this.#start();
    } else if (!measures && this.#measuring) {
      this.#stop();
    }
  }

  #start(): void {
    this.#measuring = true;
    this.#exposed = false;
    this.#shown.clear();
    this.#log.add("assignment", { before: this.#before });
    document.addEventListener("visibilitychange", this.#onHidden);
    addEventListener("pagehide", this.#onLeave);
    for (const place of this.#places) {
      place.start();
    }
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const { payment, timeMs } of waiting) {
      this.#tellPayment(payment, timeMs);
    }
  }

  #stop(): void {
    this.#measuring = false;
    document.removeEventListener("visibilitychange", this.#onHidden);
    removeEventListener("pagehide", this.#onLeave);
    for (const place of this.#places) {
      place.stop();
    }
    this.#log.drop();
  }

  #take(events: unknown): number {
    const timeMs = this.#now();
    let told = 0;
    for (const payment of paymentsOf(events)) {
      if (this.#measuring) {
        told += this.#tellPayment(payment, timeMs) ? 1 : 0;
      } else if (this.#answers.measure === undefined && this.#waiting.length < MOST_WAITING) {
        this.#waiting.push({ payment, timeMs });
      }
    }
    return told;
  }

  #tellPayment({ type, amount, currency, id }: Payment, timeMs: number): boolean {
    if (type === "order") {
      return this.#log.add("order", { revenue: amount, currency }, { id, timeMs });
    }
    // Money that went back; without an amount there is nothing to say.
    return !!amount && this.#log.add("revenue", { amount: -amount, currency }, { id, timeMs });
  }

  #expose(): void {
    if (!this.#exposed) {
      this.#exposed = true;
      this.#log.add("exposure", { before: this.#before });
    }
  }

  #show({ index: page, regions }: ShownPage): void {
    // A page is drawn as a whole: where it is drawn anew each slot is a showing of its own, were it of the same
    // product. Told only where it differs, the propensities would be those of another question.
    const showings = regions.map(({ product: { id: product, propensity } }, slot) => {
      return { product, page, slot, propensity };
    });
    const key = JSON.stringify(showings);
    if (!this.#shown.has(key)) {
      this.#shown.add(key);
      for (const showing of showings) {
        this.#log.add("shown", showing);
      }
    }
  }

  #tellTime(place: PlaceWatch): void {
    const seconds = place.takeSeconds();
    if (this.#measuring && seconds > 0) {
      this.#log.add("time", { seconds });
    }
  }

  #checkOpen(): void {
    if (this.#closed) {
      throw new VitrineError("DISPOSED", "this Experiment was closed; create a new one");
    }
  }

  readonly #onAbort = (): void => this.close();
  readonly #onLeave = (): void => this.flush();
  readonly #onHidden = (): void => {
    if (document.visibilityState === "hidden") {
      this.flush();
    }
  };
}
