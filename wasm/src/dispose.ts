// SPDX-License-Identifier: Apache-2.0
// Also for shops whose own settings do not name this part of the language.
/// <reference lib="esnext.disposable" preserve="true" />

/** `Symbol.dispose`, or where the browser lacks it, the one that compilers of `using` look for. */
export const dispose: typeof Symbol.dispose = Symbol.dispose ?? Symbol.for("Symbol.dispose");
