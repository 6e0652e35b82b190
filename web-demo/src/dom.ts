// SPDX-License-Identifier: Apache-2.0
// Builds elements without markup in strings, so that nothing from the feed is ever read as HTML.

type Child = Node | string | false | undefined;

type Properties = Readonly<
  Record<string, string | number | boolean | undefined | ((event: Event) => void)>
>;

/**
 * An element. Properties that are functions listen to the event of that name; `true` sets an empty
 * attribute, or "true" of an aria-*; `false` and `undefined` leave it out; everything else is an attribute.
 */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Properties = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === "function") {
      element.addEventListener(name, value);
    } else if (value !== undefined && value !== false) {
      // ARIA's own truth is a word.
      const text = value === true && !name.startsWith("aria-") ? "" : String(value);
      element.setAttribute(name, text);
    }
  }
  element.append(...children.filter((child) => child !== false && child !== undefined));
  return element;
}

/** What a view hands to the router: its element and what to do when it is left. */
export type View = Readonly<{ title: string; element: HTMLElement; leave?: () => void }>;
