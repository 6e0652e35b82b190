// SPDX-License-Identifier: Apache-2.0
import { loadReportModule, type ReportModule } from "./report-module.js";
import type { ReportParams } from "./report-protocol.js";
import type { ExperimentReport } from "./report-types.js";
import { answered, using, withBytes } from "./wasm-module.js";

/** What a report's worker does. */
export class ReportSession {
  readonly #module: ReportModule;

  private constructor(module: ReportModule) {
    this.#module = module;
  }

  /** @throws {VitrineError} FETCH; UNSUPPORTED. */
  static async create(): Promise<ReportSession> {
    return new ReportSession(await loadReportModule());
  }

  async report({ sources, question, weights }: ReportParams) {
    const logs: Uint8Array[] = [];
    for (const source of sources) {
      logs.push(await bytesOf(source));
    }
    return using(new this.#module.ExperimentReport(), (made) => {
      for (const [i, bytes] of logs.entries()) {
        withBytes(this.#module, bytes, (buffer) => made.read(buffer, `log ${i + 1}`));
      }
      for (const [arm, weight] of weights) {
        made.weigh(arm, weight);
      }
      return { report: answered<ExperimentReport>(made.make(question)) };
    });
  }
}

async function bytesOf(source: ReportParams["sources"][number]): Promise<Uint8Array> {
  if (typeof source === "string") {
    return new TextEncoder().encode(source);
  }
  return source instanceof Blob ? new Uint8Array(await source.arrayBuffer()) : asBytes(source);
}

const asBytes = (source: ArrayBuffer | Uint8Array): Uint8Array =>
  source instanceof Uint8Array ? source : new Uint8Array(source);
