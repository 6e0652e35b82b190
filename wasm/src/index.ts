// SPDX-License-Identifier: Apache-2.0
// The public surface of @vitrine/sdk. Importing it touches no window, document or Worker, so it is safe on
// a server.
export { ERROR_CODES, type VitrineErrorCode } from "./error-codes.js";
export { type ErrorDetail, VitrineError, type VitrineErrorOptions } from "./errors.js";
export type { Language, LookbookWords, Phrases } from "./language.js";
export { LookbookPage } from "./page.js";
export type { Diagnostics } from "./protocol.js";
export type * from "./types.js";
export {
  type ChangeDetail,
  type StaleDetail,
  Vitrine,
  type VitrineEventMap,
} from "./vitrine.js";
