// SPDX-License-Identifier: Apache-2.0

import { answersOf } from "./answers.js";
import {
  checkArray,
  checkId,
  checkNumber,
  checkObject,
  checkOneOf,
  checkOverride,
  checkWhole,
  signalOf,
} from "./arguments.js";
import { Connection, checkSupport, closeBitmap, startWorker } from "./connection.js";
import { createParams, rulesAsJson } from "./create-params.js";
import { asArray, watchEntries } from "./data-layer.js";
import { dispose } from "./dispose.js";
import { VitrineError } from "./errors.js";
import { LookbookPage } from "./page.js";
import type { Answers, Diagnostics, Methods, PageParams, WorkerEvent } from "./protocol.js";
import type {
  CatalogReport,
  Consent,
  ConsentChoice,
  Override,
  PageRequest,
  PickedProduct,
  ProductDetails,
  ProfileExport,
  Reason,
  SlateRules,
  VitrineOptions,
} from "./types.js";

/** What a `change` event says: what happened, and to which product where it was one. */
export interface ChangeDetail {
  readonly cause: "observed" | "not-for-me" | "restarted" | "forgotten" | "consent";
  readonly productId?: string;
}

/** What a `stale` event says: the products whose shown price or availability no longer holds. */
export interface StaleDetail {
  readonly productIds: readonly string[];
}

/** The events of a {@link Vitrine}. */
export interface VitrineEventMap {
  /** The shopper's taste or the lookbook changed: pages asked for from now on may differ. */
  change: CustomEvent<ChangeDetail>;
  /** What the shopper allows is another than before; it holds already. */
  consent: CustomEvent<Consent>;
  /** An override made pages that were drawn before it outdated. */
  stale: CustomEvent<StaleDetail>;
}

// The last resort for clients that nobody closed: their worker would live as long as the page.
const abandoned =
  typeof FinalizationRegistry === "undefined"
    ? undefined
    : new FinalizationRegistry<Connection<Methods>>((connection) => connection.end(disposed()));

/** The most pages of a lookbook, as in vitrine::LookbookPlan. */
const MAX_PAGES = 512;

/**
 * The most products of one answer.
 *
 * @internal
 */
export const MAX_PICKS = 64;

const disposed = () => new VitrineError("DISPOSED", "this Vitrine was closed; create a new one");

/**
 * A shop's products and one shopper's taste, in a worker of their own. The page's thread only passes
 * messages.
 *
 * Every method that returns a promise rejects with a {@link VitrineError}: DISPOSED after `close`, WORKER
 * when the worker died, INTERNAL when one of its modules stopped, ABORTED where a signal was given, and
 * what it says itself.
 *
 * @example
 * const vitrine = await Vitrine.create({ catalog: "/catalogue.vpack" });
 * vitrine.attachDataLayer(window.dataLayer);
 * const page = await vitrine.page({ index: 0, width: 1080, height: 1350 });
 */
export class Vitrine extends EventTarget implements Disposable {
  readonly #connection: Connection<Methods>;
  readonly #now: () => number;
  readonly #detachers = new Set<() => void>();
  #answers: Answers;
  #unfollow: (() => void) | undefined;
  // For each product the number of its latest override, and the latest of all.
  readonly #overrides = new Map<string, number>();
  #overrideCount = 0;

  /** What the catalogue turned out to hold. */
  readonly catalogReport: CatalogReport;

  private constructor(
    connection: Connection<Methods>,
    now: () => number,
    answers: Answers,
    report: CatalogReport,
  ) {
    super();
    this.#connection = connection;
    this.#now = now;
    this.#answers = answers;
    this.catalogReport = report;
    abandoned?.register(this, connection, this);
  }

