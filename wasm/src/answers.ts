// SPDX-License-Identifier: Apache-2.0
import { checkObject, checkOneOf } from "./arguments.js";
import type { Answers } from "./protocol.js";
import type { ConsentChoice } from "./types.js";

/** What a shop says of the shopper's consent; of "auto" nothing is known yet. */
export function answersOf(consent: ConsentChoice = {}): Answers {
  if (typeof consent === "string") {
    checkOneOf("consent", consent, ["auto", "granted", "denied"]);
    const granted = consent === "granted";
    return consent === "auto"
      ? {}
      : { store: granted, measure: granted, ...(granted && { personalise: true }) };
  }
  checkObject("consent", consent);
  const { store, personalise, measure } = consent;
  for (const [use, answer] of Object.entries({ store, personalise, measure })) {
    checkOneOf(`consent.${use}`, answer, [true, false, undefined]);
  }
  return { store, personalise, measure };
}
