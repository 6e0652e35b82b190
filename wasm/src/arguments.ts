// SPDX-License-Identifier: Apache-2.0
// What callers get wrong: said at once and with the argument's name, not by the worker or the browser.
import { aborted, VitrineError } from "./errors.js";
import type { PictureParams } from "./protocol.js";
import type { Override, PictureOptions } from "./types.js";

/** As kMaxPixels in C++. */
const MOST_PIXELS = 100_000_000;
const MOST_BYTES = 2 ** 28;

/** A value in words, for messages: "null", "'twelve'", "an object". */
export function described(value: unknown): string {
  if (typeof value === "string") {
    return `'${value}'`;
  }
  if (typeof value === "function") {
    return "a function";
  }
  if (typeof value === "object" && value !== null) {
    return Array.isArray(value) ? "an array" : "an object";
  }
  return String(value);
}

/** @throws {VitrineError} INVALID_ARGUMENT, as all checks. */
export function checkWhole(name: string, value: unknown, least: number, most: number): void {
  if (!Number.isInteger(value) || (value as number) < least || (value as number) > most) {
    refuse(name, value, `a whole number, ${least} .. ${most}`);
  }
}

/** Its range is the module's business. */
export function checkNumber(name: string, value: unknown): void {
  if (typeof value !== "number") {
    refuse(name, value, "a number");
  }
}

export function checkObject(name: string, value: unknown): void {
  if (typeof value !== "object" || value === null) {
    refuse(name, value, "an object");
  }
}

export function checkArray(name: string, value: unknown): void {
  if (!Array.isArray(value)) {
    refuse(name, value, "an array");
  }
}

export function checkOneOf(name: string, value: unknown, allowed: readonly unknown[]): void {
  if (!allowed.includes(value)) {
    refuse(name, value, allowed.map(described).join(" or "));
  }
}

/** Product ids are strings, those that look like numbers too. */
export function checkId(name: string, value: unknown): void {
  if (typeof value !== "string") {
    refuse(name, value, "a product's id, a string");
  }
}

/** The shape of a live change; the module knows the products and the ranges. */
export function checkOverride(name: string, change: Override): void {
  checkObject(name, change);
  checkId(`${name}.id`, change.id);
  if (change.price !== undefined) {
    checkObject(`${name}.price`, change.price);
    checkNumber(`${name}.price.amount`, change.price.amount);
    if (typeof change.price.currency !== "string") {
      refuse(`${name}.price.currency`, change.price.currency, "three letters of ISO 4217");
    }
  }
  if (change.availability !== undefined) {
    checkOneOf(`${name}.availability`, change.availability, AVAILABILITIES);
  }
}

const AVAILABILITIES = ["in_stock", "out_of_stock", "preorder", "backorder"];

/** The signal of options of any kind. @throws {VitrineError} ABORTED too. */
export function signalOf(options: { readonly signal?: AbortSignal | undefined }) {
  checkObject("options", options);
  const { signal } = options;
  if (signal !== undefined && !(signal instanceof AbortSignal)) {
    refuse("signal", signal, "an AbortSignal");
  }
  if (signal?.aborted) {
    throw aborted(signal.reason);
  }
  return signal;
}

/** A whole address; those of a page may be relative to it. */
export function addressOf(name: string, url: unknown, expected = "an address"): string {
  if (typeof url === "string" || url instanceof URL) {
    try {
      return new URL(url, globalThis.document?.baseURI).href;
    } catch {
      // Said below.
    }
  }
  return refuse(name, url, expected);
}

/** A folder's whole address with a slash at its end, where one is given; a query stays behind it. */
export function folderOf(name: string, address: string | URL | undefined): string | undefined {
  if (address === undefined) {
    return undefined;
  }
  const url = new URL(addressOf(name, address));
  url.pathname = url.pathname.replace(/\/*$/, "/");
  return url.href;
}

/** What a shop says of its pictures, and what holds where it says nothing. */
export function pictureParams(options: PictureOptions): PictureParams {
  const { decoder = "auto", maxPixels = 40_000_000, maxBytes = 2 ** 25 } = options;
  checkOneOf("decoder", decoder, ["auto", "stb"]);
  checkWhole("maxPixels", maxPixels, 1, MOST_PIXELS);
  checkWhole("maxBytes", maxBytes, 1, MOST_BYTES);
  const origin = globalThis.location?.origin ?? "null";
  return { decoder, maxPixels, maxBytes, origin };
}

/** Says what came instead of what was expected. */
export function refuse(name: string, value: unknown, expected: string): never {
  const message = `${name} is ${described(value)}; expected ${expected}`;
  throw new VitrineError("INVALID_ARGUMENT", message);
}
