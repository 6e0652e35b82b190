// SPDX-License-Identifier: Apache-2.0
import type { Price } from "./types.js";

/** A price as the core knows it: millionths of the currency's unit, exact. */
export interface MicrosPrice {
  readonly micros: number;
  readonly currency: string;
}

/** Writes an amount of money for people. */
export type PlainFormat = (micros: number, currency: string) => string;

/** Formats prices for one locale; `Intl` objects are made once per currency. */
export class PriceFormatter {
  readonly #locale: string;
  readonly #plain: PlainFormat;
  readonly #formats = new Map<string, Intl.NumberFormat>();

  /** @param plain Used for the locale "und", and for currencies that `Intl` refuses. */
  constructor(locale: string, plain: PlainFormat) {
    this.#locale = locale;
    this.#plain = plain;
  }

  /** The price as a number and as text, without cents where there are none. */
  price({ micros, currency }: MicrosPrice): Price {
    const amount = micros / 1_000_000;
    const plain = this.#locale === "und" || !/^[A-Z]{3}$/.test(currency);
    const text = plain ? this.#plain(micros, currency) : this.#format(currency).format(amount);
    return { amount, currency, text };
  }

  #format(currency: string): Intl.NumberFormat {
    const known = this.#formats.get(currency);
    if (known) {
      return known;
    }
    const options: Intl.NumberFormatOptions & { trailingZeroDisplay: "stripIfInteger" } = {
      style: "currency",
      currency,
      trailingZeroDisplay: "stripIfInteger",
    };
    const format = new Intl.NumberFormat(this.#locale, options);
    this.#formats.set(currency, format);
    return format;
  }
}
