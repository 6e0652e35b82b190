// SPDX-License-Identifier: Apache-2.0
// The rest of a catalogue that comes in shards, after its head has made the first page. Loaded only for such
// catalogues, and only then.
import { fetchHead } from "./catalog-source.js";
import { fetchBytes } from "./download.js";
import { asVitrineError, VitrineError } from "./errors.js";
import { KeptShards } from "./kept-shards.js";
import type { ShardBudget } from "./protocol.js";
import { loadShardsModule, type ShardsModule } from "./shards-module.js";
import type { TimingName } from "./types.js";
import { answered, check, withBytes } from "./wasm-module.js";

/** The most bytes of an index, and of a file of a shard. */
const MAX_INDEX_BYTES = 16 * 2 ** 20;
const MAX_SHARD_BYTES = 64 * 2 ** 20;

/** Of the budget, the part for what was chosen for the shopper on the last visit. */
const KEPT_SHARE = 1 / 4;

/** Fetching ends with the worker. */
const NEVER = new AbortController().signal;

/** Which shards are asked for can show what a shopper likes; no cookie shall say who they are. */
const ANONYMOUS = { credentials: "omit" } as const;

/** A department, and the price tier in it that stands out, negative where none does. */
export interface Interest {
  readonly department: string;
  readonly tier: number;
}

/** Whose catalogue grows. */
export interface ShardHost {
  /** All that the choice of shards may know of the shopper. */
  interests(): readonly Interest[];
  /**
   * Undefined while shards may not be kept on the device, nor those of the last visit used. Another object
   * once what was kept has been erased.
   */
  keeping(): object | undefined;
  /** Shows all products that are there by now. */
  open(pack: Uint8Array): void;
  onError(error: VitrineError): void;
  /** What ends the stream. */
  onFailed(thrown: unknown): void;
  onTiming(name: TimingName, startMs: number, detail: Record<string, string | number>): void;
}

/** A shard as the module tells it. */
interface ShardFacts {
  readonly shard: number;
  readonly name: string;
  readonly bytes: number;
  readonly products: number;
  readonly deltas: readonly { readonly from: string; readonly name: string }[];
}

type ShardSet = InstanceType<ShardsModule["ShardSet"]>;

/** Where a shard came from. */
type Origin = "kept" | "delta" | "network";

/**
 * Fetches shards one after the other, as the interests of the shopper ask for, and hands all of them on as
 * one pack. What is wrong with one is told and the others go on; it is not tried again.
 */
export class ShardStream {
  readonly #folder: string;
  readonly #budget: ShardBudget;
  readonly #host: ShardHost;
  readonly #kept: KeptShards;
  readonly #tried = new Set<number>();
  #head: Uint8Array | undefined;
  #bytes = 0;
  #products = 0;
  // How many had been tried when what is kept was last looked through.
  #prunedAt = -1;
  #opening: Promise<{ module: ShardsModule; set: ShardSet }> | undefined;
  #running: Promise<void> | undefined;
  #stopped = false;

  /** @param head The pack that is shown already. */
  constructor(folder: string, budget: ShardBudget, head: Uint8Array, host: ShardHost) {
    this.#folder = folder;
    this.#budget = budget;
    this.#head = head;
    this.#host = host;
    this.#kept = new KeptShards(folder);
  }

  /** Goes on where it was, or begins; until there is nothing more to take for now. */
  wake(): void {
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
  }

