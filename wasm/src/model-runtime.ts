// SPDX-License-Identifier: Apache-2.0
// ONNX Runtime Web and a model in it. Nothing of either is fetched before the model is first needed.
import { fetchBytes } from "./download.js";
import { VitrineError } from "./errors.js";

/** A model and a runtime that are not there by then are given up. */
const TIMEOUT_MS = 60_000;

/** What a model is, it will be next time. */
const LASTING: ReadonlySet<string> = new Set(["INVALID_ARGUMENT", "TOO_LARGE"]);

/** As often the runtime's script is loaded anew, each time for good. */
const MOST_RETRIES = 8;

/** Warnings about a model are for whoever made it: only what is fatal is logged. */
const OPTIONS = { executionProviders: ["wasm"], logSeverityLevel: 4 };

/**
 * Where onnxruntime-web lies beside this package in node_modules. Put together, for a bundler that finds an
 * address in one piece wants the file, of which most shops have none.
 */
const BESIDE = ["..", "..", "..", "onnxruntime-web", "dist", ""].join("/");

/** What is used of ONNX Runtime Web 1.30. */
export interface OnnxRuntime {
  readonly env: {
    logLevel: string;
    readonly wasm: { numThreads: number; wasmPaths: { readonly wasm: string } };
  };
  readonly InferenceSession: {
    create(model: Uint8Array, options: object): Promise<InferenceSession>;
  };
  readonly Tensor: { new (type: "float32", data: Float32Array, dims: readonly number[]): Tensor };
}

export interface Tensor {
  readonly data: unknown;
}

export interface ValueMetadata {
  readonly name: string;
  readonly type?: string;
  readonly shape?: readonly (number | string)[];
}

export interface InferenceSession {
  readonly inputMetadata: readonly ValueMetadata[];
  readonly outputMetadata: readonly ValueMetadata[];
  run(feeds: Readonly<Record<string, Tensor>>): Promise<Readonly<Record<string, Tensor>>>;
  release(): Promise<void>;
}

/** A model that is ready, and what its owner found when looking at it. */
export interface Loaded<Kind> {
  readonly runtime: OnnxRuntime;
  readonly session: InferenceSession;
  readonly kind: Kind;
}

/** Where a model is, and what it has to be. */
export interface ModelSource<Kind> {
  /** Its address or its bytes. */
  readonly model: string | Uint8Array;
  /** Where ONNX Runtime Web is. Default beside this package. */
  readonly folder: string | undefined;
  /** The option that says so. */
  readonly folderOption: string;
  /** The most bytes that it may have. */
  readonly maxBytes: number;
  /** Looks whether it is one of the right kind. @throws {VitrineError} INVALID_ARGUMENT, see modelError. */
  readonly look: (ready: Omit<Loaded<Kind>, "kind">, name: string) => Kind | Promise<Kind>;
}

/** A model, loaded when it is first needed. */
export class OnnxModel<Kind> {
  readonly #source: ModelSource<Kind>;
  readonly #folder: string;
  /** For messages. */
  readonly #name: string;
  #loading: Promise<Loaded<Kind>> | undefined;
  #failures = 0;

  constructor(source: ModelSource<Kind>) {
    this.#source = source;
    this.#name = typeof source.model === "string" ? source.model : "the model";
    // Not written as bundlers look for: it is no file of this package.
    const here = import.meta.url;
    this.#folder = source.folder ?? new URL(BESIDE, here).href;
  }

