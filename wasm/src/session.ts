// SPDX-License-Identifier: Apache-2.0
// The worker's half of a Vitrine: the catalogue and the profile in the core module, and the pages in the
// imaging module.
import { type CardFacts, Cards, makeChange } from "./card.js";
import { type PackedCatalog, packedCatalog } from "./catalog-source.js";
import { asVitrineError, factsOf, VitrineError } from "./errors.js";
import { type CoreModule, loadCoreModule } from "./modules.js";
import { PageDrawer, type PagePlan } from "./page-drawer.js";
import { PartnerRanker } from "./partner-ranker.js";
import { type HeadlineFacts, headlineIn } from "./phrasing.js";
import type { Answers, CreateParams, Methods, PageFacts, PageParams } from "./protocol.js";
import type { Interest, ShardStream } from "./shard-stream.js";
import { eraseKept, ProfileStorage, readKept } from "./storage.js";
import type {
  CatalogReport,
  EventName,
  ExportedEvent,
  Override,
  PickedProduct,
  Reason,
  TimingName,
} from "./types.js";
import { answered, check, using, withBytes } from "./wasm-module.js";

/** A page as the core decides it. */
interface PageFactsOfCore {
  readonly headline: HeadlineFacts;
  readonly revision: number;
  readonly picks: readonly CardFacts<PickedProduct>[];
}

/** What the pages of a shop tell each other. */
type PageNews = "forget" | "withdraw";

/** An interaction in the profile's text: what, when, with which product, the event's id. */
type Interaction = readonly [EventName, number, string, string?];

/** Where a session tells what answers no request. */
export interface SessionListener {
  onError(error: VitrineError): void;
  /** What was thrown where nobody waits for an answer. */
  onFailed(thrown: unknown): void;
  /** Another page of the shop was told to forget the shopper, and so this one has. */
  onForgotten(): void;
  /** Consent to storage was withdrawn in another page of the shop, and holds here. */
  onWithdrawn(): void;
  onTiming(name: TimingName, startMs: number, detail?: Record<string, string | number>): void;
}

/** A shop's catalogue and one shopper. Its methods are those of the protocol. */
export class Session {
  readonly #core: CoreModule;
  readonly #session: InstanceType<CoreModule["Session"]>;
  readonly #params: CreateParams;
  readonly #listener: SessionListener;
  readonly #cards: Cards;
  readonly #drawer: PageDrawer;
  readonly #ranker: PartnerRanker;
  readonly #otherPages: BroadcastChannel | undefined;
  #answers: Answers;
  // While the profile is kept on the device.
  #storage: ProfileStorage | undefined;
  // The changes of consent, one after the other.
  #settling: Promise<boolean> = Promise.resolve(false);
  #told = "";
  // Of a catalogue in shards: those behind the head, once a page was asked for, and what the shop has said
  // of products that may come with them.
  #shards: (() => Promise<ShardStream>) | undefined;
  #streaming: Promise<ShardStream | undefined> | undefined;
  readonly #overrides = new Map<string, Override>();
  // The time of the newest request.
  #nowMs = 0;

