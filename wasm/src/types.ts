// SPDX-License-Identifier: Apache-2.0
// The values that cross the package's public surface. They hold no behaviour.
import type { VitrineError } from "./errors.js";
import type { Language } from "./language.js";

/** Whether a product can be had, in the words of Google Merchant feeds. */
export type Availability = "in_stock" | "out_of_stock" | "preorder" | "backorder";

/** An amount of money. */
export interface Money {
  /** In units of the currency, not cents: 12.5 is twelve and a half. Finite, 0 .. 9e9. */
  readonly amount: number;
  /** ISO 4217, three letters: "EUR". */
  readonly currency: string;
}

/** A price as the shopper sees it. */
export interface Price extends Money {
  /** Formatted for the client's locale: "12,50 €". */
  readonly text: string;
}

/** The facet of the catalogue that a reason is about. */
export type Facet = "none" | "category" | "brand" | "colour" | "price_band" | "look" | "together";

/** GA4's name of what the shopper did; `vitrine_not_for_me` is a dismissal. */
export type EventName =
  | "view_item_list"
  | "select_item"
  | "view_item"
  | "add_to_cart"
  | "purchase"
  | "vitrine_not_for_me";

/** Why a product was picked: something that, taken away, lowers its rank. */
export interface Reason {
  /** One short sentence without a full stop, in the client's language. */
  readonly text: string;
  /**
   * An event of this shopper, a facet they keep coming back to, what others like, the shop's own choice (a
   * pin), or bare stock.
   */
  readonly kind: "event" | "facet" | "popularity" | "shop" | "availability";
  /** What the product shares with that. */
  readonly facet: Facet;
  /** The facet's name, for a category, brand or colour: "Lamps". */
  readonly term?: string;
  /** The event behind a reason of kind "event". */
  readonly because?: {
    readonly productId: string;
    /** The product's title; its id where the shop no longer has it. */
    readonly title: string;
    readonly event: EventName;
    /** Milliseconds since 1970-01-01 UTC. */
    readonly timeMs: number;
  };
  /** The product's rank among all, 0 = best, as it is. */
  readonly rankWith: number;
  /** Its rank with the named thing taken away; never better. */
  readonly rankWithout: number;
}

/** A product as it stands now. */
export interface ProductCard {
  readonly id: string;
  readonly title: string;
  /** May be empty. */
  readonly brand: string;
  /** The price asked now. */
  readonly price: Price;
  /** The regular price, where `price` is reduced. */
  readonly regularPrice?: Price;
  readonly availability: Availability;
  /** Where the shop sells it, absolute; empty where the feed has none. */
  readonly link: string;
  /** Its main picture, absolute. */
  readonly image: string;
  /** As the feed has it: "M", "38". */
  readonly size?: string;
  /** A short clip of it without sound, absolute: the feed's `video_link`. */
  readonly video?: string;
}

/** All that the catalogue knows of a product that a shopper may want to know. */
export interface ProductDetails extends ProductCard {
  /** May be empty. */
  readonly description: string;
  /** All its pictures, absolute, the main one first. */
  readonly images: readonly string[];
  /** The products of its group, itself among them: other sizes, other colours. */
  readonly variants: readonly ProductCard[];
  /** Those that look most like it, the likest first; none of its group, none that the shopper refused. */
  readonly similar: readonly ProductCard[];
}

/** A product that was picked for this shopper. */
export interface PickedProduct extends ProductCard {
  /** What the shop says of it; may be empty. */
  readonly description: string;
  readonly reason: Reason;
  /** How well it fits this shopper: higher is better, comparable only within one answer. */
  readonly score: number;
  /** The shopper has opened it before. */
  readonly viewed: boolean;
  /** The shop's rules have put it here. */
  readonly pinned?: true;
  /** How likely it was to come to its slot, where slots are drawn: above 0, at most 1. */
  readonly propensity?: number;
}

