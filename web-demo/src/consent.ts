// SPDX-License-Identifier: Apache-2.0
import { storageOf } from "./storage.ts";

const KEY = "morrow-and-lind.remember";
const WISH = "morrow-and-lind.forget";

/** What the shopper said about keeping their taste on this device; undefined before they were asked. */
export type Choice = "granted" | "denied" | undefined;

export function readChoice(): Choice {
  const stored = storageOf("localStorage")?.getItem(KEY);
  return stored === "granted" || stored === "denied" ? stored : undefined;
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

/** Keeps the answer, so that nobody is asked twice. */
export function keepChoice(choice: Choice): void {
  if (choice === undefined) {
    storageOf("localStorage")?.removeItem(KEY);
  } else {
    storageOf("localStorage")?.setItem(KEY, choice);
  }
}
