// SPDX-License-Identifier: Apache-2.0

/** Where a shopper was in a view: how far down, and on which product's card. */
export type Place = Readonly<{ scroll: number; product: string | undefined; top: number }>;

/** Where the shopper is in `view` now. The card that was just followed has the focus. */
export function placeIn(view: HTMLElement): Place {
  const card = view.querySelector<HTMLElement>("[data-product]:focus");
  return {
    scroll: window.scrollY,
    product: card?.dataset.product,
    top: card?.getBoundingClientRect().top ?? 0,
  };
}

/**
 * Brings the shopper back: to the same card at the same height, though something new may stand above it by
 * now; without a card just as far down.
 */
export function returnTo(view: HTMLElement, { scroll, product, top }: Place): void {
  window.scrollTo(0, scroll);
  if (product === undefined) {
    return;
  }
  const away = (card: HTMLElement) => card.getBoundingClientRect().top - top;
  const [card] = [
    ...view.querySelectorAll<HTMLElement>(`[data-product="${CSS.escape(product)}"]`),
  ].sort((one, other) => Math.abs(away(one)) - Math.abs(away(other)));
  if (card) {
    window.scrollBy(0, away(card));
    card.focus({ preventScroll: true });
  }
}
