// SPDX-License-Identifier: Apache-2.0
// Invented visitors, and the lines that a storefront would write of them: the format of docs/measurement.md,
// with the arms that `assign` gives.
import { assign, type ExperimentPlan } from "@vitrine/sdk/measure";

/** A crowd and what the lookbook truly does to it. */
export type Crowd = Readonly<{
  visitors: number;
  days: number;
  /** Orders per visitor without the lookbook. */
  rate: number;
  /** How much more the lookbook makes of it: 0.1 is a tenth more, 0 nothing. */
  effect: number;
  /** The part of the treatment's visitors whose exposure is lost on the way, as a slow page does it. */
  lost: number;
  seed: number;
  /** When the first day begins, UTC, in milliseconds since 1970. */
  startMs: number;
}>;

export const PLAN: ExperimentPlan = {
  name: "lookbook-on-the-front",
  arms: [{ name: "control" }, { name: "treatment" }],
};

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** Of those who come to the page, who see the place for a second. */
const SEEN = 0.82;
const RETURNED = 0.07;

/** The lines of visitors `from` to `to`, each with its end of line. */
export function linesOf(crowd: Crowd, from: number, to: number): string {
  let lines = "";
  for (let visitor = from; visitor < to; visitor += 1) {
    lines += linesOfVisitor(crowd, visitor);
  }
  return lines;
}

function linesOfVisitor(crowd: Crowd, visitor: number): string {
  const { days, rate, effect, lost, seed, startMs } = crowd;
  const random = generator(seed, visitor);
  const unit = `v${seed}-${visitor}`;
  const { arm } = assign(PLAN, unit);
  const lines: Record<string, unknown>[] = [];
  const add = (type: string, timeMs: number, facts: object) =>
    lines.push({ type, unit, time_ms: Math.trunc(timeMs), ...facts });
  // How much of a buyer somebody is shows in what they did before, which narrows the intervals.
  const eager = Math.exp(0.9 * normal(random) - 0.405);
  const past = poisson(random, 3 * rate * eager);
  const spent = Array.from({ length: past }, () => basket(random));
  const before = { orders: past, revenue: sum(spent) };
  const came = startMs + random() * days * DAY_MS;
  const facts = { experiment: PLAN.name, arm, before };
  add("assignment", came, { id: `${unit}-a`, ...facts });
  const treated = arm === "treatment";
  const seen = random() < SEEN && !(treated && random() < lost);
  if (seen) {
    add("exposure", came + 1500, { id: `${unit}-e`, ...facts });
  }
  if (seen && treated) {
    const seconds = Math.round(20 * Math.exp(normal(random))) + 1;
    add("time", came + 1000 * seconds, { id: `${unit}-t`, seconds });
    for (let click = poisson(random, 0.6); click > 0; click -= 1) {
      add("click", came + 1000 * seconds * random(), { id: `${unit}-c${click}` });
    }
  }
  const orders = poisson(random, rate * eager * (treated && seen ? 1 + effect : 1));
  for (let order = 1; order <= orders; order += 1) {
    const id = `${unit}-o${order}`;
    const at = came + (5 + 600 * random()) * MINUTE_MS;
    const revenue = basket(random);
    add("order", at, { id, revenue, currency: "EUR" });
    if (random() < RETURNED) {
      add("revenue", at + 6 * DAY_MS * random(), {
        id: `${id}-r`,
        amount: -revenue,
        currency: "EUR",
      });
    }
  }
  return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
}

/** What one order of this shop comes to, in whole cents. */
function basket(random: () => number): number {
  return Math.round(100 * 62 * Math.exp(0.6 * normal(random))) / 100;
}

const sum = (values: readonly number[]): number =>
  Math.round(100 * values.reduce((total, value) => total + value, 0)) / 100;

/** Numbers in [0, 1), the same for a visitor whoever else is simulated: a Weyl sequence, mixed. */
function generator(seed: number, visitor: number): () => number {
  let state = (Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(visitor + 1, 0x85ebca6b)) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Box and Muller's. */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Knuth's, for small means. */
function poisson(random: () => number, mean: number): number {
  const least = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > least; product *= random()) {
    count += 1;
  }
  return count;
}
