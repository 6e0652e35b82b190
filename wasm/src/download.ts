// SPDX-License-Identifier: Apache-2.0
import { VitrineError } from "./errors.js";

/**
 * Reads a response, but never more than `maxBytes`: neither a wrong Content-Length nor none at all makes
 * it take more memory.
 *
 * @throws {VitrineError} TOO_LARGE; whatever the connection throws when it breaks.
 */
export async function readBytes(response: Response, maxBytes: number): Promise<Uint8Array> {
  const tooLarge = () =>
    new VitrineError("TOO_LARGE", `${response.url} has more than ${maxBytes} bytes`);
  if (Number(response.headers.get("Content-Length") ?? 0) > maxBytes) {
    await response.body?.cancel();
    throw tooLarge();
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    size += read.value.length;
    if (size > maxBytes) {
      await reader?.cancel();
      throw tooLarge();
    }
    chunks.push(read.value);
  }
  return joined(chunks, size);
}

/**
 * Fetches a file of the catalogue, or a model.
 *
 * @param options `cache: "no-cache"` for a file that changes under its name: the server is asked whether it has;
 *   `credentials: "omit"` for one whose choice may follow the shopper: then no cookie says who asks.
 * @throws {VitrineError} FETCH with the address and the status; TOO_LARGE.
 */
export async function fetchBytes(
  url: string,
  maxBytes: number,
  signal: AbortSignal,
  options: Pick<RequestInit, "cache" | "credentials"> = {},
): Promise<Uint8Array> {
  try {
    const response = await fetch(url, { ...options, signal });
    if (!response.ok) {
      const message = `${url} could not be fetched: status ${response.status}`;
      throw new VitrineError("FETCH", message, { detail: { url, status: response.status } });
    }
    return await readBytes(response, maxBytes);
  } catch (thrown) {
    if (thrown instanceof VitrineError || signal.aborted) {
      throw thrown;
    }
    const advice = "is it there, and does its host send Access-Control-Allow-Origin?";
    throw new VitrineError("FETCH", `${url} could not be fetched; ${advice}`, {
      cause: thrown,
      detail: { url },
    });
  }
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}
