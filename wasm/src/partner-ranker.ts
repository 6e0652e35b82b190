// SPDX-License-Identifier: Apache-2.0
// How a ranker of the shop's own, whose answers take time, orders what the core decides at once: the core
// notes the lists of candidates that it has no scores for, the model scores them, and the core decides
// again, until nothing is wanted.
import type { Answer } from "./core.js";
import { asVitrineError, VitrineError } from "./errors.js";
import type { CoreModule } from "./modules.js";
import type { RankerParams } from "./protocol.js";
import type { RankModel } from "./rank-model.js";
import type { SessionListener } from "./session.js";
import { check, withBytes } from "./wasm-module.js";

/** A request usually takes three; more while the shopper goes on meanwhile. */
const MOST_ROUNDS = 16;

/** A shop's ranker beside the core's. Until it is loaded, and once it has failed, the core ranks alone. */
export class PartnerRanker {
  readonly #core: CoreModule;
  readonly #session: InstanceType<CoreModule["Session"]>;
  readonly #listener: SessionListener;
  // What is left to be loaded.
  #params: RankerParams | undefined;
  #model: RankModel | undefined;
  // Counts the catalogues that the core has had.
  #catalogue = 0;
  // The requests one after the other: they share the core's book of scores.
  #deciding: Promise<unknown> = Promise.resolve();

  constructor(
    core: CoreModule,
    session: InstanceType<CoreModule["Session"]>,
    params: RankerParams | undefined,
    listener: SessionListener,
  ) {
    this.#core = core;
    this.#session = session;
    this.#params = params;
    this.#listener = listener;
  }

  /** Begins to load the model, behind what is asked at present, once there is something to rank by. */
  prepare(): void {
    const params = this.#params;
    if (params && this.#session.hasVisits()) {
      this.#params = undefined;
      this.#load(params).catch((thrown) => this.#listener.onError(asVitrineError(thrown)));
    }
  }

  /** The core has another catalogue: what is being scored is of the one before. */
  renew(): void {
    this.#catalogue += 1;
  }

  /** What the core answers once it has all scores that it wants for that. */
  async decide(ask: () => Answer): Promise<Answer> {
    if (!this.#model) {
      return ask();
    }
    const decided = this.#deciding.then(() => this.#decide(ask));
    this.#deciding = decided.catch(() => undefined);
    return decided;
  }

  async #load(params: RankerParams): Promise<void> {
    const start = performance.now();
    const { RankModel } = await import("./rank-model.js").catch((cause) => {
      throw new VitrineError("FETCH", "rank-model.js could not be fetched", { cause });
    });
    this.#model = await RankModel.open(params);
    this.#session.rankByScores(true);
    this.#listener.onTiming("ranker", start);
  }

  async #decide(ask: () => Answer): Promise<Answer> {
    try {
      for (let round = 0; this.#model && round < MOST_ROUNDS; round += 1) {
        const answer = ask();
        if (!(await this.#scored(this.#model))) {
          return this.#accepted(answer) ? answer : ask();
        }
      }
      return this.#askCore(ask);
    } finally {
      this.#session.forgetScores();
    }
  }

  // Has the model score all that is wanted; whether something was.
  async #scored(model: RankModel): Promise<boolean> {
    for (let any = false; ; any = true) {
      // A view of the module's memory, which the model's answer may outlive.
      const wanted = (this.#session.wantedFeatures() as Uint8Array).slice();
      if (wanted.length === 0) {
        return any;
      }
      const catalogue = this.#catalogue;
      try {
        const { buffer, byteOffset, byteLength } = await model.score(
          new Float32Array(wanted.buffer),
        );
        if (catalogue !== this.#catalogue) {
          return true;
        }
        const scores = new Uint8Array(buffer, byteOffset, byteLength);
        withBytes(this.#core, scores, (given) => check(this.#session.giveScores(given)));
      } catch (thrown) {
        if (thrown instanceof WebAssembly.RuntimeError) {
          throw thrown;
        }
        this.#fail(asVitrineError(thrown));
        return true;
      }
    }
  }

  // Scores can be finite and still too far apart for the core.
  #accepted({ code, message }: Answer): boolean {
    const accepted = code !== "NON_FINITE";
    if (!accepted) {
      this.#fail(new VitrineError("NON_FINITE", `the ranker: ${message}`));
    }
    return accepted;
  }

  // The core ranks alone from now on.
  #fail(error: VitrineError): void {
    void this.#model?.close();
    this.#model = undefined;
    this.#session.rankByScores(false);
    this.#listener.onError(error);
  }

  #askCore(ask: () => Answer): Answer {
    this.#session.rankByScores(false);
    const answer = ask();
    this.#session.rankByScores(this.#model !== undefined);
    return answer;
  }
}
