// SPDX-License-Identifier: Apache-2.0
import type { Area } from "./types.js";

/** A new element with attributes and children. */
export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    element.setAttribute(attribute, value);
  }
  element.append(...children);
  return element;
}

/** A style sheet to adopt, which no content security policy forbids. */
export function sheetOf(css: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
}

/** A link that may be followed: a feed is data, and its links may be anything, scripts too. */
export function shopLink(link: string): string | undefined {
  return /^https?:/i.test(link) ? link : undefined;
}

/**
 * Puts an element where `inner` lies in `outer`, in per cent, so that it stays there at any size. Set by
 * property, which strict content security policies allow.
 */
export function place(element: HTMLElement, inner: Area, outer: Area): void {
  const percent = (part: number, whole: number) => `${round((100 * part) / whole)}%`;
  element.style.setProperty("left", percent(inner.x - outer.x, outer.width));
  element.style.setProperty("top", percent(inner.y - outer.y, outer.height));
  element.style.setProperty("width", percent(inner.width, outer.width));
  element.style.setProperty("height", percent(inner.height, outer.height));
}

const round = (value: number) => Math.round(value * 1000) / 1000;
