// SPDX-License-Identifier: Apache-2.0
import type { ArmComparison, Interval } from "@vitrine/sdk/report";
import { formatNumber } from "../language.ts";

/** A relative change with its sign: "+12.3 %". */
export const changeText = (change: number): string =>
  formatNumber(change, {
    style: "percent",
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
    signDisplay: "exceptZero",
  });

/** A change on an axis: "+10 %". */
export const tickText = (change: number): string =>
  formatNumber(change, { style: "percent", maximumFractionDigits: 1, signDisplay: "exceptZero" });

/** The size of a change alone. */
export const partText = (part: number): string =>
  formatNumber(Math.abs(part), { style: "percent", maximumFractionDigits: 1 });

export const figureText = (value: number | null | undefined): string =>
  value === null || value === undefined
    ? "–"
    : formatNumber(value, { maximumSignificantDigits: 3 });

/** A comparison as changes: what happened, and both its intervals; undefined where there is no ratio. */
export type Change = Readonly<{ change: number; oneLook: Interval; anyTime: Interval }>;

export function changeOf({ ratio, one_look, always_valid }: ArmComparison): Change | undefined {
  const [oneLook, anyTime] = [one_look?.ratio_interval, always_valid?.ratio_interval];
  if (typeof ratio !== "number" || !oneLook || !anyTime) {
    return undefined;
  }
  const less = ([low, high]: Interval): Interval => [low - 1, high - 1];
  return { change: ratio - 1, oneLook: less(oneLook), anyTime: less(anyTime) };
}

export const intervalText = ([low, high]: Interval): string =>
  `${changeText(low)} … ${changeText(high)}`;
