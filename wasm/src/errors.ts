// SPDX-License-Identifier: Apache-2.0
import type { VitrineErrorCode } from "./error-codes.js";

/** Facts about an error for programs, such as `{host, url, header}` of an IMAGE_CORS. */
export type ErrorDetail = Readonly<Record<string, string | number>>;

/** What an error is made from, and how it crosses from the worker to the page. */
export interface ErrorFacts {
  readonly code: VitrineErrorCode;
  readonly message: string;
  readonly detail?: ErrorDetail | undefined;
}

/**
 * Every error that this package throws, rejects with or reports.
 *
 * `code` is for programs and never renamed; `message` says to people what was expected, what came and
 * what to do; `cause` is the error underneath, where there was one.
 */
export class VitrineError extends Error {
  /** The stable name of what went wrong. */
  readonly code: VitrineErrorCode;
  /** Facts about it; empty for most codes. */
  readonly detail: ErrorDetail;

  constructor(code: VitrineErrorCode, message: string, options: VitrineErrorOptions = {}) {
    super(message, "cause" in options ? { cause: options.cause } : {});
    this.name = "VitrineError";
    this.code = code;
    this.detail = options.detail ?? {};
  }

  /** @internal */
  static from({ code, message, detail }: ErrorFacts): VitrineError {
    return new VitrineError(code, message, { detail });
  }
}

/** What a {@link VitrineError} carries beside its code and message. */
export interface VitrineErrorOptions {
  readonly cause?: unknown;
  readonly detail?: ErrorDetail | undefined;
}

/**
 * Any thrown value as a VitrineError: unchanged if it is one, ABORTED for an AbortError, else INTERNAL.
 *
 * @internal
 */
export function asVitrineError(thrown: unknown): VitrineError {
  if (thrown instanceof VitrineError) {
    return thrown;
  }
  if (thrown instanceof DOMException && thrown.name === "AbortError") {
    return aborted(thrown);
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new VitrineError("INTERNAL", message, { cause: thrown });
}

/** @internal */
export function factsOf({ code, message, detail }: VitrineError): ErrorFacts {
  return { code, message, detail };
}

/** @internal */
export function aborted(cause?: unknown): VitrineError {
  return new VitrineError("ABORTED", "the request was aborted by its AbortSignal", { cause });
}
