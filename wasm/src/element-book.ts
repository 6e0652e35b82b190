// SPDX-License-Identifier: Apache-2.0
import { asVitrineError, type VitrineError } from "./errors.js";
import type { LookbookPage } from "./page.js";
import type { PageRequest } from "./types.js";
import type { ChangeDetail, StaleDetail, Vitrine } from "./vitrine.js";

/** What the element needs of a {@link Vitrine}. */
export type LookbookClient = Pick<
  Vitrine,
  | "page"
  | "details"
  | "why"
  | "notForMe"
  | "restart"
  | "seen"
  | "addEventListener"
  | "removeEventListener"
>;

/** How pages are to be drawn; a new object whenever anything of it changed. */
export type Look = Readonly<
  Required<Pick<PageRequest, "width" | "height" | "devicePixelRatio" | "dark" | "rightToLeft">>
>;

/** Who shows what the book has. */
export interface Reader {
  /** A page was drawn. The reader owns its bitmap from now on. */
  show(index: number, page: LookbookPage): void;
  /** What is shown of a page has outdated prices: it must not be seen any longer. */
  cover(index: number): void;
  /** The price or the stock of these products is another. */
  change(productIds: readonly string[]): void;
  /** A page is no longer needed. */
  drop(index: number): void;
  /** A page could not be drawn. `blank`: and nothing that may be seen is there instead. */
  fail(index: number, error: VitrineError, blank: boolean): void;
  /** The products ran out: there are `count` pages. */
  end(count: number): void;
}

interface Held {
  /** The products it shows; undefined while it was never drawn. */
  readonly productIds: ReadonlySet<string> | undefined;
  readonly look: Look;
  outdated: boolean;
  covered: boolean;
  failed: boolean;
}

interface Request {
  readonly index: number;
  readonly controller: AbortController;
}

/**
 * Decides which pages are asked for and when: the open one first, the next one while the browser is idle,
 * one at a time, and none twice. Holds at most the open page and its two neighbours.
 */
export class Book {
  readonly #reader: Reader;
  readonly #held = new Map<number, Held>();
  #client: LookbookClient | undefined;
  #look: Look | undefined;
  #limit = 8;
  // Where the products ran out.
  #end = Number.POSITIVE_INFINITY;
  #index = 0;
  // The last page that was seen, and the last that was asked for: what lies between was decided early.
  #seen = -1;
  #asked = -1;
  #tasteChanged = false;
  #ownRestarts = 0;
  #request: Request | undefined;
  #cancelIdle: () => void = () => undefined;
  #turning = false;
  #zoomed = false;

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  /** The open page. */
  get index(): number {
    return this.#index;
  }

  /** How many pages there are. */
  get count(): number {
    return Math.min(this.#limit, this.#end);
  }

  get client(): LookbookClient | undefined {
    return this.#client;
  }

  set limit(limit: number) {
    this.#limit = limit;
    this.#work();
  }

  set look(look: Look) {
    if (JSON.stringify(look) === JSON.stringify(this.#look)) {
      return;
    }
    this.#look = look;
    this.#dropOthers();
    this.#work();
  }

  /** While a page is being turned nothing is drawn ahead, so that never more than three are held. */
  set turning(turning: boolean) {
    this.#turning = turning;
    if (!turning) {
      this.#work();
    }
  }

  /** While a page is pinched larger none is drawn ahead: it alone has so many pixels. */
  set zoomed(zoomed: boolean) {
    this.#zoomed = zoomed;
    this.#work();
  }

  /** Begins anew with another client, or lies closed without one. */
  open(client: LookbookClient | undefined): void {
    this.#client?.removeEventListener("change", this.#onChange as EventListener);
    this.#client?.removeEventListener("stale", this.#onStale as EventListener);
    this.#abort();
    this.#cancelIdle();
    this.#dropAll();
    this.#client = client;
    this.#end = Number.POSITIVE_INFINITY;
    this.#seen = -1;
    this.#asked = -1;
    this.#tasteChanged = false;
    this.#ownRestarts = 0;
    this.#turning = false;
    client?.addEventListener("change", this.#onChange as EventListener);
    client?.addEventListener("stale", this.#onStale as EventListener);
    this.#work();
  }

  /** Opens page `index`, 0 .. count - 1. @returns Whether something of it can be shown now. */
  turn(index: number): boolean {
    this.tellSeen();
    this.#index = index;
    const held = this.#held.get(index);
    if (held) {
      held.failed = false;
    }
    const drawn = held?.productIds !== undefined && !held.covered;
    if (drawn) {
      this.#seen = Math.max(this.#seen, index);
    }
    this.#dropFar();
    if (this.#request && this.#request.index !== index + 1 && this.#request.index !== index) {
      this.#abort();
    }
    this.#work();
    return drawn;
  }

  /** The shopper has done something with the open page, so they have seen it. */
  tellSeen(): void {
    if (this.#held.get(this.#index)?.productIds) {
      // A client that is closed has nobody to learn.
      this.#client?.seen(this.#index).catch(() => undefined);
    }
  }

  /** Asks for the open page again after it failed. */
  retry(): void {
    const held = this.#held.get(this.#index);
    if (held) {
      held.failed = false;
    }
    this.#work();
  }

  /** Decides all pages anew, after the newest taste. The caller opens the first. */
  refresh(): void {
    this.#restart(0);
    this.#forgetPages();
  }

  #work(): void {
    this.#cancelIdle();
    if (!this.#client || !this.#look) {
      return;
    }
    const index = this.#index;
    if (this.#needs(index)) {
      if (this.#request?.index !== index) {
        this.#abort();
        void this.#ask(index, this.#client, this.#look);
      }
    } else if (!this.#turning && !this.#zoomed && !this.#request && index + 1 < this.count) {
      this.#cancelIdle = whenIdle(() => this.#workAhead());
    }
  }

  #workAhead(): void {
    const next = this.#index + 1;
    if (this.#client && this.#look && !this.#request && this.#needs(next)) {
      void this.#ask(next, this.#client, this.#look);
    }
  }

  #needs(index: number): boolean {
    const held = this.#held.get(index);
    if (!held) {
      return true;
    }
    if (held.failed && held.look === this.#look) {
      return false;
    }
    const early = this.#tasteChanged && index > this.#seen;
    return held.outdated || held.look !== this.#look || held.productIds === undefined || early;
  }

  async #ask(index: number, client: LookbookClient, look: Look): Promise<void> {
    const request = { index, controller: new AbortController() };
    this.#request = request;
    if (this.#tasteChanged && index > this.#seen) {
      this.#tasteChanged = false;
      if (this.#asked > this.#seen) {
        this.#restart(this.#seen + 1);
      }
    }
    this.#asked = Math.max(this.#asked, index);
    try {
      const page = await client.page({ ...look, index, signal: request.controller.signal });
      if (this.#request !== request) {
        page.dispose();
        return;
      }
      this.#request = undefined;
      this.#take(index, page, look);
    } catch (thrown) {
      if (this.#request !== request) {
        return;
      }
      this.#request = undefined;
      this.#fail(index, asVitrineError(thrown), look);
    }
    this.#work();
  }