/**
 * Which products a rule is about: those that meet every condition; of several names one is enough. Names are
 * compared without case; a category stands for all below it, and may be told by its path ("Home > Lamps").
 */
export interface ProductFilter {
  readonly product?: string | readonly string[];
  readonly brand?: string | readonly string[];
  readonly category?: string | readonly string[];
  readonly colour?: string | readonly string[];
  /** By the attribute's name: `{ season: ["autumn", "winter"] }`. */
  readonly attribute?: Readonly<Record<string, string | readonly string[]>>;
  readonly availability?: Availability | readonly Availability[];
  /** Of the price asked now, in units of `currency`, which goes with it. */
  readonly minPrice?: number;
  readonly maxPrice?: number;
  readonly currency?: string;
}

/** Moves products beside what the shopper likes. */
export interface LiftRule {
  readonly where: ProductFilter;
  /** Above 0, at most 1, which puts the least likely candidate of a page level with the likeliest. */
  readonly by: number;
}

/** What the shop wants of its pages, whoever looks at them. */
export interface SlateRules {
  /** A campaign: what fits none of these is not shown. */
  readonly only?: readonly ProductFilter[];
  readonly never?: readonly ProductFilter[];
  readonly boost?: readonly LiftRule[];
  readonly bury?: readonly LiftRule[];
  /** Products with a place of their own; page and slot count from 0, which is the default. */
  readonly pin?: readonly {
    readonly product: string;
    readonly page?: number;
    readonly slot?: number;
  }[];
  /** The most products of one brand on a page, 1 .. 64. */
  readonly brandCap?: number;
}

/** A rectangle in CSS pixels from the page's top left corner. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where a product lies on a page. */
export interface Region {
  readonly product: PickedProduct;
  /** Picture and caption together: what answers to a tap. */
  readonly area: Area;
  /** The picture alone. */
  readonly picture: Area;
  /**
   * Set when the picture's host does not let this page read its pixels: the page is drawn with an empty
   * frame, and whoever shows it lays an ordinary `<img>` there.
   */
  readonly fallback?: { readonly src: string; readonly error: VitrineError };
}

/** A line of text on a page, in CSS pixels. */
export interface TextLine {
  readonly text: string;
  /** Left edge of the line. */
  readonly x: number;
  readonly baseline: number;
  /** The line's advance width. */
  readonly width: number;
  /** The size of the letters. */
  readonly size: number;
}

/** The page templates, each with its own intent. */
export type PageTemplate =
  | "cover"
  | "hero-details"
  | "grid-of-six"
  | "flat-lay"
  | "mood-board"
  | "colour-story"
  | "outfit"
  | "diptych"
  | "quote-product";

/** What to draw. */
export interface PageRequest {
  /** 0 = cover, at most 511. */
  readonly index: number;
  /** CSS pixels, 240 .. 4096. Default 1080. */
  readonly width?: number;
  /** CSS pixels, 240 .. 4096. Default 1350. */
  readonly height?: number;
  /** 0.5 .. 4, default 1; a page has at most 32 million device pixels. */
  readonly devicePixelRatio?: number;
  /** Dark surroundings: a dark backdrop. Default false. */
  readonly dark?: boolean;
  /** The page's mirror image, for readers of Arabic or Hebrew. Default false. */
  readonly rightToLeft?: boolean;
  /** "pictures" leaves the text out of the bitmap, for comparing pixels. Default "all". */
  readonly parts?: "all" | "pictures";
  readonly signal?: AbortSignal;
}

/** One font file of a face. */
export interface FontFile {
  readonly url: string | URL;
  /** Default "400" for the headline and body faces, "600" for the strong one. */
  readonly weight?: string;
  /** As in CSS: "U+0000-00FF". Default all. */
  readonly unicodeRange?: string;
}

/** The files behind the three faces of a lookbook. A face without files is a system font. */
export interface FontSources {
  /** A characterful serif for headlines. */
  readonly headline?: readonly FontFile[];
  /** A quiet sans for captions. */
  readonly body?: readonly FontFile[];
  /** The same sans, semi-bold, for names and prices. */
  readonly bodyStrong?: readonly FontFile[];
}

