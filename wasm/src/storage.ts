// SPDX-License-Identifier: Apache-2.0
// The profile on the shopper's device: one record in an IndexedDB of the shop's own origin. Nothing here
// is written without consent; `readKept` and `eraseKept` serve the shopper's own wishes and create nothing.
import { VitrineError } from "./errors.js";

const DATABASE = "vitrine";
const STORE = "profile";
const KEY = "current";
const DAMAGED = "damaged";

/** What each version of the database adds to the one before; a new version is a new line. */
const UPGRADES: readonly ((database: IDBDatabase) => void)[] = [
  (database) => database.createObjectStore(STORE),
];

/** What is kept. The profile's text has a version of its own, which the core reads. */
interface Kept {
  /** When it was first kept: tells it from one that was erased, and from what came after that. */
  readonly sinceMs: number;
  readonly profile: string;
}

/** Who has the profile. */
export interface ProfileOwner {
  save(): string;
  /** Takes in what is kept and not known here. @throws {VitrineError} PROFILE_CORRUPT. */
  merge(profile: string): void;
  /** What was kept has been erased elsewhere. */
  onErased(): void;
}

/**
 * Keeps an owner's profile. What other pages of the shop keep joins it and is never overwritten; what they
 * have erased is not written again. A save that waits behind another is done with it.
 */
export class ProfileStorage {
  readonly #owner: ProfileOwner;
  // Of the record that this page read or wrote last; undefined before.
  #last: Kept | undefined;
  #wanted = false;
  #erasing = false;
  #keepingSince = {};
  #saving: Promise<void> | undefined;

  constructor(owner: ProfileOwner) {
    this.#owner = owner;
  }

  /** Another object once what was kept has been erased, here or in another page. */
  get keepingSince(): object {
    return this.#keepingSince;
  }

  /**
   * Takes in what is kept, if anything is.
   *
   * @throws {VitrineError} PROFILE_CORRUPT, and a copy of what cannot be read is kept beside the new profile.
   */
  open(): Promise<void> {
    return this.#run(() => this.#join(false));
  }

  /** Resolves once the profile, as it is now or newer, is kept. @throws as `open`; DOMException. */
  save(): Promise<void> {
    this.#wanted = true;
    return this.#run();
  }

  /** Saves no more than what is being saved, and resolves when that is done. */
  async close(): Promise<void> {
    this.#wanted = false;
    await this.#saving?.catch(() => undefined);
  }

  /** Erases what is kept, and what is being. */
  async erase(): Promise<void> {
    await this.#drop();
    this.#last = undefined;
    await eraseKept();
  }

  /** After another page erased the profile: erases what this one may have kept in the same moment. */
  async eraseOwn(): Promise<void> {
    await this.#drop();
    await eraseShards();
    const own = this.#last;
    this.#last = undefined;
    await inStore("readwrite", { creates: false }, async (store) => {
      const kept: unknown = await settled(store.get(KEY));
      if (isKept(kept) && kept.sinceMs === own?.sinceMs) {
        await settled(store.delete(KEY));
      }
    });
  }

