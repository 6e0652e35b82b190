// SPDX-License-Identifier: Apache-2.0
// A campaign: what the shop wants of its pages for some days, and how its pictures are to look.
import type { ProductFilter, SlateRules } from "@vitrine/sdk";
import type { Style } from "@vitrine/sdk/studio";
import { HOUSE_STYLE } from "./house-style.ts";

/** A rule as the form edits it: one line of `SlateRules`. */
export type Rule =
  | Readonly<{ kind: "only" | "never"; where: ProductFilter }>
  | Readonly<{ kind: "boost" | "bury"; where: ProductFilter; by: number }>
  | Readonly<{ kind: "pin"; product: string; page: number; slot: number }>;

export type RuleKind = Rule["kind"];
export const RULE_KINDS = ["only", "never", "boost", "bury", "pin"] as const;

export type Campaign = Readonly<{
  name: string;
  rules: readonly Rule[];
  /** The most products of one brand on a page; undefined for no limit. */
  brandCap: number | undefined;
  style: Style;
  /** Milliseconds since 1970; undefined for at once, and for until it is taken down. */
  startMs: number | undefined;
  endMs: number | undefined;
  /** Whether the shop follows it at all. */
  published: boolean;
}>;

export const NO_CAMPAIGN: Campaign = {
  name: "",
  rules: [],
  brandCap: undefined,
  style: HOUSE_STYLE,
  startMs: undefined,
  endMs: undefined,
  published: false,
};

/** The rules as the SDK takes them. */
export function slateRulesOf({ rules, brandCap }: Campaign): SlateRules {
  const wheres = (kind: "only" | "never") =>
    rules.flatMap((rule) => (rule.kind === kind ? [rule.where] : []));
  const lifts = (kind: "boost" | "bury") =>
    rules.flatMap((rule) => (rule.kind === kind ? [{ where: rule.where, by: rule.by }] : []));
  const pins = rules.flatMap((rule) =>
    rule.kind === "pin" ? [{ product: rule.product, page: rule.page, slot: rule.slot }] : [],
  );
  const lists = {
    only: wheres("only"),
    never: wheres("never"),
    boost: lifts("boost"),
    bury: lifts("bury"),
    pin: pins,
  };
  const some = Object.entries(lists).filter(([, list]) => list.length > 0);
  return { ...Object.fromEntries(some), ...(brandCap ? { brandCap } : {}) };
}

/** The rules of the form that the SDK calls by their place, "boost[2]". */
export function unmatchedRules(
  rules: readonly Rule[],
  unmatched: readonly string[],
): ReadonlySet<Rule> {
  const counts = new Map<RuleKind, number>();
  return new Set(
    rules.filter(({ kind }) => {
      const place = counts.get(kind) ?? 0;
      counts.set(kind, place + 1);
      return unmatched.some((name) => name === `${kind}[${place}]`);
    }),
  );
}
