// SPDX-License-Identifier: Apache-2.0
// Simulates in a thread of its own, and hands over the log as it grows.
import { type Crowd, linesOf } from "./traffic.ts";

const BATCH = 500;

/** What the worker says: some lines more, how far it is, and at last that it is done. */
export type TrafficNews = Readonly<{ lines: string; done: number; over: boolean }>;

declare const self: {
  onmessage: ((event: MessageEvent<Crowd>) => void) | null;
  postMessage(news: TrafficNews): void;
};

self.onmessage = ({ data: crowd }) => {
  for (let from = 0; from < crowd.visitors; from += BATCH) {
    const done = Math.min(from + BATCH, crowd.visitors);
    self.postMessage({ lines: linesOf(crowd, from, done), done, over: done === crowd.visitors });
  }
};
