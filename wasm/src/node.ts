// SPDX-License-Identifier: Apache-2.0
// Vitrine in Node.js, for servers, mails and tests: the same picks and reasons as in the browser, without a
// worker, a document or the network. Pages are drawn in browsers only.
import { checkId, checkObject, checkOverride, checkWhole, refuse } from "./arguments.js";
import { Cards, makeChange } from "./card.js";
import { packedFeed } from "./catalog-source.js";
import { createParams, rulesAsJson } from "./create-params.js";
import { dispose } from "./dispose.js";
import { VitrineError } from "./errors.js";
import type { Language } from "./language.js";
import type { CoreModule } from "./modules.js";
import { loadCoreHere, loadFeedsHere } from "./node-modules.js";
import type { CreateParams } from "./protocol.js";
import type {
  CatalogReport,
  FeedFormat,
  Override,
  PickedProduct,
  ProductDetails,
  Reason,
  SlateRules,
} from "./types.js";
import { eventsAsJson, MAX_PICKS } from "./vitrine.js";
import { answered, check, withBytes } from "./wasm-module.js";

export type { VitrineErrorCode } from "./error-codes.js";
export { VitrineError } from "./errors.js";
export type { Language, LookbookWords, Phrases } from "./language.js";
export { addPreview, type PreviewOptions } from "./node-preview.js";
export type * from "./types.js";

/** How to start. */
export interface HeadlessOptions {
  /** A pack's bytes, or a feed's. */
  readonly catalog:
    | ArrayBuffer
    | Uint8Array
    | { readonly feed: ArrayBuffer | Uint8Array; readonly format?: FeedFormat };
  /** Relative links of products are resolved against it. Without it those are left empty. */
  readonly baseUrl?: string | URL;
  /** BCP 47, for prices. Default that of `language`, else "und": the plain form that the command line writes. */
  readonly locale?: string;
  /** What the reasons say it in, from `@vitrine/sdk/languages`. Default English. */
  readonly language?: Language;
  /** Milliseconds since 1970-01-01 UTC. Default `Date.now`. */
  readonly now?: () => number;
}

/**
 * A shop's products and one shopper's taste in this process. All answers are given at once, by the
 * calling thread. Everything is in memory, nothing is kept.
 *
 * Every method throws a {@link VitrineError}: DISPOSED after `close`, INTERNAL when the module stopped, and
 * what it says itself.
 *
 * @example
 * const vitrine = await HeadlessVitrine.create({ catalog: await readFile("catalogue.vpack") });
 * vitrine.observe({ event: "view_item", ecommerce: { items: [{ item_id: "p1" }] } });
 * const [best] = vitrine.picks({ count: 6 });
 */
export class HeadlessVitrine implements Disposable {
  readonly #now: () => number;
  readonly #cards: Cards;
  #session: InstanceType<CoreModule["Session"]> | undefined;
  #end = () => new VitrineError("DISPOSED", "this HeadlessVitrine was closed; create a new one");

  /** What the catalogue turned out to hold. */
  readonly catalogReport: CatalogReport;

  private constructor(core: CoreModule, pack: Uint8Array, facts: HeadlessFacts) {
    this.#session = new core.Session();
    this.#now = facts.now;
    this.#cards = new Cards(core, this.#session, facts);
    this.#ask((session) => withBytes(core, pack, (buffer) => check(session.openPack(buffer))));
    const products = this.#ask((session) => session.productCount());
    this.catalogReport = { products, skipped: facts.skipped, errors: facts.errors };
  }

  /**
   * Loads the module from the package's folder and opens the catalogue.
   *
   * @throws {VitrineError} INVALID_ARGUMENT for an option; PACK_CORRUPT, PACK_VERSION or FEED_SYNTAX for the
   *   catalogue; OUT_OF_MEMORY.
   */
  static async create(options: HeadlessOptions): Promise<HeadlessVitrine> {
    checkObject("options", options);
    const { now = Date.now, language, baseUrl = "about:blank" } = options;
    const locale = options.locale ?? language?.tag ?? "und";
    const given = { catalog: options.catalog, locale, baseUrl, ...(language && { language }) };
    const { catalog, ...params } = createParams(given);
    const { source, format } = catalog;
    if (typeof source === "string") {
      refuse("catalog", source, "the bytes of a pack or a feed, in Node.js");
    }
    const { pack, skipped, errors } =
      format === "pack"
        ? { pack: source, skipped: 0, errors: [] }
        : packedFeed(await loadFeedsHere(), source, format);
    return new HeadlessVitrine(await loadCoreHere(), pack, { ...params, now, skipped, errors });
  }

