"use client";
// SPDX-License-Identifier: Apache-2.0
// React around <vitrine-lookbook>. On a server it renders the tag; the element itself is fetched in the
// browser, when the first lookbook is mounted. React sets attributes only; properties and events go past
// it, which is the same in React 18 and 19.
import {
  createElement,
  type ForwardedRef,
  type ForwardRefExoticComponent,
  forwardRef,
  type HTMLAttributes,
  type RefAttributes,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import type {
  AddToBag,
  Language,
  LookbookClient,
  LookbookEventMap,
  LookbookWords,
  VitrineLookbookElement,
} from "./element.js";
import { aborted, asVitrineError, VitrineError } from "./errors.js";
import type { VitrineOptions } from "./types.js";
import { Vitrine } from "./vitrine.js";

/** What a {@link VitrineLookbook} takes beside the attributes of any HTML element. */
export interface VitrineLookbookOwnProps {
  /** The address of a pack, for a client of the lookbook's own. */
  readonly catalog?: string | undefined;
  /** What links are resolved against, for the lookbook's own client. Default: `catalog`. */
  readonly baseUrl?: string | undefined;
  /** The address of its worker's script, where the package lies on another origin. */
  readonly worker?: string | undefined;
  /** The address of the pack's preview, shown until the first page is there. */
  readonly preview?: string | undefined;
  /** How long it is shown before a plain list takes its place, in milliseconds. Default 4000. */
  readonly patience?: number | undefined;
  /** How many pages, 1 .. 512. Default 8. */
  readonly pages?: number | undefined;
  /** Dark pages. Default "auto", as the browser prefers. */
  readonly dark?: boolean | "auto" | undefined;
  /** Whether a product that is picked opens its card before its page. Default true. */
  readonly card?: boolean | undefined;
  /** The accessible name. Default "Lookbook", in the lookbook's language. */
  readonly label?: string | undefined;
  /** The client whose pages are shown, in place of one from `catalog`. It stays the caller's to close. */
  readonly client?: LookbookClient | null | undefined;
  /** Turns to this page, 0 = cover, when it changes. Where the shopper turned to is told to `onPage`. */
  readonly page?: number | undefined;
  /** The language, from `@vitrine/sdk/languages`. Default that of `lang` here or around. */
  readonly language?: Language | undefined;
  /** Some words in place of the language's. */
  readonly words?: Partial<LookbookWords> | undefined;
  /** Puts a product into the shop's bag. Without it the cards have no such button. */
  readonly addToBag?: AddToBag | undefined;
  /** The first page of a client is shown. */
  readonly onReady?: ((event: LookbookEventMap["vitrine-ready"]) => void) | undefined;
  /** A page is shown that was not before. */
  readonly onPage?: ((event: LookbookEventMap["vitrine-page"]) => void) | undefined;
  /** The card of a product opens; `event.preventDefault()` keeps it closed. */
  readonly onCard?: ((event: LookbookEventMap["vitrine-card"]) => void) | undefined;
  /** The shopper goes to a product; `event.preventDefault()` keeps its link from being followed. */
  readonly onOpen?: ((event: LookbookEventMap["vitrine-open"]) => void) | undefined;
  /** The shopper sees more like a product. */
  readonly onMore?: ((event: LookbookEventMap["vitrine-more"]) => void) | undefined;
  /** A plain list is shown in place of the lookbook. */
  readonly onPlain?: ((event: LookbookEventMap["vitrine-plain"]) => void) | undefined;
  /** The shopper does not want a product. */
  readonly onNotForMe?: ((event: LookbookEventMap["vitrine-not-for-me"]) => void) | undefined;
  /** Something went wrong; the page goes on. */
  readonly onError?: ((error: VitrineError) => void) | undefined;
}

/** The props of a {@link VitrineLookbook}. */
export type VitrineLookbookProps = VitrineLookbookOwnProps &
  Omit<HTMLAttributes<VitrineLookbookElement>, keyof VitrineLookbookOwnProps>;

/** What {@link useVitrine} gives: nothing while it starts, then a client or what went wrong. */
export interface VitrineState {
  readonly client?: Vitrine;
  readonly error?: VitrineError;
}

type Listeners = Pick<
  VitrineLookbookOwnProps,
  "onReady" | "onPage" | "onCard" | "onOpen" | "onMore" | "onNotForMe" | "onPlain" | "onError"
>;

/** What is set by property. */
type Property = "client" | "language" | "words" | "addToBag" | "page";

// Before the browser paints, and so before the element can have anything to tell; React on a server warns of it.
const useMountedEffect = typeof document === "undefined" ? useEffect : useLayoutEffect;

/**
 * `<vitrine-lookbook>` as a component. `ref` is the element, with its methods `next`, `goTo`, `refresh` and so
 * on. What is inside is shown until the element is there.
 *
 * @example
 * <VitrineLookbook catalog="/catalogue.vpack" label="Picked for you" onOpen={({ detail }) => track(detail.product)} />
 */
export const VitrineLookbook: ForwardRefExoticComponent<
  VitrineLookbookProps & RefAttributes<VitrineLookbookElement>
> = forwardRef(function VitrineLookbook(
  props: VitrineLookbookProps,
  ref: ForwardedRef<VitrineLookbookElement>,
) {
  const { catalog, baseUrl, worker, preview, patience, pages, dark, card, label, ...others } =
    props;
  const { client, language, words, addToBag, page, ...handled } = others;
  const { onReady, onPage, onCard, onOpen, onMore, onNotForMe, onPlain, onError, ...html } =
    handled;
  const { className, ...rest } = html;
  const element = useRef<VitrineLookbookElement>(null);
  useImperativeHandle(ref, () => element.current as VitrineLookbookElement, []);
  const told = { onReady, onPage, onCard, onOpen, onMore, onNotForMe, onPlain, onError };
  useListeners(element, told);
  useProperty(element, "client", client ?? undefined);
  useProperty(element, "language", language);
  useProperty(element, "words", words);
  useProperty(element, "addToBag", addToBag);
  useProperty(element, "page", page);
  return createElement("vitrine-lookbook", {
    ...rest,
    // React 18 knows no `className` on elements of other people's.
    class: className,
    catalog,
    "base-url": baseUrl,
    worker,
    preview,
    patience,
    pages,
    dark: dark === undefined ? undefined : String(dark),
    card: card === undefined ? undefined : card ? "on" : "off",
    label,
    ref: element,
  });
});

/**
 * A client of the component's own: started in the browser when it is mounted, closed when it is unmounted.
 * Another `catalog` starts another; of the other options those of that start hold, and the client's methods
 * change them.
 *
 * @param options As for `Vitrine.create`; null starts none.
 */
export function useVitrine(options: VitrineOptions | null): VitrineState {
  const [state, setState] = useState<VitrineState & { readonly of?: unknown }>({});
  const [kind, source] = identityOf(options);
  const newest = useRef(options);
  useEffect(() => {
    newest.current = options;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: these two say which catalogue it is.
  useEffect(() => {
    const { current } = newest;
    if (!current) {
      return;
    }
    const ended = new AbortController();
    let client: Vitrine | undefined;
    start(current, ended.signal).then(
      (created) => {
        client = created;
        setState({ client: created, of: source });
      },
      (thrown: unknown) => {
        if (!ended.signal.aborted) {
          setState({ error: asVitrineError(thrown), of: source });
        }
      },
    );
    return () => {
      ended.abort();
      client?.close();
      setState({});
    };
  }, [kind, source]);
  // With another catalogue at once, so that nobody is given a client that is just being closed.
  const { client, error } = state.of === source ? state : {};
  return { ...(client && { client }), ...(error && { error }) };
}

async function start(options: VitrineOptions, ended: AbortSignal): Promise<Vitrine> {
  const either = new AbortController();
  for (const signal of [ended, options.signal]) {
    if (signal?.aborted) {
      either.abort(signal.reason);
    }
    signal?.addEventListener("abort", () => either.abort(signal.reason), { signal: either.signal });
  }
  const client = await Vitrine.create({ ...options, signal: either.signal });
  if (ended.aborted) {
    client.close();
    throw aborted(ended.reason);
  }
  return client;
}

/** Tells the newest callbacks, and fetches the element. */
function useListeners(
  element: { readonly current: VitrineLookbookElement | null },
  listeners: Listeners,
): void {
  const newest = useRef(listeners);
  useMountedEffect(() => {
    newest.current = listeners;
  });
  useMountedEffect(() => {
    const { current } = element;
    if (!current) {
      return;
    }
    const ended = new AbortController();
    const listen = <Name extends keyof LookbookEventMap>(
      name: Name,
      told: (event: LookbookEventMap[Name]) => void,
    ) => current.addEventListener(name, told as (event: Event) => void, { signal: ended.signal });
    listen("vitrine-ready", (event) => newest.current.onReady?.(event));
    listen("vitrine-page", (event) => newest.current.onPage?.(event));
    listen("vitrine-card", (event) => newest.current.onCard?.(event));
    listen("vitrine-open", (event) => newest.current.onOpen?.(event));
    listen("vitrine-more", (event) => newest.current.onMore?.(event));
    listen("vitrine-plain", (event) => newest.current.onPlain?.(event));
    listen("vitrine-not-for-me", (event) => newest.current.onNotForMe?.(event));
    listen("vitrine-error", ({ detail }) => newest.current.onError?.(detail.error));
    import("./element.js").catch((cause) => {
      if (!ended.signal.aborted) {
        const message = "element.js could not be fetched";
        newest.current.onError?.(new VitrineError("FETCH", message, { cause }));
      }
    });
    return () => ended.abort();
  }, [element]);
}

/** Sets a property of the element, but only when it changes: what its user sets through `ref` stays. */
function useProperty<Name extends Property>(
  element: { readonly current: VitrineLookbookElement | null },
  name: Name,
  value: VitrineLookbookElement[Name] | VitrineLookbookOwnProps[Name],
): void {
  const before = useRef<typeof value>(undefined);
  useMountedEffect(() => {
    if (element.current && value !== before.current) {
      before.current = value;
      Object.assign(element.current, { [name]: value ?? DEFAULTS[name] });
    }
  }, [element, name, value]);
}

const DEFAULTS = {
  client: undefined,
  language: undefined,
  words: {},
  addToBag: undefined,
  page: 0,
};

// Which catalogue it is: options are written anew at each rendering, and mean the same.
function identityOf(options: VitrineOptions | null): readonly [string, unknown] {
  const { catalog } = options ?? {};
  if (typeof catalog !== "object" || catalog instanceof URL) {
    return ["pack", catalog?.toString()];
  }
  if ("feed" in catalog) {
    const { feed, format = "auto" } = catalog;
    return [`feed ${format}`, feed instanceof URL ? feed.href : feed];
  }
  return "shards" in catalog ? ["shards", String(catalog.shards)] : ["pack", catalog];
}
