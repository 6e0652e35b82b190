// SPDX-License-Identifier: Apache-2.0

/** The browser's storage; undefined where the shopper does not let the shop have any. */
export function storageOf(kind: "localStorage" | "sessionStorage"): Storage | undefined {
  try {
    return window[kind];
  } catch {
    return undefined;
  }
}
