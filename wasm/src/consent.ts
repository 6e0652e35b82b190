// SPDX-License-Identifier: Apache-2.0
// What the shopper said where the shop asks: the Transparency and Consent Framework 2, Google's Consent
// Mode, Global Privacy Control. Loaded only by clients with the consent "auto". docs/privacy.md has the table.
import { asArray, watchEntries } from "./data-layer.js";
import type { Answers } from "./protocol.js";

/** One place where a shopper's answers can be heard. */
interface Source {
  /** What it says; undefined while the shop does not use it. */
  heard(): Answers | undefined;
  stop?(): void;
}

/** A consent manager's function may come long after us. */
const LOOK_EVERY_MS = 250;

const SILENT: Answers = {};

/**
 * The answers of all sources together: refused where one refuses, granted where all that speak grant, else
 * not answered.
 */
export function combined(statements: readonly Answers[]): Answers {
  const answer = (name: keyof Answers): boolean | undefined => {
    const said = statements.map((statement) => statement[name]);
    if (said.includes(false)) {
      return false;
    }
    return (said.length > 0 && said.every((each) => each === true)) || undefined;
  };
  return {
    store: answer("store"),
    personalise: answer("personalise"),
    measure: answer("measure"),
  };
}

/**
 * Calls `tell` with the shopper's answers at once, and whenever they change.
 *
 * @returns A function that ends it.
 */
export function watchConsent(tell: (answers: Answers) => void): () => void {
  let told: string | undefined;
  let sources: readonly Source[] = [];
  const say = () => {
    const heard = sources.map((source) => source.heard());
    const answers = combined(heard.filter((said) => said !== undefined));
    const text = JSON.stringify(answers);
    if (sources.length > 0 && text !== told) {
      told = text;
      tell(answers);
    }
  };
  sources = [globalPrivacyControl, consentMode(say), tcf(say)];
  say();
  return () => {
    const ended = sources;
    sources = [];
    for (const source of ended) {
      source.stop?.();
    }
  };
}

/** Refuses that anything outlives the page; what stays in it is shared with nobody. */
const globalPrivacyControl: Source = {
  heard: () =>
    (navigator as { globalPrivacyControl?: unknown }).globalPrivacyControl === true
      ? { store: false, measure: false }
      : undefined,
};

type Mode = Record<string, unknown>;

/** Consent Mode has no way to be asked: its commands are read as they go by. */
function consentMode(onChange: () => void): Source {
  const page = globalThis as { dataLayer?: unknown };
  page.dataLayer ??= [];
  if (!Array.isArray(page.dataLayer)) {
    return { heard: () => undefined };
  }
  const defaults: Mode[] = [];
  const updated: Mode = {};
  let speaks = false;
  const stop = watchEntries(page.dataLayer, (entry) => {
    const list = asArray(entry);
    const [command, action, mode] = Array.isArray(list) ? list : [];
    if (command !== "consent" || typeof mode !== "object" || mode === null) {
      return;
    }
    if (action === "default") {
      defaults.push(mode as Mode);
    } else if (action === "update") {
      Object.assign(updated, mode);
    } else {
      return;
    }
    speaks = true;
    onChange();
  });
  const answer = (type: string): boolean | undefined => {
    if (updated[type] !== undefined) {
      return updated[type] === "granted";
    }
    // A default is no refusal, the shopper may still be asked. Where it is for a region, nobody here knows
    // whether that is the shopper's: there it grants nothing.
    const said = defaults.filter((mode) => mode[type] !== undefined);
    const grants = (mode: Mode) => mode[type] === "granted";
    return (said.every(grants) && said.some(({ region }) => region === undefined)) || undefined;
  };
  return {
    heard: () =>
      speaks
        ? {
            store: answer("personalization_storage"),
            // Never a no: what stays in the page is shared with nobody.
            personalise: answer("personalization_storage") || undefined,
            measure: answer("analytics_storage"),
          }
        : undefined,
    stop,
  };
}

/** What `addEventListener` hands over, as far as it is read here; anybody's code wrote it. */
interface TcData {
  readonly eventStatus?: unknown;
  readonly gdprApplies?: unknown;
  readonly listenerId?: unknown;
  readonly purpose?: { readonly consents?: Readonly<Record<number, unknown>> };
}

type TcfApi = (
  command: string,
  version: number,
  callback: (data: TcData | null, success: boolean) => void,
  parameter?: unknown,
) => void;

function tcf(onChange: () => void): Source {
  let api: TcfApi | undefined;
  let answers = SILENT;
  let listenerId: unknown;
  const hear = (data: TcData | null, success: boolean) => {
    listenerId = data?.listenerId ?? listenerId;
    // While the question is on the screen, what was answered before still holds.
    if (!success || !data) {
      answers = SILENT;
    } else if (data.eventStatus === "tcloaded" || data.eventStatus === "useractioncomplete") {
      answers = tcfAnswers(data);
    }
    onChange();
  };
  const look = () => {
    const found = (globalThis as { __tcfapi?: unknown }).__tcfapi;
    if (typeof found === "function") {
      clearInterval(looking);
      api = found as TcfApi;
      attempt(() => api?.("addEventListener", 2, hear));
      onChange();
    }
  };
  const looking = setInterval(look, LOOK_EVERY_MS);
  look();
  return {
    heard: () => (api ? answers : undefined),
    stop: () => {
      clearInterval(looking);
      attempt(() => api?.("removeEventListener", 2, () => undefined, listenerId));
    },
  };
}

// Purposes: 1 store and access information on a device, 5 create a profile to personalise content, 6 use
// it, 8 measure content performance. A legitimate interest that is claimed is not a yes.
function tcfAnswers({ gdprApplies, purpose }: TcData): Answers {
  if (gdprApplies === false) {
    return { store: true, personalise: true, measure: true };
  }
  const allows = (...purposes: readonly number[]) =>
    purposes.every((number) => purpose?.consents?.[number] === true);
  return { store: allows(1, 5, 6), personalise: allows(5, 6), measure: allows(1, 8) };
}

// A consent manager that throws has not answered.
function attempt(call: () => void): void {
  try {
    call();
  } catch {
    // Nothing is known, and nothing is stored.
  }
}
