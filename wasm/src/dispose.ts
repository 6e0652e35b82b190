// SPDX-License-Identifier: Apache-2.0

/** `Symbol.dispose`, or where the browser lacks it, the one that compilers of `using` look for. */
export const dispose: typeof Symbol.dispose = Symbol.dispose ?? Symbol.for("Symbol.dispose");
