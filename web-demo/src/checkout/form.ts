// SPDX-License-Identifier: Apache-2.0
import { h } from "../dom.ts";
import { locale } from "../language.ts";
import {
  ADDRESS,
  CONTACT,
  COUNTRY_CODES,
  FIELDS,
  type Field,
  type FieldName,
  PAYMENT,
  problemOf,
  type Values,
} from "./fields.ts";
import { checkoutWords } from "./words.ts";

/** The checkout's fields, each with its label, its hint and what is wrong with it. */
export class CheckoutForm {
  readonly element: HTMLElement;
  readonly #controls = new Map<FieldName, HTMLInputElement | HTMLSelectElement>();
  readonly #problems = new Map<FieldName, HTMLElement>();

  constructor() {
    const words = checkoutWords();
    this.element = h(
      "div",
      { class: "checkout-fields" },
      this.#group(words.contact, CONTACT),
      this.#group(words.address, ADDRESS),
      this.#group(words.payment, PAYMENT),
    );
  }

  get values(): Values {
    const entries = [...this.#controls].map(([name, control]) => [name, control.value]);
    return Object.fromEntries(entries) as Values;
  }

  fill(values: Values): void {
    for (const [name, control] of this.#controls) {
      control.value = values[name];
      this.#tell(name, undefined);
    }
  }

  /** Says what is wrong, goes to the first of it, and returns how much there is. */
  check(now: number): number {
    const wrong = FIELDS.filter((field) => this.#check(field, now));
    const [first] = wrong;
    if (first) {
      this.#controls.get(first.name)?.focus();
    }
    return wrong.length;
  }

  #check(field: Field, now: number): boolean {
    const problem = problemOf(field, this.values, checkoutWords(), now);
    this.#tell(field.name, problem);
    return problem !== undefined;
  }

  #tell(name: FieldName, problem: string | undefined): void {
    const control = this.#controls.get(name);
    const line = this.#problems.get(name);
    if (control && line) {
      line.textContent = problem ?? "";
      if (problem) {
        control.setAttribute("aria-invalid", "true");
      } else {
        control.removeAttribute("aria-invalid");
      }
    }
  }

  #group(title: string, fields: readonly Field[]): HTMLElement {
    return h("fieldset", {}, h("legend", {}, title), ...fields.map((field) => this.#field(field)));
  }

  #field(field: Field): HTMLElement {
    const { name, hint, optional, half } = field;
    const words = checkoutWords();
    const described = [hint && `${name}-hint`, !optional && `${name}-problem`].filter(Boolean);
    const control = controlOf(field, described.join(" ") || undefined);
    // What was wrong is looked at again as soon as it is mended, never while it is first written.
    control.addEventListener("input", () => {
      if (control.hasAttribute("aria-invalid")) {
        this.#check(field, Date.now());
      }
    });
    control.addEventListener("blur", () => {
      if (control.value.trim() !== "") {
        this.#check(field, Date.now());
      }
    });
    const problem = h("p", { class: "problem", id: `${name}-problem`, "aria-live": "polite" });
    this.#controls.set(name, control);
    this.#problems.set(name, problem);
    return h(
      "div",
      { class: half ? "field half" : "field" },
      h("label", { for: `checkout-${name}` }, words[name]),
      control,
      hint && h("p", { class: "hint", id: `${name}-hint` }, words[hint]),
      !optional && problem,
    );
  }
}

function controlOf(
  field: Field,
  described: string | undefined,
): HTMLInputElement | HTMLSelectElement {
  const { name, autocomplete, type = "text", inputmode, optional, latin } = field;
  const common = {
    id: `checkout-${name}`,
    name,
    autocomplete,
    required: !optional,
    "aria-describedby": described,
  };
  if (name === "country") {
    const names = new Intl.DisplayNames([locale()], { type: "region" });
    return h(
      "select",
      common,
      ...COUNTRY_CODES.map((code) => h("option", { value: code }, names.of(code) ?? code)),
    );
  }
  return h("input", {
    ...common,
    type,
    inputmode,
    spellcheck: "false",
    dir: latin ? "ltr" : "auto",
    enterkeyhint: name === "holder" ? "done" : "next",
  });
}
