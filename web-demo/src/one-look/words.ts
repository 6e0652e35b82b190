// SPDX-License-Identifier: Apache-2.0
import { inLanguage } from "../language.ts";
import { arabic } from "./words-ar.ts";
import { german } from "./words-de.ts";
import { english } from "./words-en.ts";

/** What the page of the one look says. */
export const oneLookWords = () => inLanguage({ en: english, de: german, ar: arabic });
