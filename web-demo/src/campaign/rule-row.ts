// SPDX-License-Identifier: Apache-2.0
import { h } from "../dom.ts";
import { formatNumber } from "../language.ts";
import { labelled, select, slider } from "../parts/fields.ts";
import type { Shop } from "../shop.ts";
import {
  CONDITIONS,
  type Condition,
  type ConditionName,
  conditionOf,
  filterOf,
  isPrice,
  valuesOf,
} from "./condition.ts";
import { RULE_KINDS, type Rule, type RuleKind } from "./model.ts";
import { campaignWords } from "./words.ts";

const DEFAULT_PRICE = "100";
const DEFAULT_LIFT = 0.5;

/** A rule of that kind which fits something. */
export function newRule(kind: RuleKind, shop: Shop): Rule {
  const [category = ["", ""]] = valuesOf("category", shop);
  const where = { category: category[0] };
  switch (kind) {
    case "only":
    case "never":
      return { kind, where };
    case "boost":
    case "bury":
      return { kind, where, by: DEFAULT_LIFT };
    case "pin":
      return { kind, product: shop.products[0]?.id ?? "", page: 0, slot: 0 };
  }
}

/** What a line of the form does with its rule, whose newest state `read` gives. */
type Actions = Readonly<{
  read: () => Rule;
  change: (rule: Rule) => void;
  /** As `change`, and draws the line anew, for it has other fields now. */
  renew: (rule: Rule) => void;
  remove: () => void;
}>;

/** A rule in a line of the form. */
export function ruleRow(shop: Shop, rule: Rule, actions: Actions): HTMLElement {
  const words = campaignWords();
  const kinds = RULE_KINDS.map((kind) => [kind, words.kinds[kind]] as const);
  const chooseKind = (value: string) => {
    const kind = RULE_KINDS.find((each) => each === value) ?? "only";
    actions.renew(withKind(actions.read(), kind, shop));
  };
  return h(
    "li",
    { class: "rule", "data-testid": "rule", "data-kind": rule.kind },
    h(
      "div",
      { class: "rule-fields" },
      labelled(words.kind, select(kinds, rule.kind, chooseKind)),
      ...(rule.kind === "pin" ? pinFields(shop, rule, actions) : filterFields(shop, rule, actions)),
    ),
    h("p", { class: "problem", "data-testid": "rule-problem" }),
    h(
      "button",
      {
        type: "button",
        class: "quiet",
        "aria-label": words.remove(ruleText(rule)),
        click: actions.remove,
      },
      words.removeShort,
    ),
  );
}

/** Keeps what the new kind has room for. */
function withKind(rule: Rule, kind: RuleKind, shop: Shop): Rule {
  const fresh = newRule(kind, shop);
  return fresh.kind === "pin" || rule.kind === "pin" ? fresh : { ...fresh, where: rule.where };
}

function filterFields(
  shop: Shop,
  rule: Exclude<Rule, { kind: "pin" }>,
  { read, change, renew }: Actions,
): readonly HTMLElement[] {
  const words = campaignWords();
  const condition = conditionOf(rule.where);
  if (!condition) {
    const text = JSON.stringify(rule.where);
    return [h("p", { class: "field" }, words.complex, " ", h("code", { dir: "ltr" }, text))];
  }
  const withPart = (part: object) => ({ ...read(), ...part }) as Rule;
  const withCondition = (next: Condition) => withPart({ where: filterOf(next, shop) });
  const chooseBy = (value: string) => {
    const by: ConditionName = CONDITIONS.find((each) => each === value) ?? "category";
    const [first = [DEFAULT_PRICE, ""]] = valuesOf(by, shop);
    renew(withCondition({ by, value: first[0] }));
  };
  const bys = CONDITIONS.map((by) => [by, words.bys[by]] as const);
  const which = valueControl(condition, shop, (value) =>
    change(withCondition({ by: condition.by, value })),
  );
  const fields = [
    labelled(words.by, select(bys, condition.by, chooseBy)),
    labelled(words.value, which),
  ];
  if (rule.kind === "boost" || rule.kind === "bury") {
    const range = { min: 0.05, max: 1, step: 0.05, value: rule.by };
    const percent = (value: number) => formatNumber(value, { style: "percent" });
    fields.push(slider(words.strength, range, percent, (by) => change(withPart({ by }))));
  }
  return fields;
}

function valueControl(
  { by, value }: Condition,
  shop: Shop,
  change: (value: string) => void,
): HTMLElement {
  if (isPrice(by)) {
    const input = h("input", { type: "number", min: 0, step: 1, inputmode: "decimal", value });
    input.addEventListener("input", () => {
      if (input.value !== "" && input.validity.valid) {
        change(input.value);
      }
    });
    return input;
  }
  const values = valuesOf(by, shop);
  const known = values.some(([each]) => each === value);
  return select(known ? values : [[value, value], ...values], value, change);
}

function pinFields(
  shop: Shop,
  rule: Extract<Rule, { kind: "pin" }>,
  { read, change }: Actions,
): readonly HTMLElement[] {
  const words = campaignWords();
  const set = (part: object) => change({ ...read(), ...part } as Rule);
  const values = valuesOf("product", shop);
  const known = values.some(([id]) => id === rule.product);
  const all = known ? values : ([[rule.product, rule.product], ...values] as const);
  const place = (member: "page" | "slot") => {
    const input = h("input", {
      type: "number",
      min: 1,
      max: member === "page" ? 8 : 6,
      value: rule[member] + 1,
      inputmode: "numeric",
    });
    input.addEventListener("input", () => {
      if (input.value !== "" && input.validity.valid) {
        set({ [member]: input.valueAsNumber - 1 });
      }
    });
    return input;
  };
  return [
    labelled(
      words.value,
      select(all, rule.product, (product) => set({ product })),
    ),
    labelled(words.page, place("page")),
    labelled(words.slot, place("slot")),
  ];
}

/** A rule in a few words. */
export function ruleText(rule: Rule): string {
  const words = campaignWords();
  if (rule.kind === "pin") {
    return `${words.kinds.pin} ${rule.product}`;
  }
  const condition = conditionOf(rule.where);
  const what = condition ? `${words.bys[condition.by]} ${condition.value}` : words.complex;
  return `${words.kinds[rule.kind]}: ${what}`;
}