  /**
   * Starts a worker and opens the catalogue in it.
   *
   * @throws {VitrineError} UNSUPPORTED without workers or WebAssembly; INVALID_ARGUMENT for an option; FETCH,
   *   PACK_CORRUPT, PACK_VERSION, FEED_SYNTAX or TOO_LARGE for the catalogue; ABORTED; WORKER.
   */
  static async create(options: VitrineOptions): Promise<Vitrine> {
    signalOf(options);
    const { onError, onTiming, now = Date.now } = options;
    checkSupport();
    const params = createParams(options);
    // Weak, or nothing would ever be abandoned.
    let reference: WeakRef<Vitrine> | undefined;
    const worker = startWorker(
      options.worker,
      () => new Worker(new URL("./worker.js", import.meta.url), { type: "module" }),
    );
    const onEvent = (event: WorkerEvent) => {
      const vitrine = reference?.deref();
      switch (event.name) {
        case "timing":
          onTiming?.(event.timing);
          break;
        case "error":
          onError?.(VitrineError.from(event.error));
          break;
        case "broken":
          connection.end(VitrineError.from(event.error));
          break;
        case "forgotten":
          vitrine?.dispatchEvent(changeEvent({ cause: "forgotten" }));
          break;
        case "withdrawn":
          if (vitrine) {
            vitrine.#allow({ ...vitrine.#answers, store: undefined });
          }
      }
    };
    const connection = new Connection<Methods>(worker, { onEvent, onDropped: closeBitmap });
    try {
      const { report } = await connection.request("create", params, options);
      const vitrine = new Vitrine(connection, now, params.answers, report);
      reference = new WeakRef(vitrine);
      if (options.consent === "auto") {
        await vitrine.#follow();
      }
      return vitrine;
    } catch (error) {
      connection.end(disposed());
      throw error;
    }
  }

  /**
   * Takes in what the shopper did, in the storefront's own words: GA4 e-commerce events (data layer objects,
   * Measurement Protocol bodies, gtag arguments), Segment's track calls or Google Retail's user events, one
   * or several. Other events count for nothing, and without `consent.personalise` none does.
   *
   * @returns How many told something new about a product.
   * @throws {VitrineError} EVENT_SYNTAX for anything of another shape; TOO_LARGE.
   */
  async observe(events: unknown): Promise<number> {
    const json = eventsAsJson(events);
    const { accepted } = await this.#connection.request("observe", { json, nowMs: this.#now() });
    if (accepted > 0) {
      this.#changed({ cause: "observed" });
    }
    return accepted;
  }

  /**
   * Observes all that a GA4 data layer holds and everything pushed later. What it does not understand is
   * left alone; the layer's own behaviour does not change.
   *
   * @returns A function that stops it. `close` does so too.
   * @throws {VitrineError} INVALID_ARGUMENT for anything but an array: where Google's tag may not have run
   *   yet, write `window.dataLayer ??= []` before.
   */
  attachDataLayer(dataLayer: unknown[]): () => void {
    checkArray("dataLayer", dataLayer);
    const stop = watchEntries(dataLayer, (entry) => {
      // A data layer holds anything; what is not an event is not an error there.
      this.observe([entry]).catch(() => undefined);
    });
    const detach = () => {
      stop();
      this.#detachers.delete(detach);
    };
    this.#detachers.add(detach);
    return detach;
  }

  /**
   * The shopper wants to see no more of this product. On pages that show it another one takes its place when
   * they are next asked for; the others stay.
   *
   * @throws {VitrineError} UNKNOWN_PRODUCT; INVALID_ARGUMENT for an id that is no string.
   */
  async notForMe(productId: string): Promise<void> {
    checkId("productId", productId);
    await this.#connection.request("dismiss", { id: productId, nowMs: this.#now() });
    this.#changed({ cause: "not-for-me", productId });
  }

  /**
   * Says what the catalogue's file no longer knows: a price, an availability. Holds for every page that
   * resolves from now on; for those drawn before, a `stale` event is dispatched at once.
   *
   * @throws {VitrineError} INVALID_ARGUMENT for a change of another shape, before any is made;
   *   UNKNOWN_PRODUCT, INVALID_ARGUMENT or NON_FINITE for what a change says: those before it in the list
   *   have been made.
   */
  async override(changes: Override | readonly Override[]): Promise<void> {
    const list = Array.isArray(changes) ? (changes as readonly Override[]) : [changes as Override];
    for (const [index, change] of list.entries()) {
      checkOverride(Array.isArray(changes) ? `changes[${index}]` : "change", change);
    }
    this.#overrideCount += 1;
    for (const { id } of list) {
      this.#overrides.set(id, this.#overrideCount);
    }
    const done = this.#connection.request("override", { changes: list });
    const productIds = list.map(({ id }) => id);
    this.dispatchEvent(new CustomEvent("stale", { detail: { productIds } satisfies StaleDetail }));
    await done;
  }

