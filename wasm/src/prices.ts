// SPDX-License-Identifier: Apache-2.0
import type { Price } from "./types.js";

/** A price as the core knows it: millionths of the currency's unit, exact. */
export interface MicrosPrice {
  readonly micros: number;
  readonly currency: string;
}

/** Formats prices for one locale; `Intl` objects are made once per currency. */
export class PriceFormatter {
  readonly #locale: string;
  readonly #formats = new Map<string, Intl.NumberFormat>();

  constructor(locale: string) {
    this.#locale = locale;
  }

  /** The price as a number and as text, without cents where there are none. */
  price({ micros, currency }: MicrosPrice): Price {
    const amount = micros / 1_000_000;
    return { amount, currency, text: this.#format(currency).format(amount) };
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
