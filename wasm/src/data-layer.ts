// SPDX-License-Identifier: Apache-2.0
// Google's data layer: an array that tags push to and listen at.

/**
 * Calls `seen` with every entry that is there, then with each that is pushed. The layer's own behaviour
 * does not change.
 *
 * @returns A function that ends it.
 */
export function watchEntries(layer: unknown[], seen: (entry: unknown) => void): () => void {
  const push = layer.push;
  let watching = true;
  const look = (entry: unknown) => {
    if (watching) {
      seen(entry);
    }
  };
  const wrapped = function (this: unknown[], ...entries: unknown[]): number {
    const length = push.apply(this, entries);
    entries.forEach(look);
    return length;
  };
  layer.push = wrapped;
  for (const entry of layer) {
    look(entry);
  }
  return () => {
    watching = false;
    // Somebody may have wrapped ours in the meantime; then it stays, and tells nothing.
    if (layer.push === wrapped) {
      layer.push = push;
    }
  };
}

/** gtag pushes its `arguments` object: that as an array, and anything else as it is. */
export function asArray(entry: unknown): unknown {
  return Object.prototype.toString.call(entry) === "[object Arguments]"
    ? Array.from(entry as ArrayLike<unknown>)
    : entry;
}
