// SPDX-License-Identifier: Apache-2.0
// A Vitrine client of the shop: how it is made, and what it is told.
import type {
  ConsentChoice,
  Override,
  SlateRules,
  Timing,
  Vitrine,
  VitrineError,
} from "@vitrine/sdk";
import { type Choice, THIS_VISIT } from "./consent.ts";
import { FONTS } from "./fonts.ts";
import { locale, sdkLanguage } from "./language.ts";
import { PACK } from "./shop.ts";

/** What a client has to know beside its catalogue. Each part is another object once it changes. */
export type Told = Readonly<{
  choice: Choice;
  rules: SlateRules;
  /** What the shop desk changed, by product. */
  overrides: ReadonlyMap<string, Override>;
}>;

/** For whoever watches the shop: the QA walk, the performance panel, a monitoring service. */
export type Watch = {
  /** The latest, oldest first. */
  readonly timings: Timing[];
  readonly errors: VitrineError[];
  /** When the first page of a lookbook was shown, since the navigation began. */
  firstPageMs: number | undefined;
};

/** Enough for a long visit's figures; a page that is open for days shall not grow by them. */
const MOST_TIMINGS = 500;

/** `?seed=7` gives a lookbook its order of templates; for tests and for comparing two shoppers. */
const seed = Number(new URLSearchParams(location.search).get("seed") ?? 0) >>> 0;

/** Starts a client that knows the shop's language and what the shopper allows. */
export async function createClient(
  choice: Choice,
  played: boolean,
  watch: Watch,
): Promise<Vitrine> {
  const [{ Vitrine }, language] = await Promise.all([
    import("@vitrine/sdk"),
    sdkLanguage(),
    import("@vitrine/sdk/element"),
  ]);
  return Vitrine.create({
    catalog: PACK,
    fonts: FONTS,
    locale: locale(),
    ...(language && { language }),
    seed,
    persistence: "device",
    consent: played ? UNASKED : (choice ?? {}),
    onError: (error) => watch.errors.push(error),
    onTiming: (timing) => {
      watch.timings.push(timing);
      watch.timings.splice(0, watch.timings.length - MOST_TIMINGS);
    },
  });
}

/** Nothing of whoever is played is kept, and what is kept of the shopper stays. */
const UNASKED: ConsentChoice = { personalise: true };

/**
 * What a client is told of the shopper's answer. Whoever is played follows none but a no, which erases what
 * is kept of the shopper.
 */
export function consentFor(choice: Choice, played: boolean): ConsentChoice {
  if (!played) {
    return choice ?? {};
  }
  return choice && !(choice.store && choice.personalise) ? THIS_VISIT : UNASKED;
}

/** Tells a client what is another than `before`. */
export async function tell(
  client: Vitrine,
  { choice, rules, overrides }: Told,
  before: Told,
  { played, watch }: Readonly<{ played: boolean; watch: Watch }>,
): Promise<void> {
  if (choice !== before.choice) {
    await client.setConsent(consentFor(choice, played));
  }
  if (overrides !== before.overrides) {
    await client.override([...overrides.values()]);
  }
  if (rules !== before.rules) {
    // Rules that are refused leave the shop without any, not without a lookbook.
    await client.setRules(rules).catch((error) => watch.errors.push(error));
  }
}
