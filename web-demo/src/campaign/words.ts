// SPDX-License-Identifier: Apache-2.0
import { inLanguage } from "../language.ts";
import { arabic } from "./words-ar.ts";
import { german } from "./words-de.ts";
import { english } from "./words-en.ts";

/** What the merchandiser's page says. */
export const campaignWords = () => inLanguage({ en: english, de: german, ar: arabic });