  private constructor(core: CoreModule, params: CreateParams, listener: SessionListener) {
    this.#core = core;
    this.#session = new core.Session();
    this.#params = params;
    this.#listener = listener;
    this.#cards = new Cards(core, this.#session, params);
    this.#drawer = new PageDrawer(params, listener);
    this.#ranker = new PartnerRanker(core, this.#session, params.ranker, listener);
    this.#answers = params.answers;
    this.#otherPages = openChannel((news) => {
      if (news === "forget") {
        void this.#forgetToo();
      } else if (news === "withdraw" && params.persistent) {
        void this.#withdrawToo();
      }
    });
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
    session.#start();
    session.#awaitShards(catalog);
    await session.consent(params);
    listener.onTiming("create", start, { products: report.products });
    return { session, report };
  }

  async observe({ json, nowMs }: Methods["observe"]["params"]): Promise<{ accepted: number }> {
    if (this.#answers.personalise === false) {
      return { accepted: 0 };
    }
    this.#nowMs = nowMs;
    const result = answered<{ accepted: number }>(this.#session.observe(json, nowMs));
    if (result.accepted > 0) {
      await this.#keep();
      // What they look at may ask for other shards.
      this.#wake();
    }
    return result;
  }

  async dismiss({ id, nowMs }: Methods["dismiss"]["params"]): Promise<{ pages: number }> {
    const result = answered<{ pages: number }>(this.#session.dismiss(id, nowMs));
    await this.#keep();
    return result;
  }

  override({ changes }: Methods["override"]["params"]): { revision: number } {
    for (const change of changes) {
      if (this.#params.catalog.shards) {
        this.#changeIfThere(change);
        this.#overrides.set(change.id, { ...this.#overrides.get(change.id), ...change });
      } else {
        makeChange(this.#session, change);
      }
    }
    return { revision: this.#session.revision() };
  }

  async page(params: PageParams, signal: AbortSignal): Promise<PageFacts> {
    try {
      return await this.#drawer.draw(params, signal, (count) => this.#plan(params, count));
    } finally {
      // No page waits for either, and the first does not share the line with them.
      this.#ranker.prepare();
      this.#stream(params.nowMs);
    }
  }

  async picks({ count, nowMs }: Methods["picks"]["params"]): Promise<Methods["picks"]["result"]> {
    const start = performance.now();
    const answer = await this.#ranker.decide(() => this.#session.picks(count, nowMs));
    const picks = this.#cards.picks(answer);
    this.#listener.onTiming("rank", start, { count });
    this.#ranker.prepare();
    this.#stream(nowMs);
    return { picks };
  }

  details({ id, similar }: Methods["details"]["params"]): Methods["details"]["result"] {
    return { details: this.#cards.details(id, similar) };
  }

  async why({ id, nowMs }: Methods["why"]["params"]): Promise<{ reason: Reason }> {
    const answer = await this.#ranker.decide(() => this.#session.why(id, nowMs));
    return { reason: this.#cards.reason(answer, id) };
  }

  /** What the shop wants of its pages from now on. Gives the rules that no product fits. */
  rules({ json }: Methods["rules"]["params"]): Methods["rules"]["result"] {
    return answered(this.#session.setRules(json));
  }

  /** The shopper saw a page. What was drawn there is learned, where they allow it, and kept. */
  async seen({ index }: Methods["seen"]["params"]): Promise<Record<string, never>> {
    if (this.#params.explore !== undefined && this.#answers.personalise !== false) {
      this.#session.seen(index);
      await this.#keep();
    }
    return {};
  }

  restart({ from }: Methods["restart"]["params"]): Record<string, never> {
    this.#session.restartFrom(from);
    return {};
  }

  consent({ answers }: Methods["consent"]["params"]): Promise<{ changed: boolean }> {
    this.#answers = answers;
    this.#settling = this.#settling.then(() => this.#settle());
    return this.#settling.then((changed) => ({ changed }));
  }

  /** What is known here and what lies on the device, whether it may be used or not. */
  async export(): Promise<Methods["export"]["result"]> {
    const { kept, damaged } = (await this.#attempt(readKept)) ?? {};
    return using(new this.#core.Session(), (all) => {
      check(all.mergeProfile(this.#session.saveProfile()));
      const own = exploredOf(String(this.#session.saveProfile()));
      const unreadable =
        kept && String(all.mergeProfile(kept.profile).code) !== "" ? kept : damaged;
      const exploration =
        own ?? (kept && unreadable !== kept ? exploredOf(kept.profile) : undefined);
      return {
        events: exportedEvents(interactionsOf(String(all.saveProfile()))),
        ...(exploration && { exploration }),
        ...(kept && { keptSinceMs: kept.sinceMs }),
        ...(unreadable !== undefined && { damaged: unreadable }),
      };
    });
  }

  async forget(): Promise<Methods["forget"]["result"]> {
    this.#session.forget();
    // Also what an earlier visit with consent left behind.
    try {
      await (this.#storage ? this.#storage.erase() : eraseKept());
      return {};
    } catch (thrown) {
      return { left: factsOf(storageError(thrown)) };
    } finally {
      this.#tell("forget");
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

  #start(): void {
    const { explore, rules } = this.#params;
    if (explore !== undefined) {
      this.#session.explore(explore);
    }
    if (rules !== undefined) {
      const { unmatched } = this.rules({ json: rules });
      // What a rule is about may be in a shard that comes later.
      if (unmatched.length > 0 && !this.#params.catalog.shards) {
        const message = `no product of the catalogue fits these rules: ${unmatched.join(", ")}`;
        this.#listener.onError(new VitrineError("UNKNOWN_PRODUCT", message));
      }
    }
  }

  #awaitShards({ pack }: PackedCatalog): void {
    const { source, shards } = this.#params.catalog;
    if (!shards) {
      return;
    }
    this.#shards = async () => {
      const { ShardStream } = await import("./shard-stream.js").catch((cause) => {
        throw new VitrineError("FETCH", "shard-stream.js could not be fetched", { cause });
      });
      return new ShardStream(source as string, shards, pack, {
        interests: () => this.#interests(),
        keeping: () => this.#keeping(),
        open: (grown) => this.#grow(grown),
        onError: (error) => this.#listener.onError(error),
        onFailed: (thrown) => this.#listener.onFailed(thrown),
        onTiming: (...timing) => this.#listener.onTiming(...timing),
      });
    };
  }

  // The first page has the line for itself.
  #stream(nowMs: number): void {
    this.#nowMs = nowMs;
    this.#streaming ??= this.#shards?.().catch((thrown) => {
      this.#streaming = undefined;
      this.#listener.onFailed(thrown);
      return undefined;
    });
    this.#wake();
  }

  #wake(): void {
    void this.#streaming?.then((stream) => stream?.wake());
  }

  // Which shards are kept says what the shopper likes, and so do the requests of a visit that has some.
  #keeping(): object | undefined {
    return this.#answers.personalise === true ? this.#storage?.keepingSince : undefined;
  }

  // Which shards are asked for tells the shop's server something of the shopper: only with their yes.
  #interests(): readonly Interest[] {
    if (this.#answers.personalise !== true) {
      return [];
    }
    const answer = this.#session.interests(this.#nowMs);
    return answered<{ interests: readonly Interest[] }>(answer).interests;
  }

  #grow(pack: Uint8Array): void {
    this.#ranker.renew();
    withBytes(this.#core, pack, (buffer) => check(this.#session.openPack(buffer)));
    for (const change of this.#overrides.values()) {
      this.#changeIfThere(change);
    }
  }

  // Does what the newest answers ask for; whether the profile is another than before.
  async #settle(): Promise<boolean> {
    const { store, personalise } = this.#answers;
    const before = String(this.#session.saveProfile());
    if (personalise === false) {
      this.#session.forget();
    }
    if (this.#params.persistent) {
      if (store === true && personalise !== false) {
        await this.#startKeeping();
      } else {
        await this.#stopKeeping(store === false || personalise === false);
      }
    }
    return String(this.#session.saveProfile()) !== before;
  }

  async #startKeeping(): Promise<void> {
    if (this.#storage) {
      return;
    }
    const storage = new ProfileStorage({
      save: () => String(this.#session.saveProfile()),
      merge: (profile) => check(this.#session.mergeProfile(profile)),
      onErased: () => this.#forgetHere(),
    });
    this.#storage = storage;
    await this.#attempt(() => storage.open());
    // What was done before the yes, if anything was.
    if (interactionsOf(String(this.#session.saveProfile())).length > 0) {
      await this.#keep();
    }
  }

  // A no erases what was kept; without an answer it stays, and nothing is added.
  async #stopKeeping(refused: boolean): Promise<void> {
    const storage = this.#storage;
    this.#storage = undefined;
    if (refused) {
      await this.#attempt(() => (storage ? storage.erase() : eraseKept()));
      this.#tell("withdraw");
    } else {
      await storage?.close();
    }
  }

  async #keep(): Promise<void> {
    const storage = this.#storage;
    if (storage) {
      await this.#attempt(() => storage.save());
    }
  }

  // The page goes on without its storage, and says so once for each trouble.
  async #attempt<Value>(action: () => Promise<Value>): Promise<Value | undefined> {
    try {
      const value = await action();
      this.#told = "";
      return value;
    } catch (thrown) {
      const error = storageError(thrown);
      if (error.message !== this.#told) {
        this.#told = error.message;
        this.#listener.onError(error);
      }
      return undefined;
    }
  }

  #tell(news: PageNews): void {
    this.#otherPages?.postMessage(news);
  }

  #forgetHere(): void {
    this.#session.forget();
    this.#listener.onForgotten();
  }

  // Another page of the shop has erased what was kept; what this one was keeping just then goes too.
  async #forgetToo(): Promise<void> {
    this.#forgetHere();
    await this.#attempt(async () => this.#storage?.eraseOwn());
  }

  // Another page of the shop was told no. This one keeps nothing until it is told yes.
  async #withdrawToo(): Promise<void> {
    const storage = this.#storage;
    this.#storage = undefined;
    this.#answers = { ...this.#answers, store: undefined };
    this.#listener.onWithdrawn();
    await this.#attempt(async () => storage?.eraseOwn());
  }

  // A product that is not there may be in a shard that comes later.
  #changeIfThere(change: Override): void {
    try {
      makeChange(this.#session, change);
    } catch (thrown) {
      if (!(thrown instanceof VitrineError) || thrown.code !== "UNKNOWN_PRODUCT") {
        throw thrown;
      }
    }
  }

  async #plan({ index, nowMs }: PageParams, slotCount: number): Promise<PagePlan> {
    const answer = await this.#ranker.decide(() => this.#session.page(index, slotCount, nowMs));
    const { headline, revision, picks } = answered<PageFactsOfCore>(answer);
    const { phrases } = this.#params;
    return {
      revision,
      headline: headlineIn(phrases, headline),
      kicker: phrases?.kicker ?? "Lookbook",
      picks: picks.map((pick) => this.#cards.pick(pick)),
    };
  }
}

// Not every browser has it, or lets every frame have it.
function openChannel(onNews: (news: PageNews) => void): BroadcastChannel | undefined {
  try {
    const channel = new BroadcastChannel("vitrine");
    channel.onmessage = ({ data }) => onNews(data as PageNews);
    return channel;
  } catch {
    return undefined;
  }
}

function interactionsOf(profile: string): readonly Interaction[] {
  return (JSON.parse(profile) as { interactions: readonly Interaction[] }).interactions;
}

// What was learned of the draws, if anything was.
function exploredOf(profile: string): readonly number[] | undefined {
  return (JSON.parse(profile) as { exploration?: readonly number[] }).exploration;
}

function exportedEvents(interactions: readonly Interaction[]): readonly ExportedEvent[] {
  const events = new Map<string, ExportedEvent & { ecommerce: { items: { item_id: string }[] } }>();
  for (const [event, time_ms, item_id, event_id] of interactions) {
    const key = JSON.stringify([event, time_ms, event_id]);
    const fresh = { event, time_ms, ...(event_id && { event_id }), ecommerce: { items: [] } };
    const found = events.get(key) ?? fresh;
    found.ecommerce.items.push({ item_id });
    events.set(key, found);
  }
  return [...events.values()];
}

function storageError(thrown: unknown): VitrineError {
  const error = asVitrineError(thrown);
  if (error.code === "PROFILE_CORRUPT") {
    return error;
  }
  const full = (thrown as { name?: unknown } | null)?.name === "QuotaExceededError";
  return full
    ? new VitrineError("STORAGE_FULL", "the device has no room for the profile", { cause: thrown })
    : new VitrineError("UNSUPPORTED", `this browser's storage does not work: ${error.message}`, {
        cause: thrown,
      });
}