  async #run(): Promise<void> {
    if (this.#stopped) {
      return;
    }
    try {
      this.#opening ??= this.#open();
      const { module, set } = await this.#opening;
      for (let next = this.#next(set); next; next = this.#next(set)) {
        await this.#take(module, set, next);
      }
      await this.#prune(set);
    } catch (thrown) {
      // Without an index, or with a module that stopped, there is nothing to take.
      this.#stopped = true;
      this.#host.onFailed(thrown);
    }
  }

  async #open(): Promise<{ module: ShardsModule; set: ShardSet }> {
    const start = performance.now();
    const index = `${this.#folder}index.vshards`;
    const [module, bytes] = await Promise.all([
      loadShardsModule(),
      fetchBytes(index, MAX_INDEX_BYTES, NEVER, { ...ANONYMOUS, cache: "no-cache" }),
    ]);
    const set = new module.ShardSet();
    withBytes(module, bytes, (buffer) => check(set.openIndex(buffer)));
    await this.#openHead(module, set);
    this.#host.onTiming("shard-index", start, { bytes: bytes.length });
    await this.#takeKept(module, set);
    return { module, set };
  }

  // Where another catalogue was published since the first page, the index names another head than the one that
  // is shown. That one takes its place, together with the first shard.
  async #openHead(module: ShardsModule, set: ShardSet): Promise<void> {
    const open = (head: Uint8Array) => withBytes(module, head, (buffer) => set.openHead(buffer));
    let status = open(this.#head as Uint8Array);
    this.#head = undefined;
    if (String(status.code) === "PACK_CORRUPT") {
      status = open(await fetchHead(this.#folder, NEVER));
    }
    check(status);
  }

  // Some of what was chosen for the shopper the last time comes back first, so that the profile's products
  // are known again. Not all: what they turn to next needs room, too.
  async #takeKept(module: ShardsModule, set: ShardSet): Promise<void> {
    const everybodys = new Set(this.#pick(set).map(({ shard }) => shard));
    for (const name of await this.#keptNames()) {
      const { shard } = answered<{ shard?: ShardFacts }>(set.shard(name));
      if (shard && !everybodys.has(shard.shard) && this.#fits(shard, KEPT_SHARE)) {
        await this.#take(module, set, shard);
      }
    }
  }

  // What is kept is what this visit has taken. Looked through only after it took something: every event that
  // is observed comes by here.
  async #prune(set: ShardSet): Promise<void> {
    if (this.#prunedAt === this.#tried.size || !this.#host.keeping()) {
      return;
    }
    this.#prunedAt = this.#tried.size;
    for (const name of await this.#keptNames()) {
      const { shard } = answered<{ shard?: ShardFacts }>(set.shard(name));
      if (shard?.name !== name || !this.#tried.has(shard.shard)) {
        await this.#attempt(() => this.#kept.remove(name), undefined);
      }
    }
  }

  async #keptNames(): Promise<readonly string[]> {
    return this.#host.keeping() ? this.#attempt(() => this.#kept.names(), []) : [];
  }

  #next(set: ShardSet): ShardFacts | undefined {
    for (const { department, tier } of this.#host.interests()) {
      set.addInterest(department, tier);
    }
    // Interests that have changed do not make the budget larger.
    return this.#pick(set).find((shard) => this.#fits(shard, 1));
  }

  // Without interests since the last pick: what everybody gets.
  #pick(set: ShardSet): readonly ShardFacts[] {
    const answer = set.pick(this.#budget.maxBytes, this.#budget.maxProducts);
    return answered<{ shards: readonly ShardFacts[] }>(answer).shards;
  }

  #fits({ shard, bytes, products }: ShardFacts, share: number): boolean {
    return (
      !this.#tried.has(shard) &&
      this.#bytes + bytes <= this.#budget.maxBytes * share &&
      this.#products + products <= this.#budget.maxProducts * share
    );
  }

  async #take(module: ShardsModule, set: ShardSet, facts: ShardFacts): Promise<void> {
    const start = performance.now();
    const { shard, name } = facts;
    const keeping = this.#host.keeping();
    this.#tried.add(shard);
    const add = (bytes: Uint8Array) => withBytes(module, bytes, (buffer) => set.add(shard, buffer));
    try {
      let [bytes, origin] = await this.#fromKept(module, set, facts);
      if (!bytes || String(add(bytes).code) !== "") {
        [bytes, origin] = [await this.#fetch(name), "network"];
        check(add(bytes));
      }
      this.#host.open(set.bytes().slice());
      this.#bytes += facts.bytes;
      this.#products += facts.products;
      this.#host.onTiming("shard", start, {
        origin,
        bytes: bytes.length,
        products: this.#products,
      });
      if (origin !== "kept") {
        await this.#keep(name, bytes, keeping);
      }
    } catch (thrown) {
      if (thrown instanceof WebAssembly.RuntimeError) {
        throw thrown;
      }
      const error = asVitrineError(thrown);
      const message = `a shard of the catalogue is left out: ${error.message}`;
      const detail = { ...error.detail, shard: name };
      this.#host.onError(new VitrineError(error.code, message, { cause: thrown, detail }));
    }
  }

  async #keep(name: string, bytes: Uint8Array, chosen: object | undefined): Promise<void> {
    if (chosen && this.#host.keeping() === chosen) {
      await this.#attempt(() => this.#kept.write(name, bytes), undefined);
      // The shopper may have said no in the meantime, or asked to be forgotten.
      if (this.#host.keeping() !== chosen) {
        await this.#attempt(() => this.#kept.remove(name), undefined);
      }
    }
  }

  // The shard as the device has kept it, or made from a former version that it has. Whatever is wrong with
  // that, the network has the whole shard.
  async #fromKept(
    module: ShardsModule,
    set: ShardSet,
    { shard, name, deltas }: ShardFacts,
  ): Promise<[bytes: Uint8Array | undefined, origin: Origin]> {
    const read = (file: string) => this.#attempt(() => this.#kept.read(file), undefined);
    if (!this.#host.keeping()) {
      return [undefined, "network"];
    }
    const kept = await read(name);
    for (const delta of kept ? [] : deltas) {
      const from = await read(delta.from);
      const changes = from && (await this.#attempt(() => this.#fetch(delta.name), undefined));
      const status =
        changes &&
        withBytes(module, from, (before) =>
          withBytes(module, changes, (buffer) => set.applyDelta(shard, before, buffer)),
        );
      if (status && String(status.code) === "") {
        return [set.bytes().slice(), "delta"];
      }
    }
    return [kept, "kept"];
  }

  // A file of this name never changes.
  #fetch(name: string): Promise<Uint8Array> {
    return fetchBytes(this.#folder + name, MAX_SHARD_BYTES, NEVER, ANONYMOUS);
  }

  // The device's storage may fail; the network then has everything.
  async #attempt<Value>(action: () => Promise<Value>, otherwise: Value): Promise<Value> {
    try {
      return await action();
    } catch {
      return otherwise;
    }
  }
}
