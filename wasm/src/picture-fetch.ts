// SPDX-License-Identifier: Apache-2.0
import { readBytes } from "./download.js";
import { aborted, VitrineError } from "./errors.js";

/** A host that has not sent the whole picture by then is given up; the page goes on without it. */
const TIMEOUT_MS = 10_000;

/**
 * Fetches a picture's file without the shopper's cookies.
 *
 * @param origin The page's origin, which the picture's host has to allow.
 * @param maxBytes Of the file.
 * @throws {VitrineError} IMAGE_CORS with {host, url, header}; IMAGE_FETCH with {url} and perhaps {status};
 *   IMAGE_TOO_LARGE; ABORTED.
 */
export async function fetchPicture(
  url: string,
  origin: string,
  signal: AbortSignal,
  maxBytes: number,
): Promise<Uint8Array> {
  const timed = new AbortController();
  const stop = () => timed.abort();
  const timer = setTimeout(stop, TIMEOUT_MS);
  signal.addEventListener("abort", stop, { once: true });
  try {
    return await download(url, origin, timed.signal, maxBytes);
  } catch (thrown) {
    if (signal.aborted) {
      throw aborted(signal.reason);
    }
    if (timed.signal.aborted) {
      throw fetchError(url, `not sent within ${TIMEOUT_MS / 1000} s`, thrown);
    }
    throw thrown;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }
}

async function download(
  url: string,
  origin: string,
  signal: AbortSignal,
  maxBytes: number,
): Promise<Uint8Array> {
  let response: Response;
  try {
    response = await ask(url, origin, signal);
  } catch (cause) {
    throw signal.aborted ? cause : await unreadable(url, origin, signal, cause);
  }
  if (!response.ok) {
    throw fetchError(url, `status ${response.status}`, undefined, { status: response.status });
  }
  try {
    return await readBytes(response, maxBytes);
  } catch (cause) {
    if (cause instanceof VitrineError) {
      throw new VitrineError("IMAGE_TOO_LARGE", cause.message, { detail: { url } });
    }
    throw signal.aborted ? cause : fetchError(url, "the connection broke", cause);
  }
}

// The browser's cache may hold the answer to an <img> of the page: without the header, where the host sends
// it only to those who ask for it. So another origin is asked itself before it is judged.
async function ask(url: string, origin: string, signal: AbortSignal): Promise<Response> {
  const options: RequestInit = { credentials: "omit", signal };
  try {
    return await fetch(url, options);
  } catch (thrown) {
    if (signal.aborted || new URL(url).origin === origin) {
      throw thrown;
    }
    return fetch(url, { ...options, cache: "reload" });
  }
}

// The browser does not say whether it was the host's headers or the network. Without asking for the
// pixels, the host answers in the first case.
async function unreadable(
  url: string,
  origin: string,
  signal: AbortSignal,
  cause: unknown,
): Promise<VitrineError> {
  const { host, origin: its } = new URL(url);
  if (its !== origin) {
    try {
      const response = await fetch(url, { mode: "no-cors", credentials: "omit", signal });
      await response.body?.cancel();
      return corsError(url, host, origin, cause);
    } catch {
      // Then it is the network.
    }
  }
  return fetchError(url, "no answer; is the host up, and allowed by connect-src?", cause);
}

function corsError(url: string, host: string, origin: string, cause: unknown): VitrineError {
  const header = `Access-Control-Allow-Origin: ${origin}`;
  const message = `${host} does not let this page read ${url}; let it send the header '${header}'`;
  return new VitrineError("IMAGE_CORS", message, { cause, detail: { host, url, header } });
}

function fetchError(
  url: string,
  why: string,
  cause?: unknown,
  detail: Readonly<Record<string, number>> = {},
): VitrineError {
  const options = { detail: { url, ...detail } };
  const message = `the picture ${url} could not be fetched: ${why}`;
  return new VitrineError(
    "IMAGE_FETCH",
    message,
    cause === undefined ? options : { ...options, cause },
  );
}
