// SPDX-License-Identifier: Apache-2.0
import { h } from "../dom.ts";
import { formatNumber } from "../language.ts";
import { labelled, select } from "../parts/fields.ts";
import type { Shop } from "../shop.ts";
import { type Campaign, type Rule, unmatchedRules } from "./model.ts";
import { newRule, ruleRow } from "./rule-row.ts";
import { campaignWords } from "./words.ts";

const MOST_CAP = 6;

/** The rules of a campaign, each in a line. */
export class RulesForm {
  readonly element: HTMLElement;
  readonly #shop: Shop;
  readonly #change: (rules: readonly Rule[], brandCap: number | undefined) => void;
  readonly #list = h("ol", { class: "rules" });
  readonly #none = h("p", { class: "note" }, campaignWords().noRules);
  readonly #problems = new Map<number, HTMLElement>();
  #rules: readonly Rule[];
  #brandCap: number | undefined;

  constructor(
    shop: Shop,
    { rules, brandCap }: Campaign,
    change: (rules: readonly Rule[], brandCap: number | undefined) => void,
  ) {
    this.#shop = shop;
    this.#rules = rules;
    this.#brandCap = brandCap;
    this.#change = change;
    const words = campaignWords();
    const caps = Array.from(
      { length: MOST_CAP },
      (_, i) => [`${i + 1}`, formatNumber(i + 1)] as const,
    );
    this.element = h(
      "section",
      { class: "part", "aria-labelledby": "campaign-rules" },
      h("h2", { id: "campaign-rules" }, words.rules),
      this.#none,
      this.#list,
      h(
        "button",
        { type: "button", "data-testid": "add-rule", click: () => this.#add() },
        words.add,
      ),
      labelled(
        words.brandCap,
        select([["", words.noCap], ...caps], brandCap ? String(brandCap) : "", (value) => {
          this.#brandCap = value === "" ? undefined : Number(value);
          this.#tell();
        }),
      ),
    );
    this.#draw();
  }

  /** Marks the rules that no product fits. */
  mark(unmatched: readonly string[]): void {
    const lost = unmatchedRules(this.#rules, unmatched);
    for (const [i, line] of this.#problems) {
      const rule = this.#rules[i];
      line.textContent = rule && lost.has(rule) ? campaignWords().unmatched : "";
    }
  }

  #add(): void {
    this.#rules = [...this.#rules, newRule("only", this.#shop)];
    this.#draw();
    this.#list.querySelector<HTMLElement>("li:last-child select")?.focus();
    this.#tell();
  }

  #set(index: number, rule: Rule): void {
    this.#rules = this.#rules.with(index, rule);
    this.#tell();
  }

  #remove(index: number): void {
    this.#rules = this.#rules.toSpliced(index, 1);
    this.#draw();
    this.element.querySelector<HTMLElement>("[data-testid=add-rule]")?.focus();
    this.#tell();
  }

  #tell(): void {
    this.#change(this.#rules, this.#brandCap);
  }

  #draw(): void {
    this.#none.hidden = this.#rules.length > 0;
    this.#list.replaceChildren(...this.#rules.map((_, i) => this.#row(i)));
  }

  #row(index: number): HTMLElement {
    const row = ruleRow(this.#shop, this.#rules[index] as Rule, {
      read: () => this.#rules[index] as Rule,
      change: (rule) => this.#set(index, rule),
      renew: (rule) => {
        const held = [...row.querySelectorAll("select")].indexOf(
          document.activeElement as HTMLSelectElement,
        );
        this.#set(index, rule);
        const fresh = this.#row(index);
        row.replaceWith(fresh);
        fresh.querySelectorAll("select")[held]?.focus();
      },
      remove: () => this.#remove(index),
    });
    const problem = row.querySelector<HTMLElement>(".problem");
    if (problem) {
      this.#problems.set(index, problem);
    }
    return row;
  }
}
