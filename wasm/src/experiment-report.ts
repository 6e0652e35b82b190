// SPDX-License-Identifier: Apache-2.0
// The public surface of @vitrine/sdk/report. Importing it touches no window, document or Worker, so it is
// safe on a server.
import { checkNumber, checkObject, checkOneOf, refuse, signalOf } from "./arguments.js";
import { Connection, checkSupport, startWorker } from "./connection.js";
import { VitrineError } from "./errors.js";
import type { WorkerEvent } from "./protocol.js";
import type { ReportMethods, ReportParams } from "./report-protocol.js";
import type { ExperimentReport, LogSource, ReportOptions } from "./report-types.js";

export { ERROR_CODES, type VitrineErrorCode } from "./error-codes.js";
export { type ErrorDetail, VitrineError, type VitrineErrorOptions } from "./errors.js";
export type * from "./report-types.js";

const METRICS = ["conversion", "orders", "revenue", "time", "clicks", "order_value"];

/**
 * Says from an experiment's log what changed: the figures of `vitrine report`, by the same code, in a worker
 * that ends with the answer. Nothing is sent anywhere.
 *
 * @param log JSON lines as docs/measurement.md has them; several are read as one log.
 * @returns The report. Data that cannot answer is no error: `believable` is false then.
 * @throws {VitrineError} LOG_SYNTAX for a log without events; INCONCLUSIVE without a control, or where several
 *   experiments are in it and none was named; INVALID_ARGUMENT; UNSUPPORTED, FETCH, WORKER, INTERNAL,
 *   OUT_OF_MEMORY, ABORTED.
 *
 * @example
 * const { believable, metrics } = await report(await (await fetch("/events.jsonl")).blob());
 */
export async function report(
  log: LogSource | readonly LogSource[],
  options: ReportOptions = {},
): Promise<ExperimentReport> {
  checkSupport();
  checkObject("options", options);
  signalOf(options);
  const params = reportParams(log, options);
  const worker = startWorker(
    options.worker,
    () => new Worker(new URL("./report-worker.js", import.meta.url), { type: "module" }),
  );
  const connection: Connection<ReportMethods> = new Connection(worker, {
    onEvent: (event: WorkerEvent) => {
      if (event.name === "broken") {
        connection.end(VitrineError.from(event.error));
      }
    },
    onDropped: () => undefined,
  });
  try {
    await connection.request("create", {}, options);
    return (await connection.request("report", params, options)).report;
  } finally {
    connection.end(new VitrineError("DISPOSED", "this report is done"));
  }
}

function reportParams(log: LogSource | readonly LogSource[], options: ReportOptions): ReportParams {
  const sources = Array.isArray(log) ? (log as readonly LogSource[]) : [log as LogSource];
  for (const [i, source] of sources.entries()) {
    checkSource(Array.isArray(log) ? `log[${i}]` : "log", source);
  }
  const { experiment = "", control = "control", metric = "orders", weights = {} } = options;
  const { planned = 10_000, confidence = 0.95 } = options;
  for (const [name, text] of Object.entries({ experiment, control })) {
    if (typeof text !== "string") {
      refuse(name, text, "a text");
    }
  }
  checkOneOf("metric", metric, METRICS);
  checkAbove("planned", planned, Number.POSITIVE_INFINITY);
  checkAbove("confidence", confidence, 1);
  checkObject("weights", weights);
  for (const [arm, weight] of Object.entries(weights)) {
    checkNumber(`weights.${arm}`, weight);
  }
  return {
    sources,
    question: { experiment, control, metric, confidence, planned },
    weights: Object.entries(weights),
  };
}

function checkSource(name: string, source: unknown): void {
  const kinds = [Blob, ArrayBuffer, Uint8Array];
  if (typeof source !== "string" && !kinds.some((kind) => source instanceof kind)) {
    refuse(name, source, "JSON lines: a text, a Blob, an ArrayBuffer or a Uint8Array");
  }
}

function checkAbove(name: string, value: unknown, end: number): void {
  if (!(typeof value === "number" && value > 0 && value < end)) {
    refuse(name, value, end === 1 ? "a number above 0 and below 1" : "a finite number above 0");
  }
}