  /**
   * Takes in what the shopper did: the events that `Vitrine.observe` takes, one or several.
   *
   * @returns How many told something new about a product.
   * @throws {VitrineError} EVENT_SYNTAX; TOO_LARGE.
   */
  observe(events: unknown): number {
    const json = eventsAsJson(events);
    const answer = this.#ask((session) => session.observe(json, this.#now()));
    return answered<{ accepted: number }>(answer).accepted;
  }

  /**
   * The products this shopper would be shown, best first.
   *
   * @param options.count 1 .. 64, default 6.
   * @returns Fewer when the catalogue has no more that can be had.
   * @throws {VitrineError} INVALID_ARGUMENT.
   */
  picks(options: { readonly count?: number } = {}): readonly PickedProduct[] {
    checkObject("options", options);
    const { count = 6 } = options;
    checkWhole("count", count, 1, MAX_PICKS);
    return this.#ask((session) => this.#cards.picks(session.picks(count, this.#now())));
  }

  /**
   * Why this product is, or would be, shown to this shopper now.
   *
   * @throws {VitrineError} UNKNOWN_PRODUCT; INVALID_ARGUMENT for an id that is no string.
   */
  why(productId: string): Reason {
    checkId("productId", productId);
    return this.#ask((session) =>
      this.#cards.reason(session.why(productId, this.#now()), productId),
    );
  }

  /**
   * All that is known of a product, its variants, and what looks like it.
   *
   * @param options.similar How many that look like it at most, 0 .. 64, default 6.
   * @throws {VitrineError} UNKNOWN_PRODUCT; INVALID_ARGUMENT.
   */
  details(productId: string, options: { readonly similar?: number } = {}): ProductDetails {
    checkId("productId", productId);
    checkObject("options", options);
    const { similar = 6 } = options;
    checkWhole("similar", similar, 0, MAX_PICKS);
    return this.#ask(() => this.#cards.details(productId, similar));
  }

  /**
   * The shopper wants to see no more of this product.
   *
   * @throws {VitrineError} UNKNOWN_PRODUCT; INVALID_ARGUMENT for an id that is no string.
   */
  notForMe(productId: string): void {
    checkId("productId", productId);
    check(this.#ask((session) => session.dismiss(productId, this.#now())));
  }

  /**
   * Says what the catalogue's file no longer knows: a price, an availability.
   *
   * @throws {VitrineError} INVALID_ARGUMENT for a change of another shape, before any is made;
   *   UNKNOWN_PRODUCT, INVALID_ARGUMENT or NON_FINITE for what a change says: those before it in the list
   *   have been made.
   */
  override(changes: Override | readonly Override[]): void {
    const list = Array.isArray(changes) ? (changes as readonly Override[]) : [changes as Override];
    for (const [index, change] of list.entries()) {
      checkOverride(Array.isArray(changes) ? `changes[${index}]` : "change", change);
    }
    for (const change of list) {
      this.#ask((session) => makeChange(session, change));
    }
  }

  /**
   * Says what the shop wants of its picks. `{}` lifts every rule.
   *
   * @returns The rules that no product fits, by their place: "boost[2]". Misspelt, perhaps.
   * @throws {VitrineError} INVALID_ARGUMENT with the rule and what was expected, TOO_LARGE; the rules before
   *   hold on.
   */
  setRules(rules: SlateRules): { readonly unmatched: readonly string[] } {
    const json = rulesAsJson("rules", rules);
    return answered(this.#ask((session) => session.setRules(json)));
  }

  /** Erases all that is known of the shopper: the next one may be served. The overrides and rules stay. */
  forget(): void {
    this.#ask((session) => session.forget());
  }

  /** True once `close` was called, or the module stopped. */
  get closed(): boolean {
    return this.#session === undefined;
  }

  /** Frees the memory. Idempotent. */
  close(): void {
    this.#session?.delete();
    this.#session = undefined;
  }

  /** The same as `close`, for `using`. */
  [dispose](): void {
    this.close();
  }

  // A module that trapped was left in the middle of something, and with it all that lies in its memory.
  #ask<Value>(call: (session: InstanceType<CoreModule["Session"]>) => Value): Value {
    if (!this.#session) {
      throw this.#end();
    }
    try {
      return call(this.#session);
    } catch (thrown) {
      if (!(thrown instanceof WebAssembly.RuntimeError)) {
        throw thrown;
      }
      const advice = "create a new HeadlessVitrine, and please report it";
      const message = `the module stopped (${thrown.message}); ${advice}`;
      this.#end = () => new VitrineError("INTERNAL", message, { cause: thrown });
      this.#session = undefined;
      throw this.#end();
    }
  }
}

/** What `create` has found out. */
interface HeadlessFacts
  extends Pick<CatalogReport, "skipped" | "errors">,
    Pick<CreateParams, "baseUrl" | "locale" | "phrases"> {
  readonly now: () => number;
}
