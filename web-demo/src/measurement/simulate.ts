// SPDX-License-Identifier: Apache-2.0
import type { Crowd } from "./traffic.ts";
import type { TrafficNews } from "./traffic-worker.ts";

/**
 * The log of a simulated crowd, as a file of JSON lines.
 *
 * @param progress Told of the visitors who are through.
 * @throws {Error} When the worker dies, or `signal` ends it.
 */
export function simulate(
  crowd: Crowd,
  progress: (done: number) => void,
  signal: AbortSignal,
): Promise<Blob> {
  const worker = new Worker(new URL("./traffic-worker.ts", import.meta.url), { type: "module" });
  const parts: string[] = [];
  const made = new Promise<Blob>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<TrafficNews>) => {
      parts.push(data.lines);
      progress(data.done);
      if (data.over) {
        resolve(new Blob(parts, { type: "application/jsonl" }));
      }
    };
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new Error(event.message || "the simulator did not start"));
    };
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    worker.postMessage(crowd);
  });
  return made.finally(() => worker.terminate());
}
