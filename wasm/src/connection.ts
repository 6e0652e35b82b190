// SPDX-License-Identifier: Apache-2.0
import { aborted, VitrineError } from "./errors.js";
import {
  type FromWorker,
  type MethodTable,
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

/** Told of what answers nobody who waits. */
export interface ConnectionListener {
  onEvent(event: WorkerEvent): void;
  /** An answer that nobody waits for any more, and that may own memory. */
  onDropped(result: object): void;
}

/**
 * The page's end of the line to a worker: numbers the requests, matches the answers, and fails everything
 * that is open when the worker dies or the line is closed. It knows nothing of lookbooks.
 */
export class Connection<Table extends MethodTable<Table>> {
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  readonly #listener: ConnectionListener;
  #nextId = 1;
  #end: VitrineError | undefined;

  constructor(worker: Worker, listener: ConnectionListener) {
    this.#worker = worker;
    this.#listener = listener;
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
  request<Name extends keyof Table & string>(
    method: Name,
    params: Table[Name]["params"],
    { signal, transfer = [] }: RequestOptions = {},
  ): Promise<Table[Name]["result"]> {
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
          resolve(result as Table[Name]["result"]);
        },
        reject: (error) => {
          done();
          reject(error);
        },
      });
      const message = {
        v: PROTOCOL_VERSION,
        id,
        kind: "request",
        method,
        params,
      } as ToWorker<Table>;
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

  #post(message: ToWorker<Table>, transfer: readonly Transferable[] = []): void {
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
      this.#listener.onEvent(message.event);
      return;
    }
    const pending = this.#take(message.id);
    if (message.kind === "error") {
      pending?.reject(VitrineError.from(message.error));
    } else if (pending) {
      pending.resolve(message.result);
    } else {
      this.#listener.onDropped(message.result);
    }
  }
}

/** Frees the bitmap of an answer, if it has one: that is memory of the graphics process. */
export function closeBitmap(result: object): void {
  if ("bitmap" in result) {
    (result.bitmap as ImageBitmap).close();
  }
}

/** @throws {VitrineError} UNSUPPORTED without workers or WebAssembly, on a server for example. */
export function checkSupport(): void {
  if (typeof Worker === "undefined" || typeof WebAssembly === "undefined") {
    const message = "Vitrine needs a browser with module workers and WebAssembly";
    throw new VitrineError("UNSUPPORTED", message);
  }
}

/**
 * @param worker The option of that name.
 * @param own Starts the package's own script; bundlers want to see its address where it is called.
 * @throws {VitrineError} WORKER.
 */
export function startWorker(worker: Worker | string | URL | undefined, own: () => Worker): Worker {
  if (worker instanceof Worker) {
    return worker;
  }
  try {
    return worker === undefined ? own() : new Worker(worker, { type: "module" });
  } catch (cause) {
    const advice =
      "a worker's script must come from the page's own origin; see the option 'worker'";
    throw new VitrineError("WORKER", `the worker could not start: ${advice}`, { cause });
  }
}
