// SPDX-License-Identifier: Apache-2.0
import { refuse, signalOf } from "./arguments.js";
import { aborted, VitrineError } from "./errors.js";
import {
  type FromWorker,
  type MethodTable,
  PROTOCOL_VERSION,
  type ToWorker,
  type WorkerEvent,
} from "./protocol.js";

interface Pending {
  readonly resolve: (result: object) => void;
  readonly reject: (error: VitrineError) => void;
}

/** What a request may carry beside its parameters. */
export interface RequestOptions {
  readonly signal?: AbortSignal | undefined;
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
  async request<Name extends keyof Table & string>(
    method: Name,
    params: Table[Name]["params"],
    options: RequestOptions = {},
  ): Promise<Table[Name]["result"]> {
    if (this.#end) {
      throw this.#end;
    }
    const signal = signalOf(options);
    const id = this.#nextId++;
    const onAbort = () => {
      this.#post({ v: PROTOCOL_VERSION, id, kind: "abort" });
      this.#take(id)?.reject(aborted(signal?.reason));
    };
    signal?.addEventListener("abort", onAbort);
    try {
      return await new Promise<object>((resolve, reject) => {
        this.#pending.set(id, { resolve, reject });
        this.#send(method, params, id);
      });
    } finally {
      signal?.removeEventListener("abort", onAbort);
    }
  }

  /** Ends the worker and fails what is open and whatever comes later with `error`. Idempotent. */
  end(error: VitrineError): void {
    if (this.#end) {
      return;
    }
    this.#end = error;
    this.#worker.terminate();
    for (const { reject } of this.#pending.values()) {
      reject(error);
    }
    this.#pending.clear();
  }

  #send(method: string, params: unknown, id: number): void {
    try {
      this.#post({ v: PROTOCOL_VERSION, id, kind: "request", method, params } as ToWorker<Table>);
    } catch (cause) {
      const message = `'${method}' got a value that cannot be sent`;
      this.#take(id)?.reject(new VitrineError("INVALID_ARGUMENT", message, { cause }));
    }
  }

  #post(message: ToWorker<Table>): void {
    this.#worker.postMessage(message);
  }

  #take(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    return pending;
  }

  #receive(message: FromWorker): void {
    if (this.#end) {
      // Sent before the worker ended.
      return;
    }
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

// A worker has one line: the answers to a second would be the first one's.
const taken = new WeakSet<Worker>();

/**
 * @param worker The option of that name.
 * @param own Starts the package's own script; bundlers want to see its address where it is called.
 * @throws {VitrineError} WORKER; INVALID_ARGUMENT for one that was given before.
 */
export function startWorker(worker: Worker | string | URL | undefined, own: () => Worker): Worker {
  if (worker instanceof Worker) {
    if (taken.has(worker)) {
      refuse("worker", worker, "one that was not given before");
    }
    taken.add(worker);
    return worker;
  }
  try {
    return worker === undefined ? own() : new Worker(worker, { type: "module" });
  } catch (cause) {
    const advice = "its script must come from the page's own origin; see the option 'worker'";
    throw new VitrineError("WORKER", `the worker could not start: ${advice}`, { cause });
  }
}
