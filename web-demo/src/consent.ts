// SPDX-License-Identifier: Apache-2.0
import { storageOf } from "./storage.ts";

const KEY = "morrow-and-lind.remember";

/** What the shopper said about keeping their taste on this device; undefined before they were asked. */
export type Choice = "granted" | "denied" | undefined;

export function readChoice(): Choice {
  const stored = storageOf("localStorage")?.getItem(KEY);
  return stored === "granted" || stored === "denied" ? stored : undefined;
}

/** Keeps the answer, so that nobody is asked twice. */
export function keepChoice(choice: Choice): void {
  if (choice === undefined) {
    storageOf("localStorage")?.removeItem(KEY);
  } else {
    storageOf("localStorage")?.setItem(KEY, choice);
  }
}
