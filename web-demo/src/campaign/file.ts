// SPDX-License-Identifier: Apache-2.0
// A campaign as a file: its rules and its style are what `vitrine render --rules` and `vitrine enhance
// --style` read, beside its name and its days.
import type { LiftRule, ProductFilter, SlateRules } from "@vitrine/sdk";
import type { Style } from "@vitrine/sdk/studio";
import { type Campaign, NO_CAMPAIGN, type Rule, slateRulesOf } from "./model.ts";

type CampaignFile = Readonly<{
  version: 1;
  name: string;
  start: string | null;
  end: string | null;
  published: boolean;
  rules: SlateRules;
  style: Style;
}>;

export function toFile(campaign: Campaign): string {
  const { name, startMs, endMs, published, style } = campaign;
  const time = (ms: number | undefined) => (ms === undefined ? null : new Date(ms).toISOString());
  const rules = slateRulesOf(campaign);
  const file: CampaignFile = {
    version: 1,
    name,
    start: time(startMs),
    end: time(endMs),
    published,
    rules,
    style,
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/**
 * Reads a campaign's file. What its rules and its style say in detail is for the SDK to judge.
 *
 * @throws {Error} What was expected and what came.
 */
export function fromFile(text: string): Campaign {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch (error) {
    throw new Error(`expected JSON: ${error instanceof Error ? error.message : error}`);
  }
  const version = member(file, "version");
  if (version !== 1) {
    throw new Error(`expected a campaign of version 1, got ${JSON.stringify(version) ?? "none"}`);
  }
  const rules = object(file, "rules") as SlateRules;
  return {
    name: String(member(file, "name") ?? ""),
    rules: rulesOf(rules),
    brandCap: typeof rules.brandCap === "number" ? rules.brandCap : undefined,
    style: { ...NO_CAMPAIGN.style, ...(object(file, "style") as Style) },
    startMs: timeOf(file, "start"),
    endMs: timeOf(file, "end"),
    published: member(file, "published") === true,
  };
}

function rulesOf(rules: SlateRules): readonly Rule[] {
  const known = new Set(["only", "never", "boost", "bury", "pin", "brandCap"]);
  const unknown = Object.keys(rules).find((name) => !known.has(name));
  if (unknown !== undefined) {
    throw new Error(`rules: expected ${[...known].join(", ")}, got '${unknown}'`);
  }
  const filters = (kind: "only" | "never", list: readonly ProductFilter[] = []): Rule[] =>
    listed(kind, list).map((where) => ({ kind, where }));
  const lifts = (kind: "boost" | "bury", list: readonly LiftRule[] = []): Rule[] =>
    listed(kind, list).map(({ where, by }) => ({ kind, where, by }));
  return [
    ...filters("only", rules.only),
    ...filters("never", rules.never),
    ...lifts("boost", rules.boost),
    ...lifts("bury", rules.bury),
    ...listed("pin", rules.pin ?? []).map(
      ({ product, page = 0, slot = 0 }): Rule => ({ kind: "pin", product, page, slot }),
    ),
  ];
}

function listed<T>(name: string, list: readonly T[]): readonly T[] {
  if (!Array.isArray(list) || list.some((each) => typeof each !== "object" || each === null)) {
    throw new Error(`rules.${name}: expected a list of objects`);
  }
  return list;
}

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

function object(value: unknown, name: string): object {
  const found = member(value, name) ?? {};
  if (typeof found !== "object" || Array.isArray(found)) {
    throw new Error(`${name}: expected an object, got ${JSON.stringify(found)}`);
  }
  return found;
}

function timeOf(file: unknown, name: string): number | undefined {
  const text = member(file, name) ?? undefined;
  if (text === undefined) {
    return undefined;
  }
  const time = typeof text === "string" ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) {
    throw new Error(
      `${name}: expected a time as 2026-05-01T08:00:00Z, got ${JSON.stringify(text)}`,
    );
  }
  return time;
}
