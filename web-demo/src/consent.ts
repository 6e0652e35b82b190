// SPDX-License-Identifier: Apache-2.0

const KEY = "morrow-and-lind.remember";

/** What the shopper said about keeping their taste on this device; undefined before they were asked. */
export type Choice = "granted" | "denied" | undefined;

export function readChoice(): Choice {
  const stored = localStorage.getItem(KEY);
  return stored === "granted" || stored === "denied" ? stored : undefined;
}

/** Keeps the answer, so that nobody is asked twice. */
export function keepChoice(choice: Choice): void {
  if (choice === undefined) {
    localStorage.removeItem(KEY);
  } else {
    localStorage.setItem(KEY, choice);
  }
}