/** A product feed to read in the browser, for shops that do not pack it beforehand. */
export interface FeedSource {
  /** The feed's address, or its bytes. */
  readonly feed: string | URL | ArrayBuffer | Uint8Array;
  /** Default "auto", which looks at the first bytes. */
  readonly format?: FeedFormat;
}

/** A catalogue that `vitrine pack --shards` wrote, for shops of any size. */
export interface ShardSource {
  /** The folder's address. */
  readonly shards: string | URL;
  /** The most bytes of shards that a device takes beside the head, 0 .. 2^28. Default 12 MiB. */
  readonly maxBytes?: number;
  /** The most products of shards, 0 .. 1,000,000. Default 40,000. */
  readonly maxProducts?: number;
}

/** The feeds that shops have. */
export type FeedFormat = "auto" | "google-json" | "csv" | "tsv" | "google-xml" | "json-ld";

/** How pictures are decoded, and which are too large to be. */
export interface PictureOptions {
  /**
   * "auto" (default) leaves pictures to the browser's decoders where it has them, several at a time, and
   * decodes other JPEG and PNG in C++; "stb" always does, so that pixels are the same everywhere, and refuses
   * WebP, AVIF, GIF and BMP.
   */
  readonly decoder?: "auto" | "stb";
  /** Larger pictures are refused, 1 .. 100 million pixels. Default 40 million. */
  readonly maxPixels?: number;
  /** Larger files are refused, 1 .. 2^28 bytes. Default 32 MiB. */
  readonly maxBytes?: number;
}

/** A ranker of the shop's own in place of the one in the pack, see docs/rankers.md. */
export interface RankerOptions {
  /**
   * An ONNX model, its address or its bytes (copied, at most 16 MiB): one input, float32 of n x 40, and one
   * output, float32 of n or n x 1, higher for what is to come first.
   */
  readonly model: string | URL | ArrayBuffer | Uint8Array;
  /** The folder with ONNX Runtime Web's files. Default `onnxruntime-web/dist/` beside this package. */
  readonly onnxRuntime?: string | URL;
}

/** How to start. */
export interface VitrineOptions extends PictureOptions {
  /**
   * The shop's products: the address of a pack that `vitrine pack` wrote, the pack's bytes (copied), a
   * feed, or a folder of shards.
   */
  readonly catalog: string | URL | ArrayBuffer | Uint8Array | FeedSource | ShardSource;
  /** Picture and product links are resolved against it. Default: the catalogue's address, else the page's. */
  readonly baseUrl?: string | URL;
  readonly fonts?: FontSources;
  /**
   * Fetched with ONNX Runtime Web after the first page or picks for a shopper who has viewed something. What
   * is asked for until then, and all if it fails (told to `onError`, once), is ranked without it.
   */
  readonly ranker?: RankerOptions;
  /**
   * BCP 47, for prices. Default that of `language`, else `navigator.language`. "und" gives the plain form that `vitrine render`
   * gives, the same everywhere.
   */
  readonly locale?: string;
  /** What the pages and the reasons say it in, from `@vitrine/sdk/languages`. Default English. */
  readonly language?: Language;
  /** Milliseconds since 1970-01-01 UTC; for tests. Default `Date.now`. */
  readonly now?: () => number;
  /** Varies the order of the templates from shopper to shopper: an integer, 0 .. 2^32 - 1. Default 0. */
  readonly seed?: number;
  /** What the shop wants of its pages. Rules that no product fits are told to `onError`. */
  readonly rules?: SlateRules;
  /**
   * Draws each slot among its best candidates, learns from what is opened, and says how likely each pick was:
   * `true`, or a seed to draw the same again, an integer, 0 .. 2^32 - 1. Default false: the best is shown.
   */
  readonly explore?: boolean | number;
  /** "device" keeps the profile in IndexedDB, and only with consent. Default "memory". */
  readonly persistence?: "memory" | "device";
  /** What the shopper allows. Default `{}`, not asked yet: nothing is stored. */
  readonly consent?: ConsentChoice;
  /** A worker that nobody else uses, or the address of its script, where bundling or another origin asks. */
  readonly worker?: Worker | string | URL;
  /**
   * What the package's `.wasm` files hash to, by name, as `@vitrine/sdk/integrity.json` says. Others are then
   * refused: FETCH where a file is another, INVALID_ARGUMENT where it is not named.
   */
  readonly integrity?: Readonly<Record<string, string>>;
  /** Told of every error that does not reject a promise: one product's picture, rows of a feed, a shard. */
  readonly onError?: (error: VitrineError) => void;
  /** Told how long each step took in the worker. */
  readonly onTiming?: (timing: Timing) => void;
  /** Ends the start. */
  readonly signal?: AbortSignal;
}