  // What is being read shall not join a profile that has just been forgotten.
  async #drop(): Promise<void> {
    this.#erasing = true;
    this.#keepingSince = {};
    await this.close();
    this.#erasing = false;
  }

  #run(before = async () => {}): Promise<void> {
    this.#saving ??= before()
      .then(() => this.#saveAll())
      .finally(() => {
        this.#saving = undefined;
      });
    return this.#saving;
  }

  async #saveAll(): Promise<void> {
    while (this.#wanted) {
      this.#wanted = false;
      await this.#join(true);
    }
  }

  // Looking, taking in and writing are one transaction, so that no other page comes between.
  async #join(writes: boolean): Promise<void> {
    const known = this.#last;
    let next: Kept | undefined;
    let damage: VitrineError | undefined;
    await inStore("readwrite", { creates: writes && !known }, async (store) => {
      const kept: unknown = await settled(store.get(KEY));
      const absent = known ? isErased(kept, known) : kept === undefined && !writes;
      if (absent || this.#erasing) {
        return;
      }
      damage = await this.#takeIn(store, kept);
      const sinceMs = known?.sinceMs ?? (isKept(kept) ? kept.sinceMs : Date.now());
      next = { sinceMs, profile: this.#owner.save() };
      await settled(store.put(next, KEY));
    });
    if (this.#erasing && !next) {
      return;
    }
    this.#last = next;
    if (known && !next) {
      this.#wanted = false;
      this.#keepingSince = {};
      this.#owner.onErased();
    }
    if (damage) {
      throw damage;
    }
  }

  // Nothing is lost with what cannot be read: a copy goes to a place of its own.
  async #takeIn(store: IDBObjectStore, kept: unknown): Promise<VitrineError | undefined> {
    const profile = isKept(kept) ? kept.profile : "";
    if (kept === undefined || profile === this.#last?.profile) {
      return undefined;
    }
    try {
      this.#owner.merge(profile);
      return undefined;
    } catch (error) {
      if (!(error instanceof VitrineError) || error.code !== "PROFILE_CORRUPT") {
        throw error;
      }
      await settled(store.put(kept, DAMAGED));
      const message = `${error.message}; a new one has begun, and export() gives a copy of the old`;
      return new VitrineError("PROFILE_CORRUPT", message);
    }
  }
}

/** All that lies on the device, whoever kept it. */
export async function readKept(): Promise<{ kept?: Kept; damaged?: unknown }> {
  if (typeof indexedDB === "undefined") {
    return {};
  }
  const found = await inStore("readonly", { creates: false }, async (store) => ({
    kept: (await settled(store.get(KEY))) as unknown,
    damaged: (await settled(store.get(DAMAGED))) as unknown,
  }));
  const { kept, damaged } = found ?? {};
  return {
    ...(isKept(kept) && { kept }),
    ...(damaged !== undefined && { damaged }),
  };
}

/** Where shards are kept, in the browser's Cache Storage. */
export const SHARD_CACHE = "vitrine-shards";

/** Deletes the database and the kept shards, if there are any; where one of them fails, the other. */
export async function eraseKept(): Promise<void> {
  // The database first: what is saved from now on comes behind it.
  const erasing = [eraseProfile(), eraseShards()];
  await Promise.allSettled(erasing);
  await Promise.all(erasing);
}

async function eraseProfile(): Promise<void> {
  if (typeof indexedDB !== "undefined") {
    await settled(indexedDB.deleteDatabase(DATABASE));
  }
}

async function eraseShards(): Promise<void> {
  await globalThis.caches?.delete(SHARD_CACHE);
}

function isKept(record: unknown): record is Kept {
  const { sinceMs, profile } = (record ?? {}) as Partial<Kept>;
  return typeof sinceMs === "number" && typeof profile === "string";
}

// A record that is damaged is still there.
function isErased(record: unknown, known: Kept): boolean {
  return record === undefined || (isKept(record) && record.sinceMs !== known.sinceMs);
}

// Opened for each call: an open connection would hold up `eraseKept` in another tab. Undefined where there
// is no database and none is to be created.
async function inStore<Value>(
  mode: IDBTransactionMode,
  { creates }: { readonly creates: boolean },
  action: (store: IDBObjectStore) => Promise<Value>,
): Promise<Value | undefined> {
  const database = await opened(creates);
  if (!database) {
    return undefined;
  }
  try {
    const transaction = database.transaction(STORE, mode);
    const done = completed(transaction);
    const [value] = await Promise.all([action(transaction.objectStore(STORE)), done]);
    return value;
  } finally {
    database.close();
  }
}

async function opened(creates: boolean): Promise<IDBDatabase | undefined> {
  const opening = indexedDB.open(DATABASE, UPGRADES.length);
  let missing = false;
  opening.onupgradeneeded = ({ oldVersion }) => {
    if (creates || oldVersion > 0) {
      for (const upgrade of UPGRADES.slice(oldVersion)) {
        upgrade(opening.result);
      }
    } else {
      missing = true;
      opening.transaction?.abort();
    }
  };
  try {
    return await settled(opening);
  } catch (error) {
    if (missing) {
      return undefined;
    }
    throw error;
  }
}

function settled<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function completed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
}
