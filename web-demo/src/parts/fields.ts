// SPDX-License-Identifier: Apache-2.0
// Labelled controls that several forms have.
import { h } from "../dom.ts";

let count = 0;

/** A control under its label, with a hint or what is wrong beneath. */
export function labelled<Control extends HTMLElement>(
  label: string,
  control: Control,
  hint = "",
): HTMLElement {
  count += 1;
  control.id ||= `field-${count}`;
  const id = `${control.id}-hint`;
  if (hint !== "") {
    control.setAttribute("aria-describedby", id);
  }
  return h(
    "div",
    { class: "field" },
    h("label", { for: control.id }, label),
    control,
    hint !== "" && h("p", { class: "hint", id }, hint),
  );
}

export function select(
  options: readonly (readonly [value: string, text: string])[],
  chosen: string,
  choose: (value: string) => void,
): HTMLSelectElement {
  const element = h(
    "select",
    { change: () => choose(element.value) },
    ...options.map(([value, text]) => h("option", { value, selected: value === chosen }, text)),
  );
  return element;
}

/** A slider that says its value beside itself while it moves. */
export function slider(
  label: string,
  range: Readonly<{ min: number; max: number; step: number; value: number }>,
  text: (value: number) => string,
  change: (value: number) => void,
): HTMLElement {
  const { min, max, step, value } = range;
  const shown = h("output", { class: "price" }, text(value));
  const input = h("input", { type: "range", min, max, step, value: String(value) });
  input.addEventListener("input", () => {
    shown.textContent = text(input.valueAsNumber);
    change(input.valueAsNumber);
  });
  const field = labelled(label, input);
  field.classList.add("slider");
  field.append(shown);
  return field;
}

/** Calls the last of several calls, once there was none for `ms`. */
export function debounced<Arguments extends unknown[]>(
  ms: number,
  call: (...given: Arguments) => void,
): ((...given: Arguments) => void) & { cancel(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const later = (...given: Arguments) => {
    clearTimeout(timer);
    timer = setTimeout(() => call(...given), ms);
  };
  return Object.assign(later, { cancel: () => clearTimeout(timer) });
}

/** Hands a text to the shopper as a file. */
export function download(name: string, type: string, ...parts: readonly BlobPart[]): void {
  const url = URL.createObjectURL(new Blob([...parts], { type }));
  h("a", { href: url, download: name }).click();
  // The browser has read it by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
