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

// (module (func (result v128) i32.const 0 i8x16.splat))
const ONE_VECTOR = new Uint8Array([
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00], // "\\0asm", version 1
  ...[0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7b], // type section: one function type, () -> (v128)
  ...[0x03, 0x02, 0x01, 0x00], // function section: one function, of type 0
  ...[0x0a, 0x08, 0x01, 0x06, 0x00], // code section: one body of 6 bytes, no locals
  ...[0x41, 0x00], // i32.const 0
  ...[0xfd, 0x0f], // i8x16.splat
  0x0b, // end
]);

/** Whether this browser has WebAssembly SIMD: on a processor without the instructions none does. */
export const hasSimd = (): boolean => WebAssembly.validate(ONE_VECTOR);

// A worker serves one page. On no other thread are modules fetched.
let hashes: Readonly<Record<string, string>> | undefined;

/** The modules that are loaded from now on must have these hashes, by their files' names. */
export function expectIntegrity(expected: Readonly<Record<string, string>> | undefined): void {
  hashes = expected;
}

// Browsers let pass what they cannot read.
function integrityOf(name: string): string {
  const hash = hashes ? String(hashes[name]) : "";
  if (hashes && !/^sha(256|384|512)-[\w+/]+=*$/.test(hash)) {
    const message = `integrity has ${hash} for ${name}; expected its hash in integrity.json`;
    throw new VitrineError("INVALID_ARGUMENT", message);
  }
  return hash;
}

async function compile(name: string, url: URL): Promise<WebAssembly.Module> {
  const integrity = integrityOf(name);
  let response: Response;
  try {
    response = await fetch(url, { integrity });
  } catch (cause) {
    const why = integrity && `, or is not the file with the hash ${integrity}`;
    throw new VitrineError("FETCH", `${url.href} could not be fetched${why}`, { cause });
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
      "the browser has to allow WebAssembly, and a Content-Security-Policy needs 'wasm-unsafe-eval'";
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new VitrineError("UNSUPPORTED", `${url.href} did not compile: ${advice} (${why})`, {
      cause,
    });
  }
}

/**
 * What a module's loader is to be called with, once its file is fetched and compiled.
 *
 * @param name The file's name in the package; a bundler may have given it another.
 * @throws {VitrineError} FETCH; UNSUPPORTED; INVALID_ARGUMENT where the shop's hashes leave it out.
 */
export async function moduleOptions(name: string, url: URL) {
  return instantiation(await compile(name, url));
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
