// SPDX-License-Identifier: Apache-2.0
// What an experiment on a page is told from the start.
import { checkObject, refuse } from "./arguments.js";
import type { ExperimentPlan } from "./assignment.js";
import type { VitrineError } from "./errors.js";
import type { ConsentChoice } from "./types.js";

/** What a visitor did before the experiment; the shop knows. */
export interface Before {
  readonly orders?: number;
  readonly revenue?: number;
  readonly time_s?: number;
  readonly clicks?: number;
}

/** How to start. */
export interface ExperimentOptions extends ExperimentPlan {
  /** The shop's id of the visitor, the same on every page: 1 .. 512 bytes. */
  readonly unit: string;
  /**
   * Given lines of the log, JSON each, ended by a line feed, to be sent and kept as they are. Called at most
   * every few seconds, and when the page is left: `navigator.sendBeacon` then still arrives.
   */
  readonly onLines: (lines: string) => void;
  /** What the shopper allows, as for a `Vitrine`. Default `{}`, not asked yet: nothing is measured. */
  readonly consent?: ConsentChoice;
  /** Makes the report's intervals narrower. */
  readonly before?: Before;
  /** Milliseconds since 1970-01-01 UTC; for tests. Default `Date.now`. */
  readonly now?: () => number;
  /** Told when the reader of consent could not be fetched. */
  readonly onError?: (error: VitrineError) => void;
  /** Ends it, as `close` does. */
  readonly signal?: AbortSignal;
}

const MOST = 1e12;

/** As the reader of logs, who leaves out the whole line else. @throws {VitrineError} INVALID_ARGUMENT. */
export function checkBefore(before: Before = {}): void {
  checkObject("before", before);
  for (const [name, sum] of Object.entries(before)) {
    // More may have gone back than was paid.
    const least = name === "revenue" ? -MOST : 0;
    if (!(Number.isFinite(sum) && sum >= least && sum <= MOST)) {
      refuse(`before.${name}`, sum, `a number, ${least} .. ${MOST}`);
    }
  }
}
