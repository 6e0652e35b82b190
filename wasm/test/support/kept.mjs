// SPDX-License-Identifier: Apache-2.0
// What is on the shopper's device, looked at and put there without the package.

/**
 * The records of the database by key, or undefined where there is none.
 *
 * @param {import("playwright-core").Page} page
 */
export const records = (page) =>
  page.evaluate(async () => {
    if (!(await indexedDB.databases()).some(({ name }) => name === "vitrine")) {
      return undefined;
    }
    const database = await new Promise((resolve) => {
      const opening = indexedDB.open("vitrine");
      opening.onsuccess = () => resolve(opening.result);
    });
    const store = database.transaction("profile").objectStore("profile");
    const all = await Promise.all(
      [store.getAllKeys(), store.getAll()].map(
        (reading) =>
          new Promise((resolve) => {
            reading.onsuccess = () => resolve(reading.result);
          }),
      ),
    );
    database.close();
    return Object.fromEntries(all[0].map((key, i) => [key, all[1][i]]));
  });

/** The ids of the products in the profile that is kept, oldest first; empty where none is. */
export async function keptIds(page) {
  const { current } = (await records(page)) ?? {};
  return current ? JSON.parse(current.profile).interactions.map(([, , id]) => id) : [];
}

/** Makes `record` what is kept, in a database of version `version`. */
export const keep = (page, record, version = 1) =>
  page.evaluate(
    ([record, version]) =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open("vitrine", version);
        opening.onupgradeneeded = () => opening.result.createObjectStore("profile");
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const writing = opening.result.transaction("profile", "readwrite");
          writing.objectStore("profile").put(record, "current");
          writing.oncomplete = () => resolve();
          writing.onabort = () => reject(writing.error);
          opening.result.close();
        };
      }),
    [record, version],
  );
