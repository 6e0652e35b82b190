// SPDX-License-Identifier: Apache-2.0
// What an experiment's report says: the document that `vitrine report --json` writes, member by member
// (docs/measurement.md). Intervals are [low, high].

/** What is compared; the last is a ratio of two sums, the others are per visitor who was exposed. */
export type Metric = "conversion" | "orders" | "revenue" | "time" | "clicks" | "order_value";

export type Interval = readonly [low: number, high: number];

/** The intervals of one way to look. */
export interface Intervals {
  /** The treatment less the control. */
  readonly difference_interval: Interval | null;
  /** The treatment over the control. */
  readonly ratio_interval: Interval | null;
}

/** One arm beside the control. */
export interface ArmComparison {
  readonly arm: string;
  /** By the interval that holds however often one looks; "none" where nothing can be said. */
  readonly verdict: "none" | "open" | "better" | "worse";
  /** Why nothing can be said. The members below are missing then. */
  readonly problem?: string;
  readonly difference?: number | null;
  readonly ratio?: number | null;
  /** For one look. */
  readonly p_value?: number | null;
  readonly cuped_correlation?: number | null;
  /** True if it is looked at once, at an end set beforehand. */
  readonly one_look?: Intervals;
  /** True however often one looks. */
  readonly always_valid?: Intervals;
}

export interface MetricReport {
  readonly metric: Metric;
  /** By arm. */
  readonly values: readonly (number | null)[];
  /** For the arms after the control. */
  readonly comparisons: readonly ArmComparison[];
}

/** Whether the arms have the sizes that were planned. */
export interface SampleRatio {
  readonly chi_squared: number | null;
  readonly p_value: number | null;
  readonly mismatch: boolean;
}

export interface ExperimentReport {
  readonly version: 1;
  readonly experiment: string;
  readonly primary: Metric;
  readonly confidence: number;
  readonly planned_units_per_arm: number;
  /** False where the data cannot answer; `refusals` says why, and there are no metrics and no days. */
  readonly believable: boolean;
  readonly refusals: readonly string[];
  /** The control first. */
  readonly arms: readonly {
    readonly arm: string;
    readonly assigned: number;
    readonly exposed: number;
  }[];
  readonly assigned_ratio: SampleRatio | null;
  readonly exposed_ratio: SampleRatio | null;
  /** What was read, and what of it was left out. */
  readonly log: {
    readonly lines: number;
    readonly broken: number;
    readonly unknown: number;
    readonly duplicates: number;
    readonly units_in_two_arms: number;
    readonly units_going_back: number;
    readonly outcomes_too_early: number;
    readonly outcomes_unexposed: number;
  };
  readonly metrics: readonly MetricReport[];
  /** How the primary metric stood at the end of each day, UTC. */
  readonly days: readonly {
    readonly date: string;
    readonly units: readonly number[];
    readonly comparisons: readonly ArmComparison[];
  }[];
}

/** Lines of a log. */
export type LogSource = string | Blob | ArrayBuffer | Uint8Array;

/** The options of `vitrine report`. */
export interface ReportOptions {
  /** Default the only one in the log. */
  readonly experiment?: string;
  /** The arm that the others are compared with. Default "control". */
  readonly control?: string;
  /** What was planned, by arm: 0 or more each. Default arms of one size. */
  readonly weights?: Readonly<Record<string, number>>;
  /** The figure that decides. Default "orders". */
  readonly metric?: Metric;
  /** Visitors per arm for which the always-valid intervals are narrowest, above 0. Default 10,000. */
  readonly planned?: number;
  /** Above 0 and below 1. Default 0.95. */
  readonly confidence?: number;
  /** A worker that nobody else uses, or the address of its script, where bundling or another origin asks. */
  readonly worker?: Worker | string | URL;
  readonly signal?: AbortSignal;
}
