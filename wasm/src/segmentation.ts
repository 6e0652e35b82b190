// SPDX-License-Identifier: Apache-2.0
// The port for a segmentation model in the browser: ONNX Runtime Web, fetched when a picture first needs
// it. The C++ side prepares what goes in and reads what comes out.
import { fetchBytes } from "./download.js";
import { VitrineError } from "./errors.js";
import type { KeptPicture, StudioModule } from "./studio-module.js";
import { check, using, withBytes } from "./wasm-module.js";

/** The most bytes a model may have. */
const MAX_BYTES = 64 * 2 ** 20;

/** A model and a runtime that are not there by then are given up; the next picture tries again. */
const TIMEOUT_MS = 60_000;

/** What a model is, it will be next time. */
const LASTING: ReadonlySet<string> = new Set(["INVALID_ARGUMENT", "TOO_LARGE"]);

/** As often the runtime's script is loaded anew, each time for good. */
const MOST_RETRIES = 8;

/** Where onnxruntime-web lies beside this package in node_modules. */
const BESIDE = "../../../onnxruntime-web/dist/";

const INPUT = "picture";
const OUTPUT = "likelihood";
const LEAST_SIDE = 32;
const MOST_SIDE = 1024;

/** What is used of ONNX Runtime Web 1.30. */
interface OnnxRuntime {
  readonly env: {
    logLevel: string;
    readonly wasm: { numThreads: number; wasmPaths: { readonly wasm: string } };
  };
  readonly InferenceSession: {
    create(model: Uint8Array, options: object): Promise<InferenceSession>;
  };
  readonly Tensor: { new (type: "float32", data: Float32Array, dims: readonly number[]): Tensor };
}

interface Tensor {
  readonly data: unknown;
}

interface ValueMetadata {
  readonly name: string;
  readonly type?: string;
  readonly shape?: readonly (number | string)[];
}

interface InferenceSession {
  readonly inputMetadata: readonly ValueMetadata[];
  readonly outputMetadata: readonly ValueMetadata[];
  run(feeds: Readonly<Record<string, Tensor>>): Promise<Readonly<Record<string, Tensor>>>;
  release(): Promise<void>;
}

/** A model that is ready. */
interface Loaded {
  readonly runtime: OnnxRuntime;
  readonly session: InferenceSession;
  readonly side: number;
}

/** A segmentation model, see sdk/vitrine/imaging/cutout/segmentation_model.h. */
export class Segmentation {
  readonly #model: string;
  readonly #folder: string;
  #loading: Promise<Loaded> | undefined;
  #failures = 0;

  /** @param folder Where ONNX Runtime Web is. Default beside this package. */
  constructor(model: string, folder: string | undefined) {
    this.#model = model;
    // Not written as bundlers look for: it is no file of this package.
    const here = import.meta.url;
    this.#folder = folder ?? new URL(BESIDE, here).href;
  }

  /**
   * Asks the model about a picture whose subject was looked for, and tells the picture.
   *
   * @throws {VitrineError} FETCH for the model or ONNX Runtime; TOO_LARGE for a model; INVALID_ARGUMENT for
   *   one of another kind; INTERNAL for one that fails.
   */
  async ask(module: StudioModule, picture: KeptPicture): Promise<void> {
    const { runtime, session, side } = await this.#load();
    const planes = using(new module.ByteBuffer(), (buffer) => {
      check(picture.modelPlanes(side, buffer));
      return new Float32Array(buffer.view().slice().buffer);
    });
    const input = new runtime.Tensor("float32", planes, [1, 3, side, side]);
    const answer = await likelihoodOf(session, input);
    const bytes = new Uint8Array(answer.buffer, answer.byteOffset, answer.byteLength);
    withBytes(module, bytes, (buffer) => check(picture.weigh(side, buffer)));
  }

