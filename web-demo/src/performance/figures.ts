// SPDX-License-Identifier: Apache-2.0
// What the lookbook has cost on this page so far, as the browser and the SDK tell it.

import type { Diagnostics, Timing } from "@vitrine/sdk";
import coreBaseline from "@vitrine/sdk/core.baseline.wasm?url";
import core from "@vitrine/sdk/core.wasm?url";
import imagingBaseline from "@vitrine/sdk/imaging.baseline.wasm?url";
import imaging from "@vitrine/sdk/imaging.wasm?url";
import type { Context } from "../context.ts";

/** A step of the worker: how often, how long the last time, how long at most. */
export type Step = Readonly<{ name: string; count: number; lastMs: number; mostMs: number }>;

/** A file of the SDK that this page uses, with its bytes as they were sent. */
export type SdkFile = Readonly<{ file: string; bytes: number }>;

export type Figures = Readonly<{
  /** Since the navigation began; missing until a page is shown. */
  firstPageMs: number | undefined;
  steps: readonly Step[];
  /** The longest task of the page's thread, whosever it was; browsers tell of those from 50 ms on. */
  longestTaskMs: number | undefined;
  files: readonly SdkFile[];
  memory: Diagnostics | undefined;
}>;

const SCRIPTS = /\/assets\/(vitrine-|worker-|rank-model|shard-stream)[\w-]*\.js$/;

let longestTaskMs: number | undefined;
if (PerformanceObserver.supportedEntryTypes.includes("longtask")) {
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      longestTaskMs = Math.max(longestTaskMs ?? 0, duration);
    }
  }).observe({ type: "longtask", buffered: true });
}

export async function readFigures({ personal }: Context): Promise<Figures> {
  const { timings, firstPageMs } = personal.watch;
  const { stage } = personal;
  const memory = stage.name === "ready" ? await stage.client.diagnostics() : undefined;
  return {
    firstPageMs,
    steps: stepsOf(timings),
    longestTaskMs,
    files: await filesOf(timings),
    memory,
  };
}

function stepsOf(timings: readonly Timing[]): readonly Step[] {
  return [...Map.groupBy(timings, ({ name }) => name)].map(([name, steps]) => ({
    name,
    count: steps.length,
    lastMs: steps.at(-1)?.durationMs ?? 0,
    mostMs: Math.max(...steps.map(({ durationMs }) => durationMs)),
  }));
}

async function filesOf(timings: readonly Timing[]): Promise<readonly SdkFile[]> {
  const scripts = entries().filter(({ name }) => SCRIPTS.test(name));
  const drawn = timings.some(({ name }) => name === "compose");
  const [coreUsed, imagingUsed] = hasSimd() ? [core, imaging] : [coreBaseline, imagingBaseline];
  const modules = [...(timings.length > 0 ? [coreUsed] : []), ...(drawn ? [imagingUsed] : [])];
  return [
    ...scripts.map(fileOf),
    ...(await Promise.all(modules.map((url) => moduleFile(new URL(url, document.baseURI).href)))),
  ];
}

/** (module (func (result v128) i32.const 0 i8x16.splat)): by this the SDK chooses its modules. */
const ONE_VECTOR = Uint8Array.from([
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00, 0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7b],
  ...[0x03, 0x02, 0x01, 0x00, 0x0a, 0x08, 0x01, 0x06, 0x00, 0x41, 0x00, 0xfd, 0x0f, 0x0b],
]);

const hasSimd = (): boolean => WebAssembly.validate(ONE_VECTOR);

const entries = () => performance.getEntriesByType("resource") as PerformanceResourceTiming[];

function fileOf({ name, encodedBodySize }: PerformanceResourceTiming): SdkFile {
  return { file: name.split("/").at(-1) ?? name, bytes: encodedBodySize };
}

const modules = new Map<string, Promise<SdkFile>>();

/** What a worker fetched is not in the page's list; the browser has it at hand, with its size. */
function moduleFile(url: string): Promise<SdkFile> {
  let file = modules.get(url);
  if (!file) {
    file = sizeOf(url);
    modules.set(url, file);
  }
  return file;
}

async function sizeOf(url: string): Promise<SdkFile> {
  const response = await fetch(url, { cache: "force-cache" });
  const { byteLength } = await response.arrayBuffer();
  const entry = entries().findLast(({ name }) => name === url);
  const file = url.split("/").at(-1) ?? url;
  return { file, bytes: entry?.encodedBodySize || byteLength };
}
