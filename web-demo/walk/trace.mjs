// SPDX-License-Identifier: Apache-2.0
// What the SDK costs the page's main thread, read from a trace of the browser.

/** Tasks, the calls in them, and a sample of the stack every tenth of a millisecond. */
export const TRACE_CATEGORIES = [
  "devtools.timeline",
  "disabled-by-default-devtools.timeline",
  "disabled-by-default-v8.cpu_profiler",
  "v8.execute",
];

/** Above this a task keeps the shopper waiting (the threshold of the Long Tasks specification). */
const BLOCKING_MS = 50;

/**
 * Times of tasks are those that the thread ran: on a busy machine the clock also counts the time that other
 * programs ran, which says nothing about the page.
 *
 * @typedef {object} MainThread
 * @property {number} longestTaskMs The longest task with a frame of the SDK's script; 0 when none had one.
 * @property {number} longestTaskWallMs The longest of these by the clock.
 * @property {number} sdkTasks How many tasks had one.
 * @property {number} blockingMs Total blocking time of those: what each took beyond 50 ms.
 * @property {number} pageBlockingMs The same of all tasks of the page.
 */

/**
 * @param {object[]} events A trace in Chromium's JSON format; times in microseconds.
 * @param {RegExp} sdk What the address of the SDK's script looks like.
 * @returns {MainThread}
 */
export function readMainThread(events, sdk) {
  const threads = new Set(
    events
      .filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain")
      .map(threadOf),
  );
  const onMain = events.filter((event) => threads.has(threadOf(event)));
  const tasks = onMain
    .filter(({ name, ph }) => name === "RunTask" && ph === "X")
    .map((event) => ({
      thread: threadOf(event),
      start: event.ts,
      end: event.ts + event.dur,
      ranMs: (event.tdur ?? event.dur) / 1000,
    }))
    .sort((a, b) => a.start - b.start);
  const times = [...callTimes(onMain, sdk), ...sampleTimes(events, threads, sdk)];
  const touched = new Set(times.map((time) => findTask(tasks, time)).filter(Boolean));
  const blocking = (some) =>
    some.reduce((sum, { ranMs }) => sum + Math.max(0, ranMs - BLOCKING_MS), 0);
  return {
    longestTaskMs: Math.max(0, ...[...touched].map(({ ranMs }) => ranMs)),
    longestTaskWallMs: Math.max(0, ...[...touched].map(({ start, end }) => (end - start) / 1000)),
    sdkTasks: touched.size,
    blockingMs: blocking([...touched]),
    pageBlockingMs: blocking(tasks),
  };
}

const threadOf = ({ pid, tid }) => `${pid}/${tid}`;

/**
 * When the browser called into the SDK's script or compiled it: what took time. That a page asked for the
 * script is an event without a length, and no work of the script.
 */
function callTimes(onMain, sdk) {
  return onMain
    .filter(({ ph, args }) => ph === "X" && sdk.test(args?.data?.url ?? args?.data?.fileName ?? ""))
    .map((event) => ({ thread: threadOf(event), at: event.ts }));
}

/** When a frame of the SDK's script was anywhere on the sampled stack. */
function* sampleTimes(events, threads, sdk) {
  const profiles = new Map();
  for (const event of events) {
    if (event.name === "Profile") {
      profiles.set(`${event.pid}/${event.id}`, {
        thread: threadOf(event),
        at: event.args.data.startTime,
        nodes: new Map(),
      });
    }
  }
  const chunks = events.filter(({ name }) => name === "ProfileChunk").sort((a, b) => a.ts - b.ts);
  for (const { pid, id, args } of chunks) {
    const profile = profiles.get(`${pid}/${id}`);
    if (profile && threads.has(profile.thread)) {
      yield* chunkTimes(profile, args.data, sdk);
    }
  }
}

function* chunkTimes(profile, { cpuProfile = {}, timeDeltas = [] }, sdk) {
  for (const { id, parent, callFrame } of cpuProfile.nodes ?? []) {
    const above = profile.nodes.get(parent) ?? false;
    profile.nodes.set(id, above || sdk.test(callFrame.url ?? ""));
  }
  for (const [i, node] of (cpuProfile.samples ?? []).entries()) {
    profile.at += timeDeltas[i] ?? 0;
    if (profile.nodes.get(node)) {
      yield { thread: profile.thread, at: profile.at };
    }
  }
}

/** The task that runs at a time, by binary search: tasks of one thread do not overlap. */
function findTask(tasks, { thread, at }) {
  let low = 0;
  let high = tasks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (tasks[middle].start <= at) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  // Threads of different processes interleave: look back for ours.
  for (let i = low - 1; i >= 0 && i >= low - 50; i -= 1) {
    if (tasks[i].thread === thread && tasks[i].end >= at) {
      return tasks[i];
    }
  }
  return undefined;
}
