// SPDX-License-Identifier: Apache-2.0
import type { Tag } from "./language.ts";
import type { Personal } from "./personal.ts";
import type { Shop } from "./shop.ts";

/** What every view is given. */
export type Context = Readonly<{
  shop: Shop;
  personal: Personal;
  /** Has the whole shop speak another language. */
  translate: (tag: Tag) => Promise<void>;
}>;

/** Calls `listener` for each event until the returned function is called. */
export function listen(
  target: EventTarget,
  events: readonly string[],
  listener: () => void,
): () => void {
  for (const event of events) {
    target.addEventListener(event, listener);
  }
  return () => {
    for (const event of events) {
      target.removeEventListener(event, listener);
    }
  };
}
