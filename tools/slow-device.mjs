// SPDX-License-Identifier: Apache-2.0
// A whole browser that gets a part of the processors: the throttle of the DevTools protocol slows pages and
// leaves their workers as they are.
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Short, so that what waits for its share waits for little. */
const PERIOD_US = 10_000;
/** The least that Linux takes. */
const LEAST_QUOTA_US = 1000;
/** Where the calibration may end, in parts of what was asked for: rather too slow than too quick. */
const LEAST = 0.95;
const MOST = 1.2;
const MOST_ROUNDS = 6;
/** The calibration's loop runs for about this long on a processor of today. */
const LOOP_ROUNDS = 20_000_000;
const LOOPS = 7;

/**
 * Runs in the page: how long the loop takes there and in a worker, both at once as the threads of a lookbook
 * are busy, and in the page `alone`; in milliseconds.
 */
async function timeLoops({ rounds, loops }) {
  const source = `(${(count) => {
    const start = performance.now();
    let sum = 0;
    for (let i = 0; i < count; i += 1) {
      sum = (Math.imul(sum, 31) + i) | 0;
    }
    return performance.now() - start + (sum === 0.5 ? 1 : 0);
  }})`;
  const worker = new Worker(
    URL.createObjectURL(
      new Blob([`const loop = ${source}; onmessage = ({ data }) => postMessage(loop(data));`]),
    ),
  );
  const inWorker = () =>
    new Promise((resolve) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.postMessage(rounds);
    });
  // biome-ignore lint/security/noGlobalEval: the same text as the worker's, on a blank page without a policy.
  const inPage = globalThis.eval(source);
  const times = { page: [], worker: [], alone: [] };
  for (let i = 0; i <= loops; i += 1) {
    const beside = inWorker();
    times.page.push(inPage(rounds));
    times.worker.push(await beside);
    times.alone.push(inPage(rounds));
  }
  worker.terminate();
  // The quickest: what other programs take from a loop only makes it longer. The first is the compiler's.
  const quickest = (all) => Math.min(...all.slice(1));
  return Object.fromEntries(Object.entries(times).map(([name, all]) => [name, quickest(all)]));
}

async function calibrationOf(browser) {
  const page = await browser.newPage();
  try {
    return await page.evaluate(timeLoops, { rounds: LOOP_ROUNDS, loops: LOOPS });
  } finally {
    await page.close();
  }
}

/** A process and all that it started, and they. */
function treeOf(root) {
  const children = new Map();
  for (const name of readdirSync("/proc").filter((each) => /^\d+$/.test(each))) {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "utf8");
      // The name in parentheses may hold anything.
      const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
      children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
    } catch {
      // It has ended meanwhile.
    }
  }
  const found = [];
  const visit = (pid) => {
    found.push(pid);
    (children.get(pid) ?? []).forEach(visit);
  };
  visit(root);
  return found;
}

/** Where this machine keeps control groups of processors that may be made here; undefined: nowhere. */
export function groupRoot() {
  const candidates = [
    { folder: "/sys/fs/cgroup/cpu", file: "cpu.cfs_quota_us" },
    { folder: "/sys/fs/cgroup", file: "cpu.max" },
  ];
  for (const { folder, file } of candidates) {
    const made = join(folder, `vitrine-probe-${process.pid}`);
    try {
      mkdirSync(made);
      const suits = existsSync(join(made, file));
      rmdirSync(made);
      if (suits) {
        return { folder, file };
      }
    } catch {
      // Not ours to make.
    }
  }
  return undefined;
}

/** A control group with the processes in it; what they start later is in it by itself. */
function limitByGroup({ folder, file }, pid) {
  const group = join(folder, `vitrine-slow-${process.pid}-${pid}`);
  mkdirSync(group);
  const share = (part) => {
    const quota = Math.max(LEAST_QUOTA_US, Math.round(PERIOD_US * part));
    if (file === "cpu.max") {
      writeFileSync(join(group, file), `${quota} ${PERIOD_US}`);
    } else {
      writeFileSync(join(group, "cpu.cfs_period_us"), String(PERIOD_US));
      writeFileSync(join(group, file), String(quota));
    }
  };
  const move = (to) => {
    for (const each of treeOf(pid)) {
      try {
        writeFileSync(join(to, "cgroup.procs"), String(each));
      } catch {
        // It has ended meanwhile.
      }
    }
  };
  return {
    by: "control group",
    async setShare(part) {
      share(part);
      move(group);
    },
    async release() {
      move(folder);
      for (let tries = 0; existsSync(group) && tries < 50; tries += 1) {
        try {
          rmdirSync(group);
        } catch {
          await sleep(20);
        }
      }
    },
  };
}

/**
 * What holds all processes of a browser to a part of a processor; 2 = two whole ones.
 *
 * @param {import("playwright-core").Browser} browser
 * @returns {Promise<{by: string, setShare(part: number): Promise<void>, release(): Promise<void>}>}
 * @throws {Error} Where no control group may be made.
 */
export async function limitOf(browser) {
  const root = groupRoot();
  if (!root) {
    throw new Error(
      "a slow device needs a control group with a quota of processor time, which may not be made here: " +
        "/sys/fs/cgroup has to be writable, as it is for root on most machines",
    );
  }
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  const { id } = processInfo.find(({ type }) => type === "browser");
  return limitByGroup(root, id);
}

/**
 * Makes a whole browser slower: all its processes together get a part of the processors, such that a loop in a
 * page and one in a worker that run at once take `slower` times as long each. One that runs alone, beside
 * nothing else of the browser, is slowed less: a quota cannot tell one thread from another.
 *
 * @param {import("playwright-core").Browser} browser
 * @param {number} slower 4 = a fourth of the speed.
 * @returns {Promise<{page: number, worker: number, alone: number, by: string, release(): Promise<void>}>} How
 *   much longer the loops take, by what means, and what ends it.
 * @throws {Error} When the loops do not come to `slower`, as on a machine that is busy with other work.
 */
export async function slowDown(browser, slower) {
  const limit = await limitOf(browser);
  try {
    const usual = await calibrationOf(browser);
    // Of two processors, on which both loops run at once.
    let part = 2 / slower;
    let ratio;
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      await limit.setShare(part);
      const now = await calibrationOf(browser);
      const times = (name) => now[name] / usual[name];
      ratio = { page: times("page"), worker: times("worker"), alone: times("alone") };
      const parts = [ratio.page / slower, ratio.worker / slower];
      if (Math.min(...parts) >= LEAST && Math.max(...parts) <= MOST) {
        return { ...ratio, by: limit.by, release: () => limit.release() };
      }
      part *= (parts[0] + parts[1]) / (LEAST + MOST);
    }
    const [page, worker] = [ratio.page, ratio.worker].map((each) => each.toFixed(1));
    throw new Error(
      `the browser should be ${slower} times slower, and is ${page} times in the page and ${worker} times in ` +
        "a worker: is the machine busy with other work?",
    );
  } catch (error) {
    await limit.release();
    throw error;
  }
}