/** The uses of a shopper's data that they may allow. */
export interface Consent {
  /** The profile may be kept on the device. */
  readonly store: boolean;
  /** What the shopper does may form a profile at all; without `store` it ends with the page. */
  readonly personalise: boolean;
  /** What the shopper was shown and did may be counted. */
  readonly measure: boolean;
}

/**
 * How a shop says what the shopper allows.
 *
 * "auto" reads it from the Transparency and Consent Framework (`__tcfapi`), Google's Consent Mode
 * (`dataLayer`) and `navigator.globalPrivacyControl`, and follows them; the strictest holds. "granted" allows
 * everything, "denied" neither storing nor measuring. An object answers each use, and what it leaves out
 * is not answered: that stores and measures nothing, and erases nothing.
 */
export type ConsentChoice = "auto" | "granted" | "denied" | Partial<Consent>;

/** All that is known of a shopper, to hand to them. */
export interface ProfileExport {
  readonly consent: Consent;
  /**
   * Oldest first, as GA4 events: `observe` takes them in again. What the device keeps is among them, even
   * where it may not be used at present.
   */
  readonly events: readonly ExportedEvent[];
  /** What was learned of the draws (option `explore`): numbers about no product, only the core's to read. */
  readonly exploration?: readonly number[];
  /** Since when the device keeps something, in milliseconds since 1970-01-01 UTC. */
  readonly keptSinceMs?: number;
  /** What was kept and could not be read, as it was found. */
  readonly damaged?: unknown;
}

/** What the shopper did at one time with some products. */
export interface ExportedEvent {
  readonly event: EventName;
  /** Milliseconds since 1970-01-01 UTC. */
  readonly time_ms: number;
  readonly event_id?: string;
  readonly ecommerce: { readonly items: readonly { readonly item_id: string }[] };
}

/** A step whose time is measured, in the worker and in this order. */
export type TimingName =
  | "create"
  | "pack-open"
  | "ranker"
  | "shard-index"
  | "shard"
  | "rank"
  | "pictures"
  | "layout"
  | "compose"
  | "text"
  | "page";

/** How long a step took. */
export interface Timing {
  readonly name: TimingName;
  readonly durationMs: number;
  readonly detail: Readonly<Record<string, string | number>>;
}

/** A row of the feed that was skipped. */
export interface RowError {
  /** Counts products from 1 in the feed's order. */
  readonly row: number;
  /** The row's product id where it has one. */
  readonly id: string;
  /** Google's name of the attribute: "price". */
  readonly field: string;
  readonly message: string;
}

/** What the catalogue turned out to hold. */
export interface CatalogReport {
  /** Of a catalogue in shards, those of the head. */
  readonly products: number;
  /** Rows of a feed that were skipped; 0 for a pack. */
  readonly skipped: number;
  /** The first of them, at most 1000. */
  readonly errors: readonly RowError[];
}

/** A live change from the shop: what the pack says no longer holds. */
export interface Override {
  readonly id: string;
  /** The price asked from now on; it ends any sale price. */
  readonly price?: Money;
  readonly availability?: Availability;
}
