// SPDX-License-Identifier: Apache-2.0
// What all WebAssembly modules have in common: how they are loaded, how bytes get into them, and how their
// answers turn into values or errors.
import type { Answer, ByteBuffer, Status } from "./core.js";
import type { VitrineErrorCode } from "./error-codes.js";
import { VitrineError } from "./errors.js";

export type { Status };

/** An object of the bindings; its memory is inside the module until `delete`. */
interface Handle {
  delete(): void;
}

/** Any module. */
export interface BufferModule {
  readonly ByteBuffer: { new (): ByteBuffer };
}

/** @throws {VitrineError} with the call's code, unless it went well. */
export function check({ code, message }: Status): void {
  if (code !== "") {
    throw new VitrineError(String(code) as VitrineErrorCode, String(message));
  }
}

/** The value of an answer. `Value` is documented at the binding. */
export function answered<Value>(answer: Answer): Value {
  check(answer);
  return JSON.parse(String(answer.json)) as Value;
}

/** Runs `use` with an object of the bindings and frees it, however that ends. */
export function using<Held extends Handle, Value>(held: Held, use: (held: Held) => Value): Value {
  try {
    return use(held);
  } finally {
    held.delete();
  }
}

/** Runs `use` with the bytes copied into the module's memory. */
export function withBytes<Value>(
  module: BufferModule,
  bytes: Uint8Array,
  use: (buffer: ByteBuffer) => Value,
): Value {
  return using(new module.ByteBuffer(), (buffer) => {
    if (!buffer.allocate(bytes.length)) {
      throw new VitrineError("OUT_OF_MEMORY", `there is no memory left for ${bytes.length} bytes`);
    }
    buffer.view().set(bytes);
    return use(buffer);
  });
}

async function compile(url: URL): Promise<WebAssembly.Module> {
  let response: Response;
  try {
    response = await fetch(url);
  } catch (cause) {
    throw new VitrineError("FETCH", `${url.href} could not be fetched`, { cause });
  }
  if (!response.ok) {
    const message = `${url.href} could not be fetched: status ${response.status}`;
    throw new VitrineError("FETCH", message, {
      detail: { url: url.href, status: response.status },
    });
  }
  try {
    // Streaming wants the right media type, which not every static server knows.
    return response.headers.get("Content-Type")?.startsWith("application/wasm")
      ? await WebAssembly.compileStreaming(response)
      : await WebAssembly.compile(await response.arrayBuffer());
  } catch (cause) {
    const advice =
      "the browser needs WebAssembly SIMD, and a Content-Security-Policy 'wasm-unsafe-eval'";
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new VitrineError("UNSUPPORTED", `${url.href} did not compile: ${advice} (${why})`, {
      cause,
    });
  }
}

/**
 * What a module's loader is to be called with, once its file is fetched and compiled.
 *
 * @throws {VitrineError} FETCH; UNSUPPORTED.
 */
export async function moduleOptions(url: URL) {
  return instantiation(await compile(url));
}

/** What a module's loader is to be called with, once it is compiled. */
export function instantiation(wasm: WebAssembly.Module) {
  return {
    instantiateWasm: (
      imports: WebAssembly.Imports,
      done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
    ): WebAssembly.Exports => {
      const instance = new WebAssembly.Instance(wasm, imports);
      done(instance, wasm);
      return instance.exports;
    },
  };
}