  // What could not be fetched is tried again with the next picture.
  #load(): Promise<Loaded> {
    this.#loading ??= this.#start().catch((error: unknown) => {
      if (!(error instanceof VitrineError && LASTING.has(error.code))) {
        this.#loading = undefined;
        this.#failures = Math.min(this.#failures + 1, MOST_RETRIES);
      }
      throw error;
    });
    return this.#loading;
  }

  async #start(): Promise<Loaded> {
    const controller = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(lateError(this.#model, this.#folder));
        controller.abort();
      }, TIMEOUT_MS);
    });
    try {
      return await Promise.race([this.#prepare(controller.signal), late]);
    } finally {
      clearTimeout(timer);
    }
  }

  async #prepare(signal: AbortSignal): Promise<Loaded> {
    const [runtime, model] = await Promise.all([
      loadRuntime(this.#folder, this.#failures),
      fetchBytes(this.#model, MAX_BYTES, signal),
    ]);
    const session = await this.#open(runtime, model);
    try {
      signal.throwIfAborted();
      checkRelease(session.inputMetadata, this.#folder);
      return { runtime, session, side: sideOf(session, this.#model) };
    } catch (error) {
      await session.release();
      throw error;
    }
  }

  async #open(runtime: OnnxRuntime, model: Uint8Array): Promise<InferenceSession> {
    try {
      return await runtime.InferenceSession.create(model, { executionProviders: ["wasm"] });
    } catch (cause) {
      const why = reasonOf(cause);
      if (why.includes("no available backend")) {
        throw runtimeError(this.#folder, cause);
      }
      throw new VitrineError("INVALID_ARGUMENT", `${this.#model} is no ONNX model: ${why}`, {
        cause,
        detail: { url: this.#model },
      });
    }
  }
}

// A script whose module failed stays so in this worker, in some browsers also one that failed to load:
// another address is another script.
async function loadRuntime(folder: string, failures: number): Promise<OnnxRuntime> {
  let runtime: OnnxRuntime;
  try {
    const script = fileIn(folder, "ort.wasm.bundle.min.mjs", failures);
    runtime = (await import(/* webpackIgnore: true */ /* @vite-ignore */ script)) as OnnxRuntime;
  } catch (cause) {
    throw runtimeError(folder, cause);
  }
  checkRelease(runtime.env?.wasm && runtime.InferenceSession && runtime.Tensor, folder);
  // Its own warnings are for whoever made the model. More threads would need a page in isolation.
  runtime.env.logLevel = "fatal";
  runtime.env.wasm.numThreads = 1;
  runtime.env.wasm.wasmPaths = { wasm: fileIn(folder, "ort-wasm-simd-threaded.wasm") };
  return runtime;
}

// The folder's address may have a query, which then is that of its files.
function fileIn(folder: string, name: string, failures = 0): string {
  const url = new URL(folder);
  url.pathname += name;
  if (failures > 0) {
    url.searchParams.set("retry", String(failures));
  }
  return url.href;
}

function checkRelease(part: unknown, folder: string): void {
  if (!part) {
    throw runtimeError(folder, new Error("what is there is another release, or another file"));
  }
}

function runtimeError(folder: string, cause: unknown): VitrineError {
  const advice =
    "install onnxruntime-web 1.30 and serve its dist folder, see the option 'onnxRuntime'";
  const message = `ONNX Runtime could not be loaded from ${folder}: ${advice} (${reasonOf(cause)})`;
  return new VitrineError("FETCH", message, { cause, detail: { url: folder } });
}

function lateError(model: string, folder: string): VitrineError {
  const what = `${model} and ONNX Runtime from ${folder}`;
  const message = `${what} were not there within ${TIMEOUT_MS / 1000} s`;
  return new VitrineError("FETCH", message, { detail: { url: model } });
}

// The same contract as natively, see sdk/onnx/onnx_segmentation.h.
function sideOf({ inputMetadata, outputMetadata }: InferenceSession, url: string): number {
  const [input, ...inputs] = inputMetadata;
  const [output, ...outputs] = outputMetadata;
  const names = [...inputMetadata, ...outputMetadata].map(({ name }) => name);
  if (inputs.length + outputs.length > 0 || input?.name !== INPUT || output?.name !== OUTPUT) {
    const expected = `a model from "${INPUT}" to "${OUTPUT}" was expected`;
    throw modelError(url, `${expected}, it has ${names.map((name) => `"${name}"`).join(", ")}`);
  }
  const side = input.shape?.at(-1);
  if (
    typeof side !== "number" ||
    side < LEAST_SIDE ||
    side > MOST_SIDE ||
    !isFloats(input, [1, 3, side, side]) ||
    !isFloats(output, [1, 1, side, side])
  ) {
    const range = `S of ${LEAST_SIDE} to ${MOST_SIDE}`;
    const expected = `float32 of 1 x 3 x S x S to 1 x 1 x S x S, ${range}, was expected`;
    throw modelError(url, `${expected}, it is ${kindOf(input)} to ${kindOf(output)}`);
  }
  return side;
}

function isFloats({ type, shape }: ValueMetadata, wanted: readonly number[]): boolean {
  return type === "float32" && String(shape) === String(wanted);
}

const kindOf = ({ type, shape = [] }: ValueMetadata): string =>
  `${type ?? "no tensor"} of ${shape.join(" x ")}`;

function modelError(url: string, message: string): VitrineError {
  return new VitrineError("INVALID_ARGUMENT", `${url}: ${message}`, { detail: { url } });
}

// A trap in ONNX Runtime's module is not one in ours.
async function likelihoodOf(session: InferenceSession, input: Tensor): Promise<Float32Array> {
  try {
    return (await session.run({ [INPUT]: input }))[OUTPUT]?.data as Float32Array;
  } catch (cause) {
    const message = `the segmentation model failed: ${reasonOf(cause)}`;
    throw new VitrineError("INTERNAL", message, { cause });
  }
}

const reasonOf = (cause: unknown): string =>
  cause instanceof Error ? cause.message : String(cause);
