// SPDX-License-Identifier: Apache-2.0
// The profile on the shopper's device: one record in an IndexedDB of the shop's own origin. Nothing here
// is called without consent, but for `eraseProfile`, which opens nothing.
const DATABASE = "vitrine";
const STORE = "profile";
const KEY = "current";

/** Keeps the profile's latest text; a save that waits behind another is replaced by newer ones. */
export class ProfileStorage {
  #pending: string | undefined;
  #saving: Promise<void> | undefined;
  #erased = false;

  /** The profile that was kept, or undefined. */
  async read(): Promise<string | undefined> {
    const value = await inStore("readonly", (store) => store.get(KEY));
    return typeof value === "string" ? value : undefined;
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
    this.#pending = undefined;
    this.#erased = true;
    await this.#saving?.catch(() => undefined);
    this.#erased = false;
    await eraseProfile();
  }

  async #saveAll(): Promise<void> {
    while (this.#pending !== undefined && !this.#erased) {
      const profile = this.#pending;
      this.#pending = undefined;
      await inStore("readwrite", (store) => store.put(profile, KEY));
    }
  }
}

/** Deletes the database, if there is one. */
export async function eraseProfile(): Promise<void> {
  if (typeof indexedDB !== "undefined") {
    await settled(indexedDB.deleteDatabase(DATABASE));
  }
}

// Opened for each call: an open connection would hold up `eraseProfile` in another tab.
async function inStore<Value>(
  mode: IDBTransactionMode,
  action: (store: IDBObjectStore) => IDBRequest<Value>,
): Promise<Value> {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
  const database = await settled(opening);
  try {
    const transaction = database.transaction(STORE, mode);
    const value = await settled(action(transaction.objectStore(STORE)));
    await completed(transaction);
    return value;
  } finally {
    database.close();
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
