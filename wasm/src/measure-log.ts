// SPDX-License-Identifier: Apache-2.0
// The lines of an experiment's log, as docs/measurement.md has them, gathered into batches.

/** What lines tell of. */
export type LineType = "assignment" | "exposure" | "shown" | "click" | "time" | "order" | "revenue";

/** What stands in every line. */
export interface LineFacts {
  readonly unit: string;
  readonly experiment: string;
  readonly arm: string;
}

/** A batch is handed over this long after its first line, or when it is full. */
const BATCH_MS = 5000;
const MOST_LINES = 50;

/** Makes lines and hands them over in batches. */
export class MeasureLog {
  readonly #facts: LineFacts;
  readonly #now: () => number;
  readonly #deliver: (lines: string) => void;
  // Tells the lines of this page apart from those of all others, so that a batch may be sent twice.
  readonly #page = randomId();
  readonly #ids = new Set<string>();
  #count = 0;
  #lines: string[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(facts: LineFacts, now: () => number, deliver: (lines: string) => void) {
    this.#facts = facts;
    this.#now = now;
    this.#deliver = deliver;
  }

  /**
   * Adds a line.
   *
   * @param facts What only this type has; what is undefined is left out.
   * @param options.id What tells it apart from others of its type: a second one is left out. Default one of
   *   its own.
   * @param options.timeMs When it was. Default now.
   * @returns Whether it was added.
   */
  add(
    type: LineType,
    facts: Readonly<Record<string, unknown>> = {},
    options: { readonly id?: string | undefined; readonly timeMs?: number } = {},
  ): boolean {
    const { id = `${this.#page}-${this.#count}`, timeMs = this.#now() } = options;
    const key = `${type} ${id}`;
    if (this.#ids.has(key)) {
      return false;
    }
    this.#ids.add(key);
    this.#count += 1;
    const { unit, experiment, arm } = this.#facts;
    const line = { type, unit, time_ms: Math.trunc(timeMs), id, experiment, arm, ...facts };
    this.#lines.push(`${JSON.stringify(line)}\n`);
    // Never at once: the shop's callback is not to throw into whoever was measured.
    if (this.#lines.length === 1 || this.#lines.length === MOST_LINES) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.flush(), this.#lines.length === 1 ? BATCH_MS : 0);
    }
    return true;
  }

  /** Hands over what was gathered. */
  flush(): void {
    const lines = this.#lines.join("");
    this.#forget();
    if (lines !== "") {
      this.#deliver(lines);
    }
  }

  /** Throws away what was gathered, and what was told before. */
  drop(): void {
    this.#forget();
    this.#ids.clear();
  }

  #forget(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#lines = [];
  }
}

function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
