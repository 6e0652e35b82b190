// SPDX-License-Identifier: Apache-2.0
import loadReport, { type MainModule as ReportModule } from "./report.js";
import { moduleOptions } from "./wasm-module.js";

export type { ReportModule };

/** An experiment's log read and analysed. */
export async function loadReportModule(): Promise<ReportModule> {
  const options = await moduleOptions("report.wasm", new URL("./report.wasm", import.meta.url));
  return (await loadReport(options)) as ReportModule;
}
