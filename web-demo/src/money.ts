// SPDX-License-Identifier: Apache-2.0
import { locale } from "./language.ts";

/** An amount in units of an ISO 4217 currency. */
export type Money = Readonly<{ amount: number; currency: string }>;

const formats = new Map<string, Intl.NumberFormat>();

/** "€89" or "€89.50", as the lookbook writes it too. */
export function formatMoney({ amount, currency }: Money): string {
  const name = `${locale()} ${currency}`;
  let format = formats.get(name);
  if (!format) {
    format = new Intl.NumberFormat(locale(), {
      style: "currency",
      currency,
      trailingZeroDisplay: "stripIfInteger",
    });
    formats.set(name, format);
  }
  return format.format(amount);
}

/** Reads "89.00 EUR", the way a product feed writes money; undefined when it is anything else. */
export function readMoney(text: unknown): Money | undefined {
  const match = typeof text === "string" ? /^(\d+(?:\.\d+)?) ([A-Z]{3})$/.exec(text.trim()) : null;
  return match?.[1] && match[2] ? { amount: Number(match[1]), currency: match[2] } : undefined;
}
