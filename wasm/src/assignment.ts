// SPDX-License-Identifier: Apache-2.0
// Who gets which arm: what vitrine::Assigner does, so that pages, servers and the C++ library agree.
// tests/data/assignment.json holds both to it. It knows no browser: a server may import it.
import { checkArray, checkObject, refuse } from "./arguments.js";

/** One of the things that an experiment compares. */
export interface Arm {
  /** Not "hold-out". */
  readonly name: string;
  /** Its share of the visitors is weight / sum of weights; 0 takes nobody in. Default 1. */
  readonly weight?: number;
}

/** Who gets what. Two experiments divide the same visitors independently. */
export interface ExperimentPlan {
  /** Also the salt: an experiment that is run anew needs a new name. */
  readonly name: string;
  readonly arms: readonly Arm[];
  /** The part of all visitors, 0 .. 1, that no experiment touches. Default 0. */
  readonly holdOut?: number;
  /** Experiments with the same one leave out the same visitors. Default "hold-out". */
  readonly holdOutSalt?: string;
}

/** Where a visitor belongs, for as long as the plan stays the same. */
export interface Assignment {
  /** The arm's name; "hold-out" for who is held out. */
  readonly arm: string;
  readonly heldOut: boolean;
}

/** How logs name the arm of those that no experiment touches. */
const HOLD_OUT = "hold-out";

/** As ids of events. */
const MOST_ID_BYTES = 512;

/**
 * The arm of a visitor, by their id alone: nothing is stored or sent, every page and server comes to the
 * same answer, and who comes back gets the same arm.
 *
 * Each visitor has a place in [0, 1), a hash under the experiment's name; the arms take stretches of it in
 * their order.
 *
 * @param unit The shop's id of the visitor, 1 .. 512 bytes of UTF-8.
 * @throws {VitrineError} INVALID_ARGUMENT.
 */
export function assign(plan: ExperimentPlan, unit: string): Assignment {
  checkObject("plan", plan);
  const { name, arms, holdOut = 0, holdOutSalt = HOLD_OUT } = plan;
  const ends = endsOf(name, arms);
  if (!(Number.isFinite(holdOut) && holdOut >= 0 && holdOut <= 1)) {
    refuse("holdOut", holdOut, "a number, 0 .. 1");
  }
  if (typeof holdOutSalt !== "string" || holdOutSalt === name) {
    refuse("holdOutSalt", holdOutSalt, "a text that is not the experiment's name");
  }
  checkUnit(unit);
  if (placeOf(holdOutSalt, unit) < holdOut) {
    return { arm: HOLD_OUT, heldOut: true };
  }
  const place = placeOf(name, unit);
  return { arm: (arms[ends.findIndex((end) => end > place)] as Arm).name, heldOut: false };
}

/** The place of a unit in [0, 1), a multiple of 2^-53, under a salt. */
export function placeOf(salt: string, unit: string): number {
  // The salt becomes a key, so that no pair of salt and id can be mistaken for another one.
  const key = bytesOf(salt);
  const hash = sipHash(sipHash(0n, 1n, key), sipHash(0n, 2n, key), bytesOf(unit));
  return Number(hash >> 11n) * 2 ** -53;
}

// Where each arm's stretch ends; the last that takes anybody ends at exactly 1.
function endsOf(name: string, arms: readonly Arm[]): readonly number[] {
  if (typeof name !== "string" || name === "") {
    refuse("name", name, "the experiment's name");
  }
  checkArray("arms", arms);
  let sum = 0;
  const sums = arms.map((arm, i) => {
    checkObject(`arms[${i}]`, arm);
    const { name: own, weight = 1 } = arm;
    const used = arms.slice(0, i).some((other) => other.name === own);
    if (typeof own !== "string" || own === "" || own === HOLD_OUT || used) {
      refuse(`arms[${i}].name`, own, `a name of its own that is not '${HOLD_OUT}'`);
    }
    // A text is no number: it would be put behind the sum, not added to it.
    if (!(Number.isFinite(weight) && weight >= 0)) {
      refuse(`arms[${i}].weight`, weight, "a number, 0 or more");
    }
    sum += weight;
    return sum;
  });
  if (!(Number.isFinite(sum) && sum > 0)) {
    refuse("the sum of the arms' weights", sum, "more than 0");
  }
  return sums.map((end) => end / sum);
}

// Half of a pair of surrogates is no character: it would reach C++ as another id.
function checkUnit(unit: string): void {
  if (typeof unit !== "string" || unit === "" || /\p{Surrogate}/u.test(unit)) {
    refuse("unit", unit, "the visitor's id, a text of whole characters");
  }
  const { length } = bytesOf(unit);
  if (length > MOST_ID_BYTES) {
    refuse("unit", `${length} bytes`, `at most ${MOST_ID_BYTES}`);
  }
}

const bytesOf = (text: string) => new TextEncoder().encode(text);

const rotated = (word: bigint, by: bigint) => BigInt.asUintN(64, word << by) | (word >> (64n - by));

/**
 * SipHash-2-4. Source: J.-P. Aumasson and D. J. Bernstein, "SipHash: a fast short-input PRF", 2012.
 */
function sipHash(first: bigint, second: bigint, bytes: Uint8Array): bigint {
  let v0 = first ^ 0x736f6d6570736575n;
  let v1 = second ^ 0x646f72616e646f6dn;
  let v2 = first ^ 0x6c7967656e657261n;
  let v3 = second ^ 0x7465646279746573n;
  const rounds = (count: number) => {
    for (let i = 0; i < count; ++i) {
      v0 = BigInt.asUintN(64, v0 + v1);
      v1 = rotated(v1, 13n) ^ v0;
      v0 = rotated(v0, 32n);
      v2 = BigInt.asUintN(64, v2 + v3);
      v3 = rotated(v3, 16n) ^ v2;
      v0 = BigInt.asUintN(64, v0 + v3);
      v3 = rotated(v3, 21n) ^ v0;
      v2 = BigInt.asUintN(64, v2 + v1);
      v1 = rotated(v1, 17n) ^ v2;
      v2 = rotated(v2, 32n);
    }
  };
  // Whole words, the last with the length in its highest byte.
  const padded = new Uint8Array((bytes.length & ~7) + 8);
  padded.set(bytes);
  padded[padded.length - 1] = bytes.length;
  const words = new DataView(padded.buffer);
  for (let at = 0; at < padded.length; at += 8) {
    const word = words.getBigUint64(at, true);
    v3 ^= word;
    rounds(2);
    v0 ^= word;
  }
  v2 ^= 0xffn;
  rounds(4);
  return v0 ^ v1 ^ v2 ^ v3;
}
