// SPDX-License-Identifier: Apache-2.0
// Where a fraud check has its place: the checkout awaits `assess` before it confirms an order, and knows
// nothing of how the answer came about. A service is asked here and nowhere else.
import type { Money } from "../money.ts";

/** What a check may know of an order. Of the payment it knows what a payment service would tell it. */
export type OrderFacts = Readonly<{
  orderId: string;
  total: Money;
  lines: readonly Readonly<{ productId: string; quantity: number }>[];
  /** ISO 3166-1, two letters. */
  country: string;
  /** The card's last four digits; never more. */
  cardEnd: string;
  /** Between the checkout's opening and its confirmation. */
  secondsOnPage: number;
}>;

/** `review`: the order is taken, and a person looks at it before anything is sent. */
export type Assessment = Readonly<{
  decision: "accept" | "review" | "decline";
  /** For the shop's staff; a shopper is shown none of it. */
  reasons: readonly string[];
}>;

/**
 * Whether an order can be confirmed. This shop has no service to ask, so every order is accepted and the
 * reason says so. A version that asks one rejects when it cannot be reached; the checkout then keeps the
 * order unconfirmed and says that it can be tried again.
 */
export async function assess(_order: OrderFacts): Promise<Assessment> {
  return { decision: "accept", reasons: ["no service is configured"] };
}
