// SPDX-License-Identifier: Apache-2.0
// The worker's half of a Vitrine: the catalogue and the profile in the core module, and the pages in the
// imaging module.
import { type PackedCatalog, packedCatalog } from "./catalog-source.js";
import { asVitrineError, factsOf, VitrineError } from "./errors.js";
import { type CoreModule, loadCoreModule } from "./modules.js";
import { PageDrawer, type PagePlan } from "./page-drawer.js";
import { type MicrosPrice, PriceFormatter } from "./prices.js";
import type { CreateParams, Methods, PageFacts, PageParams } from "./protocol.js";
import { eraseProfile, ProfileStorage } from "./storage.js";
import type { CatalogReport, Override, PickedProduct, Reason, TimingName } from "./types.js";
import { answered, check, withBytes } from "./wasm-module.js";

/** A product as the core writes it. */
type PickFacts = Omit<PickedProduct, "price" | "regularPrice"> & {
  readonly price: MicrosPrice;
  readonly regularPrice?: MicrosPrice;
};

/** What the pages of a shop tell each other. */
const FORGET = "forget";

/** Where a session tells what answers no request. */
export interface SessionListener {
  onError(error: VitrineError): void;
  /** Another page of the shop was told to forget the shopper, and so this one has. */
  onForgotten(): void;
  onTiming(name: TimingName, startMs: number, detail?: Record<string, string | number>): void;
}

/** A shop's catalogue and one shopper. Its methods are those of the protocol. */
export class Session {
  readonly #core: CoreModule;
  readonly #session: InstanceType<CoreModule["Session"]>;
  readonly #params: CreateParams;
  readonly #listener: SessionListener;
  readonly #prices: PriceFormatter;
  readonly #drawer: PageDrawer;
  readonly #storage: ProfileStorage | undefined;
  readonly #otherPages: BroadcastChannel | undefined;

