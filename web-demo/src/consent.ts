// SPDX-License-Identifier: Apache-2.0
import type { Consent } from "@vitrine/sdk";
import { storageOf } from "./storage.ts";

const KEY = "morrow-and-lind.consent";
const WISH = "morrow-and-lind.forget";

/** What the shopper said about each use of their data; undefined before they were asked. */
export type Choice = Consent | undefined;

/** Everything, and what a plain no leaves: a taste that ends with the visit. */
export const ALLOWED: Consent = { store: true, personalise: true, measure: true };
export const THIS_VISIT: Consent = { store: false, personalise: true, measure: false };

export function readChoice(): Choice {
  try {
    const stored: unknown = JSON.parse(storageOf("localStorage")?.getItem(KEY) ?? "null");
    if (typeof stored !== "object" || stored === null) {
      return undefined;
    }
    const said = (use: keyof Consent) => Reflect.get(stored, use) === true;
    return { store: said("store"), personalise: said("personalise"), measure: said("measure") };
  } catch {
    return undefined;
  }
}

/** Keeps the answer, so that nobody is asked twice. */
export function keepChoice(choice: Choice): void {
  if (choice === undefined) {
    storageOf("localStorage")?.removeItem(KEY);
  } else {
    storageOf("localStorage")?.setItem(KEY, JSON.stringify(choice));
  }
}

/** Whether the shopper wants to be forgotten and the SDK, which keeps the taste, has not done it yet. */
export function readWish(): boolean {
  return storageOf("localStorage")?.getItem(WISH) === "yes";
}

/** Keeps the wish to be forgotten until it is fulfilled. */
export function keepWish(wish: boolean): void {
  if (wish) {
    storageOf("localStorage")?.setItem(WISH, "yes");
  } else {
    storageOf("localStorage")?.removeItem(WISH);
  }
}