  /**
   * The model; what could not be fetched is tried again with the next call.
   *
   * @throws {VitrineError} FETCH for the model or ONNX Runtime; TOO_LARGE for a model; INVALID_ARGUMENT for
   *   one of another kind.
   */
  load(): Promise<Loaded<Kind>> {
    this.#loading ??= this.#start().catch((error: unknown) => {
      if (!(error instanceof VitrineError && LASTING.has(error.code))) {
        this.#loading = undefined;
        this.#failures = Math.min(this.#failures + 1, MOST_RETRIES);
      }
      throw error;
    });
    return this.#loading;
  }

  async #start(): Promise<Loaded<Kind>> {
    const controller = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(this.#lateError());
        controller.abort();
      }, TIMEOUT_MS);
    });
    try {
      return await Promise.race([this.#prepare(controller.signal), late]);
    } finally {
      clearTimeout(timer);
    }
  }

  async #prepare(signal: AbortSignal): Promise<Loaded<Kind>> {
    const [runtime, model] = await Promise.all([this.#runtime(), this.#bytes(signal)]);
    const session = await this.#open(runtime, model);
    try {
      signal.throwIfAborted();
      this.#checkRelease(session.inputMetadata);
      const kind = await this.#source.look({ runtime, session }, this.#name);
      return { runtime, session, kind };
    } catch (error) {
      await session.release();
      throw error;
    }
  }

  async #bytes(signal: AbortSignal): Promise<Uint8Array> {
    const { model, maxBytes } = this.#source;
    if (typeof model === "string") {
      return fetchBytes(model, maxBytes, signal);
    }
    if (model.length > maxBytes) {
      throw new VitrineError("TOO_LARGE", `the model has more than ${maxBytes} bytes`);
    }
    return model;
  }

  // A script whose module failed stays so in this worker, in some browsers also one that failed to load:
  // another address is another script.
  async #runtime(): Promise<OnnxRuntime> {
    let runtime: OnnxRuntime;
    try {
      const script = this.#file("ort.wasm.bundle.min.mjs", this.#failures);
      runtime = (await import(/* webpackIgnore: true */ /* @vite-ignore */ script)) as OnnxRuntime;
    } catch (cause) {
      throw this.#runtimeError(cause);
    }
    this.#checkRelease(runtime.env?.wasm && runtime.InferenceSession && runtime.Tensor);
    // More threads would need a page in isolation.
    runtime.env.logLevel = "fatal";
    runtime.env.wasm.numThreads = 1;
    runtime.env.wasm.wasmPaths = { wasm: this.#file("ort-wasm-simd-threaded.wasm") };
    return runtime;
  }

  async #open(runtime: OnnxRuntime, model: Uint8Array): Promise<InferenceSession> {
    try {
      return await runtime.InferenceSession.create(model, OPTIONS);
    } catch (cause) {
      const why = reasonOf(cause);
      if (why.includes("no available backend")) {
        throw this.#runtimeError(cause);
      }
      throw modelError(this.#name, ` is no ONNX model: ${why}`, cause);
    }
  }

  // The folder's address may have a query, which then is that of its files.
  #file(name: string, failures = 0): string {
    const url = new URL(this.#folder);
    url.pathname += name;
    if (failures > 0) {
      url.searchParams.set("retry", String(failures));
    }
    return url.href;
  }

  #checkRelease(part: unknown): void {
    if (!part) {
      throw this.#runtimeError(new Error("what is there is another release, or another file"));
    }
  }

  #runtimeError(cause: unknown): VitrineError {
    const option = this.#source.folderOption;
    const advice = `install onnxruntime-web 1.30 and serve its dist folder, see the option '${option}'`;
    const message = `ONNX Runtime could not be loaded from ${this.#folder}: ${advice} (${reasonOf(cause)})`;
    return new VitrineError("FETCH", message, { cause, detail: { url: this.#folder } });
  }

  #lateError(): VitrineError {
    const what = `${this.#name} and ONNX Runtime from ${this.#folder}`;
    const message = `${what} were not there within ${TIMEOUT_MS / 1000} s`;
    return new VitrineError("FETCH", message, { detail: { url: this.#name } });
  }
}

/** What is wrong with a model; the message goes on behind its name. */
export function modelError(name: string, message: string, cause?: unknown): VitrineError {
  const options = cause === undefined ? {} : { cause };
  return new VitrineError("INVALID_ARGUMENT", `${name}${message}`, {
    ...options,
    detail: { url: name },
  });
}

/** The names of all values, for messages: `"features", "scores"`. */
export const namesOf = (values: readonly ValueMetadata[]): string =>
  values.map(({ name }) => `"${name}"`).join(", ");

/** How ONNX Runtime Web tells a dimension that is open and has no name: -1 without its sign. */
const OPEN = 2 ** 32 - 1;

/** Whether a dimension may be of any size. */
export const isOpen = (size: number | string | undefined): boolean =>
  typeof size === "string" || size === OPEN;

/** "float32 of items x 3". */
export const kindOf = ({ type, shape = [] }: ValueMetadata): string =>
  `${type ?? "no tensor"} of ${shape.map((size) => (size === OPEN ? "?" : size)).join(" x ") || "no known shape"}`;

/** What someone else's error says. */
export const reasonOf = (cause: unknown): string =>
  cause instanceof Error ? cause.message : String(cause);
