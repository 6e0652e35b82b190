// SPDX-License-Identifier: Apache-2.0
// The languages that the package brings: `import { german } from "@vitrine/sdk/languages"`.
export type { Language, LookbookWords, Phrases } from "./language.js";
export { arabic } from "./language-ar.js";
export { german } from "./language-de.js";
export { english } from "./language-en.js";
