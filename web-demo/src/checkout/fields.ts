// SPDX-License-Identifier: Apache-2.0
// What the checkout asks for, how each field is to be filled in, and what is wrong with what was written.
import type { CheckoutWords } from "./words-en.ts";

/** Where this shop pretends to deliver, and how postcodes look there. */
export const COUNTRIES = {
  IE: { pattern: /^[A-Z]\d[\dW] ?[A-Z\d]{4}$/i, example: "D02 X285" },
  DE: { pattern: /^\d{5}$/, example: "10117" },
  FR: { pattern: /^\d{5}$/, example: "75011" },
  NL: { pattern: /^\d{4} ?[A-Z]{2}$/i, example: "1012 AB" },
  AE: { pattern: /^\d{0,6}$/, example: "00000" },
} as const;

export type Country = keyof typeof COUNTRIES;
export const COUNTRY_CODES = Object.keys(COUNTRIES) as readonly Country[];

export type FieldName =
  | "email"
  | "name"
  | "street"
  | "extra"
  | "postcode"
  | "city"
  | "country"
  | "card"
  | "expiry"
  | "code"
  | "holder";

export type Values = Readonly<Record<FieldName, string>>;

/** How a browser, a keyboard and a password manager are to treat a field. */
export type Field = Readonly<{
  name: FieldName;
  autocomplete: string;
  type?: string;
  inputmode?: string;
  /** The key of its hint in the words. */
  hint?: "cardHint" | "expiryHint" | "codeHint";
  optional?: boolean;
  /** Left to right in any language. */
  latin?: boolean;
  half?: boolean;
}>;

export const CONTACT: readonly Field[] = [
  { name: "email", autocomplete: "email", type: "email", inputmode: "email", latin: true },
];

export const ADDRESS: readonly Field[] = [
  { name: "name", autocomplete: "shipping name" },
  { name: "street", autocomplete: "shipping address-line1" },
  { name: "extra", autocomplete: "shipping address-line2", optional: true },
  { name: "postcode", autocomplete: "shipping postal-code", latin: true, half: true },
  { name: "city", autocomplete: "shipping address-level2", half: true },
  { name: "country", autocomplete: "shipping country" },
];

export const PAYMENT: readonly Field[] = [
  { name: "card", autocomplete: "cc-number", inputmode: "numeric", hint: "cardHint", latin: true },
  {
    name: "expiry",
    autocomplete: "cc-exp",
    inputmode: "numeric",
    hint: "expiryHint",
    latin: true,
    half: true,
  },
  {
    name: "code",
    autocomplete: "cc-csc",
    inputmode: "numeric",
    hint: "codeHint",
    latin: true,
    half: true,
  },
  { name: "holder", autocomplete: "cc-name" },
];

export const FIELDS = [...CONTACT, ...ADDRESS, ...PAYMENT];

/** An address and a card that exist nowhere, for looking at the page. */
export const INVENTED: Values = {
  email: "nora.example@example.com",
  name: "Nora Example",
  street: "1 Invented Lane",
  extra: "",
  postcode: "D02 X285",
  city: "Dublin",
  country: "IE",
  card: "4242 4242 4242 4242",
  expiry: "12/39",
  code: "123",
  holder: "Nora Example",
};

/**
 * What is wrong with a field, in the shopper's words; undefined where nothing is.
 *
 * @param now Milliseconds since 1970, for cards that have run out.
 */
export function problemOf(
  { name, optional }: Field,
  values: Values,
  words: CheckoutWords,
  now: number,
): string | undefined {
  const value = values[name].trim();
  if (value === "") {
    return optional ? undefined : words.missing(words[name]);
  }
  switch (name) {
    case "email":
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) ? undefined : words.badEmail;
    case "postcode": {
      const country = COUNTRIES[values.country as Country];
      return country?.pattern.test(value) === false
        ? words.badPostcode(country.example)
        : undefined;
    }
    case "card":
      return isCardNumber(value.replace(/[\s-]/g, "")) ? undefined : words.badCard;
    case "expiry":
      return problemOfExpiry(value, words, now);
    case "code":
      return /^\d{3,4}$/.test(value) ? undefined : words.badCode;
    default:
      return undefined;
  }
}

function problemOfExpiry(value: string, words: CheckoutWords, now: number): string | undefined {
  const [, month, year] = /^(0?[1-9]|1[0-2])\s*\/\s*(?:20)?(\d{2})$/.exec(value) ?? [];
  if (!month || !year) {
    return words.badExpiry;
  }
  // A card is valid to the end of its month.
  return Date.UTC(2000 + Number(year), Number(month), 1) <= now ? words.expired : undefined;
}

/** Luhn's check digit (ISO/IEC 7812-1), which catches any single digit that is wrong. */
function isCardNumber(digits: string): boolean {
  if (!/^\d{12,19}$/.test(digits)) {
    return false;
  }
  const sum = [...digits].reverse().reduce((total, digit, i) => {
    const value = Number(digit) * (i % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
