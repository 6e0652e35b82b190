// SPDX-License-Identifier: Apache-2.0
// The profile on the shopper's device: one record in an IndexedDB of the shop's own origin. Nothing here
// is called without consent, but for `eraseProfile`, which opens nothing.
const DATABASE = "vitrine";
const STORE = "profile";
const KEY = "current";

/** What is kept. */
interface Kept {
  /** When it was first kept: tells it from one that was erased, and from what came after that. */
  readonly sinceMs: number;
  readonly profile: string;
}

/**
 * Keeps the profile's latest text; a save that waits behind another is replaced by newer ones. What
 * another page of the shop has erased is not written again.
 */
export class ProfileStorage {
  readonly #onErased: () => void;
  // Of the record that this page read or began; undefined where there is none.
  #sinceMs: number | undefined;
  #pending: string | undefined;
  #saving: Promise<void> | undefined;
  #ends = false;

  /** @param onErased Told when a save finds that what was kept has been erased elsewhere. */
  constructor(onErased: () => void) {
    this.#onErased = onErased;
  }

  /** The profile that was kept, or undefined. */
  async read(): Promise<string | undefined> {
    const kept = await inStore("readonly", { creates: false }, find);
    this.#sinceMs = kept?.sinceMs;
    return kept?.profile;
  }

  /** Resolves once this profile, or a newer one, is kept. */
  save(profile: string): Promise<void> {
    this.#pending = profile;
    this.#saving ??= this.#saveAll().finally(() => {
      this.#saving = undefined;
    });
    return this.#saving;
  }

  /** Erases what was kept, and what is still to be. */
  async erase(): Promise<void> {
    await this.#settle();
    this.#sinceMs = undefined;
    await eraseProfile();
  }

  /** After another page erased the profile: erases what this one may have kept in the same moment. */
  async eraseOwn(): Promise<void> {
    await this.#settle();
    const own = this.#sinceMs;
    this.#sinceMs = undefined;
    await inStore("readwrite", { creates: false }, async (store) => {
      const kept = await find(store);
      if (kept && kept.sinceMs === own) {
        await settled(store.delete(KEY));
      }
    });
  }

  // Drops what waits to be saved, and waits for what is being saved.
  async #settle(): Promise<void> {
    this.#pending = undefined;
    this.#ends = true;
    await this.#saving?.catch(() => undefined);
    this.#ends = false;
  }

  async #saveAll(): Promise<void> {
    while (this.#pending !== undefined && !this.#ends) {
      const profile = this.#pending;
      this.#pending = undefined;
      if (!(await this.#put(profile))) {
        this.#pending = undefined;
        this.#sinceMs = undefined;
        this.#onErased();
      }
    }
  }

  // Whether what was kept was still there. Looking and writing are one transaction.
  async #put(profile: string): Promise<boolean> {
    const known = this.#sinceMs;
    const done = await inStore("readwrite", { creates: known === undefined }, async (store) => {
      const kept = await find(store);
      if (known !== undefined && kept?.sinceMs !== known) {
        return false;
      }
      this.#sinceMs = kept?.sinceMs ?? Date.now();
      await settled(store.put({ sinceMs: this.#sinceMs, profile } satisfies Kept, KEY));
      return true;
    });
    return done === true;
  }
}

/** Deletes the database, if there is one. */
export async function eraseProfile(): Promise<void> {
  if (typeof indexedDB !== "undefined") {
    await settled(indexedDB.deleteDatabase(DATABASE));
  }
}

async function find(store: IDBObjectStore): Promise<Kept | undefined> {
  const kept: unknown = await settled(store.get(KEY));
  const whole = typeof kept === "object" && kept !== null && "profile" in kept && "sinceMs" in kept;
  return whole ? (kept as Kept) : undefined;
}

// Opened for each call: an open connection would hold up `eraseProfile` in another tab. Undefined where
// there is no database and none is to be created.
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
  const opening = indexedDB.open(DATABASE, 1);
  let missing = false;
  opening.onupgradeneeded = () => {
    if (creates) {
      opening.result.createObjectStore(STORE);
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