  /**
   * Draws a page of the lookbook. Which products it shows is decided when it is first asked for and then
   * stays, so turning back shows the same; pages not yet asked for follow the newest taste.
   *
   * A picture that cannot be had leaves its place empty and is told to `onError`; it never fails the page.
   *
   * @returns The page; the caller disposes of it.
   * @throws {VitrineError} INVALID_ARGUMENT for an index or size out of range; ABORTED; OUT_OF_MEMORY.
   */
  async page(request: PageRequest): Promise<LookbookPage> {
    checkObject("request", request);
    const { index, width = 1080, height = 1350, devicePixelRatio = 1 } = request;
    const { dark = false, rightToLeft = false, parts = "all" } = request;
    checkWhole("index", index, 0, MAX_PAGES - 1);
    checkNumber("width", width);
    checkNumber("height", height);
    checkNumber("devicePixelRatio", devicePixelRatio);
    checkOneOf("dark", dark, [false, true]);
    checkOneOf("rightToLeft", rightToLeft, [false, true]);
    checkOneOf("parts", parts, ["all", "pictures"]);
    for (;;) {
      const asked = this.#overrideCount;
      const params: PageParams = {
        ...{ index, width, height, devicePixelRatio, dark, rightToLeft, parts },
        nowMs: this.#now(),
      };
      const page = new LookbookPage(await this.#connection.request("page", params, request));
      // An override may have been made while the worker was drawing.
      if (!page.regions.some(({ product }) => (this.#overrides.get(product.id) ?? 0) > asked)) {
        return page;
      }
      page.dispose();
    }
  }

  /**
   * The products this shopper would be shown, best first, without a page around them.
   *
   * @param options.count 1 .. 64, default 6.
   * @returns Fewer when the catalogue has no more that can be had.
   * @throws {VitrineError} INVALID_ARGUMENT.
   */
  async picks(options: { readonly count?: number } = {}): Promise<readonly PickedProduct[]> {
    checkObject("options", options);
    const { count = 6 } = options;
    checkWhole("count", count, 1, MAX_PICKS);
    return (await this.#connection.request("picks", { count, nowMs: this.#now() })).picks;
  }

  /**
   * All that is known of a product, its variants, and what looks like it.
   *
   * @param options.similar How many that look like it at most, 0 .. 64, default 6.
   * @throws {VitrineError} UNKNOWN_PRODUCT; INVALID_ARGUMENT.
   */
  async details(
    productId: string,
    options: { readonly similar?: number } = {},
  ): Promise<ProductDetails> {
    checkId("productId", productId);
    checkObject("options", options);
    const { similar = 6 } = options;
    checkWhole("similar", similar, 0, MAX_PICKS);
    return (await this.#connection.request("details", { id: productId, similar })).details;
  }

  /**
   * Why this product is, or would be, shown to this shopper now.
   *
   * @throws {VitrineError} UNKNOWN_PRODUCT; INVALID_ARGUMENT for an id that is no string.
   */
  async why(productId: string): Promise<Reason> {
    checkId("productId", productId);
    const params = { id: productId, nowMs: this.#now() };
    return (await this.#connection.request("why", params)).reason;
  }

  /**
   * Says what the shop wants of its pages, in place of the option `rules`: all are decided anew. `{}` lifts
   * every rule.
   *
   * @returns The rules that no product fits, by their place: "boost[2]". Misspelt, perhaps.
   * @throws {VitrineError} INVALID_ARGUMENT with the rule and what was expected, TOO_LARGE; the rules before
   *   hold on.
   */
  async setRules(rules: SlateRules): Promise<{ readonly unmatched: readonly string[] }> {
    const result = await this.#connection.request("rules", { json: rulesAsJson("rules", rules) });
    this.#changed({ cause: "restarted" });
    return result;
  }

  /**
   * The shopper has seen a page: with the option `explore` its picks are learned from, and so is what is
   * opened of them after. `<vitrine-lookbook>` calls it by itself.
   *
   * @throws {VitrineError} INVALID_ARGUMENT.
   */
  async seen(index: number): Promise<void> {
    checkWhole("index", index, 0, MAX_PAGES - 1);
    await this.#connection.request("seen", { index });
  }

  /**
   * Forgets which products the pages show, from page `from` (default 0) on: they will follow the newest
   * taste. The profile stays.
   *
   * @throws {VitrineError} INVALID_ARGUMENT.
   */
  async restart(options: { readonly from?: number } = {}): Promise<void> {
    checkObject("options", options);
    const { from = 0 } = options;
    checkWhole("from", from, 0, MAX_PAGES - 1);
    await this.#connection.request("restart", { from });
    this.#changed({ cause: "restarted" });
  }

  /** What the shopper allows at present. */
  get consent(): Consent {
    const { store, personalise, measure } = this.#answers;
    return {
      store: store === true && personalise !== false,
      personalise: personalise !== false,
      measure: measure === true,
    };
  }

  /**
   * Says what the shopper allows from now on, in place of the option `consent`. With `persistence: "device"`
   * a yes to `store` takes in what was kept and keeps on; a no erases it, here and in the shop's other open
   * pages. A no to `personalise` erases the profile as well.
   *
   * @throws {VitrineError} INVALID_ARGUMENT.
   */
  async setConsent(choice: ConsentChoice): Promise<void> {
    const answers = answersOf(choice);
    this.#unfollow?.();
    this.#unfollow = undefined;
    await (choice === "auto" ? this.#follow() : this.#answer(answers));
  }

  /** All that is known of the shopper, here and on the device, to hand to them. */
  async export(): Promise<ProfileExport> {
    return { consent: this.consent, ...(await this.#connection.request("export", {})) };
  }

  /**
   * Erases all that is known of the shopper: here, on the device, and in the shop's other open pages.
   *
   * @throws {VitrineError} UNSUPPORTED when the browser's storage fails, so that something may be left on
   *   the device. All else is forgotten then too.
   */
  async forget(): Promise<void> {
    const { left } = await this.#connection.request("forget", {});
    this.#changed({ cause: "forgotten" });
    if (left) {
      throw VitrineError.from(left);
    }
  }

  /** What the worker's memory holds, for monitoring. */
  diagnostics(): Promise<Diagnostics> {
    return this.#connection.request("diagnostics", {});
  }

  /** True once `close` was called, or the worker died or one of its modules stopped. */
  get closed(): boolean {
    return this.#connection.closedBy !== undefined;
  }

  /** Ends the worker and frees all memory. Requests under way reject with DISPOSED. Idempotent. */
  close(): void {
    this.#unfollow?.();
    for (const detach of [...this.#detachers]) {
      detach();
    }
    abandoned?.unregister(this);
    this.#connection.end(disposed());
  }

  /** The same as `close`, for `using`. */
  [dispose](): void {
    this.close();
  }

  override addEventListener<Name extends keyof VitrineEventMap>(
    type: Name,
    listener: (event: VitrineEventMap[Name]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  override addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | AddEventListenerOptions,
  ): void;
  override addEventListener(
    type: string,
    listener: ((event: never) => void) | EventListenerObject | null,
    options?: boolean | AddEventListenerOptions,
  ): void {
    super.addEventListener(type, listener as EventListenerOrEventListenerObject | null, options);
  }

  // The consent manager's answers as they come; resolves once those that it has already hold.
  async #follow(): Promise<void> {
    const following = () => undefined;
    this.#unfollow = following;
    const { watchConsent } = await import("./consent.js").catch((cause) => {
      throw new VitrineError("FETCH", "consent.js could not be fetched", { cause });
    });
    // The shop may have chosen otherwise, or closed the client, in the meantime.
    if (this.#unfollow !== following || this.closed) {
      return;
    }
    let first: Promise<void> | undefined;
    this.#unfollow = watchConsent((answers) => {
      const done = this.#answer(answers);
      first ??= done;
      done.catch(() => undefined);
    });
    await first;
  }

  async #answer(answers: Answers): Promise<void> {
    const { changed } = await this.#connection.request("consent", { answers });
    this.#allow(answers);
    if (changed) {
      this.#changed({ cause: "consent" });
    }
  }

  #allow(answers: Answers): void {
    const before = JSON.stringify(this.consent);
    this.#answers = answers;
    const { consent } = this;
    if (JSON.stringify(consent) !== before) {
      this.dispatchEvent(new CustomEvent("consent", { detail: consent }));
    }
  }

  #changed(detail: ChangeDetail): void {
    this.dispatchEvent(changeEvent(detail));
  }
}

function changeEvent(detail: ChangeDetail): CustomEvent<ChangeDetail> {
  return new CustomEvent("change", { detail });
}

/**
 * Events as the core reads them. JSON would turn gtag's `arguments` into {"0": "event", ...}. And a data layer
 * may hold elements and functions, so what JSON cannot hold is an error of the caller's, not a crash.
 *
 * @internal
 * @throws {VitrineError} EVENT_SYNTAX.
 */
export function eventsAsJson(events: unknown): string {
  const whole = asArray(events);
  if (typeof whole !== "object" || whole === null) {
    const got = whole === null ? "null" : `a ${typeof whole}`;
    throw new VitrineError("EVENT_SYNTAX", `expected an event or several, got ${got}`);
  }
  const list = Array.isArray(whole) ? whole.map(asArray) : whole;
  try {
    // Of what JSON leaves out the worker gets "undefined", which it refuses as no JSON.
    return String(JSON.stringify(list));
  } catch (cause) {
    throw new VitrineError("EVENT_SYNTAX", "an event cannot be written as JSON", { cause });
  }
}
