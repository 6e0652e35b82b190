// SPDX-License-Identifier: Apache-2.0
// The methods of a report's worker.
import type { ExperimentReport } from "./report-types.js";

export interface ReportParams {
  readonly sources: readonly (string | Blob | ArrayBuffer | Uint8Array)[];
  /** Empty and 0 stand for the module's own. */
  readonly question: {
    readonly experiment: string;
    readonly control: string;
    readonly metric: string;
    readonly confidence: number;
    readonly planned: number;
  };
  readonly weights: readonly (readonly [arm: string, weight: number])[];
}

export interface ReportMethods {
  create: { params: Record<string, never>; result: Record<string, never> };
  report: { params: ReportParams; result: { report: ExperimentReport } };
}
