// SPDX-License-Identifier: Apache-2.0
// Builds SVG the way dom.ts builds HTML: no markup in strings, no inline styles, so a strict policy holds.

type Attributes = Readonly<Record<string, string | number>>;

export function s<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): SVGElementTagNameMap[Tag] {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, typeof value === "number" ? String(round(value)) : value);
  }
  element.append(...children);
  return element;
}

/** Tenths of a pixel are enough for anybody. */
const round = (value: number): number => Math.round(value * 10) / 10;

/** A plot that is drawn anew in whatever width its place has, and whose height is kept until it is. */
export function fitted(
  className: string,
  height: number,
  draw: (width: number) => SVGSVGElement,
): { element: HTMLElement; leave(): void } {
  const element = document.createElement("div");
  element.className = className;
  element.style.minHeight = `${height}px`;
  let drawn = 0;
  const observer = new ResizeObserver(([entry]) => {
    const width = Math.round(entry?.contentRect.width ?? 0);
    if (width > 0 && width !== drawn) {
      drawn = width;
      element.replaceChildren(draw(width));
    }
  });
  observer.observe(element);
  return { element, leave: () => observer.disconnect() };
}