  #take(index: number, page: LookbookPage, look: Look): void {
    if (page.regions.length === 0 && index > 0) {
      page.dispose();
      this.#end = index;
      this.#reader.end(index);
      return;
    }
    if (page.regions.length === 0) {
      this.#end = 1;
    }
    const productIds = new Set(page.regions.map(({ product }) => product.id));
    this.#held.set(index, { productIds, look, outdated: false, covered: false, failed: false });
    if (index === this.#index) {
      this.#seen = Math.max(this.#seen, index);
    }
    this.#reader.show(index, page);
  }

  #fail(index: number, error: VitrineError, look: Look): void {
    const held = this.#held.get(index);
    const blank = held?.productIds === undefined || held.covered;
    this.#held.set(index, {
      productIds: held?.productIds,
      look,
      outdated: held?.outdated ?? false,
      covered: held?.covered ?? false,
      failed: true,
    });
    this.#reader.fail(index, error, blank);
  }

  #restart(from: number): void {
    this.#asked = from - 1;
    this.#ownRestarts += 1;
    // Later requests wait behind it in the worker, so nobody here has to. Should it fail, they fail too.
    this.#client?.restart({ from }).catch(() => {
      this.#ownRestarts = Math.max(0, this.#ownRestarts - 1);
    });
  }

  readonly #onChange = ({ detail }: CustomEvent<ChangeDetail>): void => {
    if (detail.cause === "observed") {
      this.#tasteChanged = true;
      this.#work();
    } else if (detail.cause === "not-for-me" && detail.productId !== undefined) {
      this.#tasteChanged = true;
      this.#abort();
      this.#outdate(new Set([detail.productId]), false);
    } else if (detail.cause === "restarted" && this.#ownRestarts > 0) {
      this.#ownRestarts -= 1;
    } else {
      this.#forgetPages();
      this.#work();
    }
  };

  readonly #onStale = ({ detail }: CustomEvent<StaleDetail>): void => {
    // What was sold out may be back: an empty page may fill, and the last one be followed by another.
    this.#end = Number.POSITIVE_INFINITY;
    for (const held of this.#held.values()) {
      held.outdated ||= held.productIds?.size === 0;
    }
    this.#outdate(new Set(detail.productIds), true);
    this.#reader.change(detail.productIds);
  };

  #outdate(productIds: ReadonlySet<string>, covers: boolean): void {
    for (const [index, held] of this.#held) {
      if (held.productIds && !isDisjoint(held.productIds, productIds)) {
        held.outdated = true;
        held.failed = false;
        if (covers) {
          held.covered = true;
          this.#reader.cover(index);
        }
        if (index !== this.#index) {
          this.#drop(index);
        }
      }
    }
    this.#work();
  }

  #forgetPages(): void {
    this.#abort();
    this.#end = Number.POSITIVE_INFINITY;
    this.#seen = -1;
    this.#asked = -1;
    this.#tasteChanged = false;
    this.#dropOthers();
    for (const held of this.#held.values()) {
      held.outdated = true;
      held.failed = false;
    }
  }

  #abort(): void {
    const request = this.#request;
    this.#request = undefined;
    request?.controller.abort();
  }

  #drop(index: number): void {
    this.#held.delete(index);
    this.#reader.drop(index);
  }

  #dropFar(): void {
    for (const index of [...this.#held.keys()]) {
      if (Math.abs(index - this.#index) > 1) {
        this.#drop(index);
      }
    }
  }

  #dropOthers(): void {
    for (const index of [...this.#held.keys()]) {
      if (index !== this.#index) {
        this.#drop(index);
      }
    }
  }

  #dropAll(): void {
    for (const index of [...this.#held.keys()]) {
      this.#drop(index);
    }
  }
}

function isDisjoint(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  for (const value of other) {
    if (one.has(value)) {
      return false;
    }
  }
  return true;
}

function whenIdle(work: () => void): () => void {
  if (typeof requestIdleCallback === "function") {
    const handle = requestIdleCallback(work, { timeout: 1000 });
    return () => cancelIdleCallback(handle);
  }
  const handle = setTimeout(work, 100);
  return () => clearTimeout(handle);
}
