// SPDX-License-Identifier: Apache-2.0
// Generated from sdk/vitrine/base/error_codes.inc by tools/generate-error-codes.mjs.

/** Every code that a VitrineError can carry. */
export const ERROR_CODES = [
  /** An argument is outside its documented range. */
  "INVALID_ARGUMENT",
  /** Two arrays whose shapes must agree do not. */
  "SHAPE_MISMATCH",
  /** A number is NaN or infinite where a finite one is needed. */
  "NON_FINITE",
  /** The input exceeds a documented size limit; nothing was allocated for it. */
  "TOO_LARGE",
  /** No product of the catalogue has this id. */
  "UNKNOWN_PRODUCT",
  /** The event's name is not one the profile understands. */
  "UNKNOWN_EVENT",
  /** The feed as a whole is not valid JSON, XML, CSV or TSV. */
  "FEED_SYNTAX",
  /** A row of the feed is broken; it was skipped and the rest was read. */
  "FEED_ROW",
  /** The packed catalogue is truncated or inconsistent. */
  "PACK_CORRUPT",
  /** The packed catalogue was written by an incompatible version. */
  "PACK_VERSION",
  /** The event is not JSON of a documented shape. */
  "EVENT_SYNTAX",
  /** The stored profile is damaged; start a new one. */
  "PROFILE_CORRUPT",
  /** The device has no room for the profile; it lasts as long as the page. */
  "STORAGE_FULL",
  /** The picture's format is not supported. */
  "IMAGE_FORMAT",
  /** The picture is in CMYK, or has more than 8 bits a channel. */
  "IMAGE_COLOURS",
  /** The picture is truncated or damaged. */
  "IMAGE_CORRUPT",
  /** The picture has more pixels than the limit allows. */
  "IMAGE_TOO_LARGE",
  /** The picture's host does not allow this page to read its pixels. */
  "IMAGE_CORS",
  /** The picture could not be fetched. */
  "IMAGE_FETCH",
  /** The style is not JSON of the documented shape. */
  "STYLE_SYNTAX",
  /** The experiment log or the bandit table is not of the documented shape. */
  "LOG_SYNTAX",
  /** The data cannot answer the question; the message says why. */
  "INCONCLUSIVE",
  /** A catalogue, module, font or model could not be fetched. */
  "FETCH",
  /** This browser lacks something the SDK needs. */
  "UNSUPPORTED",
  /** The object was closed and can no longer be used. */
  "DISPOSED",
  /** The caller's AbortSignal ended the request. */
  "ABORTED",
  /** WebAssembly memory could not grow any further. */
  "OUT_OF_MEMORY",
  /** The worker could not start or died. */
  "WORKER",
  /** A broken invariant inside the SDK; please report it. */
  "INTERNAL",
] as const;

/** The stable name of what went wrong: one of {@link ERROR_CODES}, each explained there. */
export type VitrineErrorCode = (typeof ERROR_CODES)[number];
