// SPDX-License-Identifier: Apache-2.0
import { aborted, VitrineError } from "./errors.js";
import {
  type FromWorker,
  type MethodName,
  type Methods,
  PROTOCOL_VERSION,
  type ToWorker,
  type WorkerEvent,
} from "./protocol.js";

interface Pending {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: VitrineError) => void;
}

/** What a request may carry beside its parameters. */
export interface RequestOptions {
  readonly signal?: AbortSignal | undefined;
  readonly transfer?: readonly Transferable[];
}

/**
 * The page's end of the line to a worker: numbers the requests, matches the answers, and fails everything
 * that is open when the worker dies or the line is closed. It knows nothing of lookbooks.
 */
export class Connection {
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  readonly #onEvent: (event: WorkerEvent) => void;
  #nextId = 1;
  #end: VitrineError | undefined;

  constructor(worker: Worker, onEvent: (event: WorkerEvent) => void) {
    this.#worker = worker;
    this.#onEvent = onEvent;
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#receive(data);
    worker.onerror = (event) => {
      event.preventDefault();
      const why = event.message ? `: ${event.message}` : "; its script may be missing or blocked";
      this.end(new VitrineError("WORKER", `the worker could not start or died${why}`));
    };
    worker.onmessageerror = () =>
      this.end(new VitrineError("WORKER", "a message from the worker could not be read"));
  }

  /** Why the line is closed, or undefined while it is open. */
  get closedBy(): VitrineError | undefined {
    return this.#end;
  }

  /** Asks the worker. An aborted request is rejected at once; its late answer is dropped. */
  request<Name extends MethodName>(
    method: Name,
    params: Methods[Name]["params"],
    { signal, transfer = [] }: RequestOptions = {},
  ): Promise<Methods[Name]["result"]> {
    return new Promise((resolve, reject) => {
      if (this.#end) {
        reject(this.#end);
        return;
      }
      if (signal?.aborted) {
        reject(aborted(signal.reason));
        return;
      }
      const id = this.#nextId++;
      const onAbort = () => {
        this.#post({ v: PROTOCOL_VERSION, id, kind: "abort" });
        this.#take(id)?.reject(aborted(signal?.reason));
      };
      signal?.addEventListener("abort", onAbort, { once: true });
      const done = () => signal?.removeEventListener("abort", onAbort);
      this.#pending.set(id, {
        resolve: (result) => {
          done();
          resolve(result as Methods[Name]["result"]);
        },
        reject: (error) => {
          done();
          reject(error);
        },
      });
      const message = { v: PROTOCOL_VERSION, id, kind: "request", method, params } as ToWorker;
      try {
        this.#post(message, transfer);
      } catch (thrown) {
        const error = new VitrineError(
          "INVALID_ARGUMENT",
          `'${method}' got a value that cannot be sent`,
          {
            cause: thrown,
          },
        );
        this.#take(id)?.reject(error);
      }
    });
  }

  /** Ends the worker and fails what is open and whatever comes later with `error`. Idempotent. */
  end(error: VitrineError): void {
    if (this.#end) {
      return;
    }
    this.#end = error;
    this.#worker.onmessage = null;
    this.#worker.onerror = null;
    this.#worker.onmessageerror = null;
    this.#worker.terminate();
    for (const { reject } of this.#pending.values()) {
      reject(error);
    }
    this.#pending.clear();
  }

  #post(message: ToWorker, transfer: readonly Transferable[] = []): void {
    this.#worker.postMessage(message, [...transfer]);
  }

  #take(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    return pending;
  }

  #receive(message: FromWorker): void {
    if (message.v !== PROTOCOL_VERSION) {
      const versions = `version ${message.v} of the protocol, this page version ${PROTOCOL_VERSION}`;
      const advice = "serve both from the same release of @vitrine/sdk";
      this.end(new VitrineError("WORKER", `the worker speaks ${versions}; ${advice}`));
      return;
    }
    if (message.kind === "event") {
      this.#onEvent(message.event);
      return;
    }
    const pending = this.#take(message.id);
    if (message.kind === "error") {
      pending?.reject(VitrineError.from(message.error));
    } else if (pending) {
      pending.resolve(message.result);
    } else {
      closeBitmap(message.result);
    }
  }
}

// An answer that nobody waits for any more may own memory of the graphics process.
function closeBitmap(result: unknown): void {
  if (typeof result === "object" && result !== null && "bitmap" in result) {
    (result.bitmap as ImageBitmap).close();
  }
}