  private constructor(core: CoreModule, params: CreateParams, listener: SessionListener) {
    this.#core = core;
    this.#session = new core.Session();
    this.#params = params;
    this.#listener = listener;
    this.#prices = new PriceFormatter(params.locale, (micros, currency) =>
      core.formatPrice(micros, currency),
    );
    this.#drawer = new PageDrawer(params, listener);
    this.#storage = params.keepsProfile ? new ProfileStorage(() => this.#forgetHere()) : undefined;
    this.#otherPages = openChannel(() => this.#forgetToo());
  }

  /** Loads the core and opens the catalogue; their downloads run side by side. */
  static async create(
    params: CreateParams,
    listener: SessionListener,
    signal: AbortSignal,
  ): Promise<{ session: Session; report: CatalogReport }> {
    const start = performance.now();
    const [core, catalog] = await Promise.all([
      loadCoreModule(),
      packedCatalog(params.catalog, signal),
    ]);
    const session = new Session(core, params, listener);
    const report = session.#open(catalog);
    await session.#restore();
    listener.onTiming("create", start, { products: report.products });
    return { session, report };
  }

  async observe({ json, nowMs }: Methods["observe"]["params"]): Promise<{ accepted: number }> {
    const result = answered<{ accepted: number }>(this.#session.observe(json, nowMs));
    await this.#keep();
    return result;
  }

  async dismiss({ id, nowMs }: Methods["dismiss"]["params"]): Promise<{ pages: number }> {
    const result = answered<{ pages: number }>(this.#session.dismiss(id, nowMs));
    await this.#keep();
    return result;
  }

  override({ changes }: Methods["override"]["params"]): { revision: number } {
    for (const change of changes) {
      this.#change(change);
    }
    return { revision: this.#session.revision() };
  }

  page(params: PageParams, signal: AbortSignal): Promise<PageFacts> {
    return this.#drawer.draw(params, signal, (slotCount) => this.#plan(params, slotCount));
  }

  picks({ count, nowMs }: Methods["picks"]["params"]): { picks: readonly PickedProduct[] } {
    const start = performance.now();
    const { picks } = answered<{ picks: readonly PickFacts[] }>(this.#session.picks(count, nowMs));
    this.#listener.onTiming("rank", start, { count });
    return { picks: picks.map((pick) => this.#card(pick)) };
  }

  why({ id, nowMs }: Methods["why"]["params"]): { reason: Reason } {
    return answered(this.#session.why(id, nowMs));
  }

  restart({ from }: Methods["restart"]["params"]): Record<string, never> {
    this.#session.restartFrom(from);
    return {};
  }

  async forget(): Promise<Methods["forget"]["result"]> {
    this.#session.forget();
    // Also what an earlier visit with consent left behind.
    try {
      await (this.#storage ? this.#storage.erase() : eraseProfile());
      return {};
    } catch (thrown) {
      return { left: factsOf(storageError(thrown)) };
    } finally {
      this.#otherPages?.postMessage(FORGET);
    }
  }

  diagnostics(): Methods["diagnostics"]["result"] {
    const imaging = this.#drawer.diagnostics();
    const core = {
      liveObjects: this.#core.liveObjects(),
      heapBytes: this.#core.heapBytes(),
      memoryBytes: (this.#core.HEAPU8 as Uint8Array).buffer.byteLength,
    };
    return {
      ...imaging,
      liveObjects: core.liveObjects + imaging.liveObjects,
      heapBytes: core.heapBytes + imaging.heapBytes,
      memoryBytes: core.memoryBytes + imaging.memoryBytes,
    };
  }

  #open({ pack, skipped, errors }: PackedCatalog): CatalogReport {
    const start = performance.now();
    withBytes(this.#core, pack, (buffer) => check(this.#session.openPack(buffer)));
    this.#listener.onTiming("pack-open", start, { bytes: pack.length });
    const [first] = errors;
    if (first) {
      const message = `${skipped} rows of the feed were skipped; the first is row ${first.row}, ${first.field}: ${first.message}`;
      const detail = { skipped, row: first.row, id: first.id, field: first.field };
      this.#listener.onError(new VitrineError("FEED_ROW", message, { detail }));
    }
    return { products: this.#session.productCount(), skipped, errors };
  }

  async #restore(): Promise<void> {
    try {
      const kept = await this.#storage?.read();
      if (kept !== undefined) {
        check(this.#session.restoreProfile(kept));
      }
    } catch (thrown) {
      this.#listener.onError(storageError(thrown));
    }
  }

  async #keep(): Promise<void> {
    try {
      await this.#storage?.save(this.#session.saveProfile());
    } catch (thrown) {
      this.#listener.onError(storageError(thrown));
    }
  }

  #forgetHere(): void {
    this.#session.forget();
    this.#listener.onForgotten();
  }

  // Another page of the shop has erased what was kept; what this one was keeping just then goes too.
  async #forgetToo(): Promise<void> {
    this.#forgetHere();
    try {
      await this.#storage?.eraseOwn();
    } catch (thrown) {
      this.#listener.onError(storageError(thrown));
    }
  }

  #change({ id, price, availability }: Override): void {
    if (price) {
      check(this.#session.overridePrice(id, price.amount, price.currency));
    }
    if (availability !== undefined) {
      check(this.#session.overrideAvailability(id, availability));
    }
  }

  #plan({ index, nowMs }: PageParams, slotCount: number): PagePlan {
    const answer = this.#session.page(index, slotCount, nowMs);
    const facts = answered<Omit<PagePlan, "picks"> & { picks: readonly PickFacts[] }>(answer);
    return { ...facts, picks: facts.picks.map((pick) => this.#card(pick)) };
  }

  #card({ price, regularPrice, link, image, ...facts }: PickFacts): PickedProduct {
    return {
      ...facts,
      price: this.#prices.price(price),
      ...(regularPrice && { regularPrice: this.#prices.price(regularPrice) }),
      link: webAddress(link, this.#params.baseUrl),
      image: webAddress(image, this.#params.baseUrl),
    };
  }
}

// Not every browser has it, or lets every frame have it.
function openChannel(onForget: () => void): BroadcastChannel | undefined {
  try {
    const channel = new BroadcastChannel("vitrine");
    channel.onmessage = ({ data }) => {
      if (data === FORGET) {
        onForget();
      }
    };
    return channel;
  } catch {
    return undefined;
  }
}

// A feed is somebody else's text: a `javascript:` link in it must never reach the page.
function webAddress(link: string, base: string): string {
  if (link === "") {
    return "";
  }
  try {
    const { href, protocol } = new URL(link, base);
    return protocol === "https:" || protocol === "http:" ? href : "";
  } catch {
    return "";
  }
}

function storageError(thrown: unknown): VitrineError {
  const error = asVitrineError(thrown);
  return error.code === "PROFILE_CORRUPT"
    ? error
    : new VitrineError("UNSUPPORTED", `this browser's storage does not work: ${error.message}`, {
        cause: thrown,
      });
}
