// SPDX-License-Identifier: Apache-2.0
// The messages between the page and a worker. Every request has an id and gets exactly one result or
// error; an abort asks for an early error. Both sides check the version, because a shop may serve the two
// files from different deployments. The methods are those of a Vitrine; studio-protocol.ts has a studio's.
import type { ErrorFacts } from "./errors.js";
import type { Phrases } from "./language.js";
import type {
  Area,
  CatalogReport,
  Consent,
  FeedFormat,
  Override,
  PageTemplate,
  PickedProduct,
  PictureOptions,
  ProductDetails,
  ProfileExport,
  Reason,
  TextLine,
  Timing,
} from "./types.js";

/** Raised with every change that an older or newer other side would misread. */
export const PROTOCOL_VERSION = 3;

/** A product's place on a page as the worker tells it. */
export interface RegionFacts {
  readonly product: PickedProduct;
  readonly area: Area;
  readonly picture: Area;
  readonly fallback?: { readonly src: string; readonly error: ErrorFacts };
}

/** One file of a face; the address is absolute. */
export interface FontParams {
  readonly url: string;
  readonly weight?: string;
  readonly unicodeRange?: string;
}

/** The three faces of a page. */
export type FaceName = "headline" | "body" | "bodyStrong";

/** The most that a device takes of a catalogue in shards, the head left out. */
export interface ShardBudget {
  readonly maxBytes: number;
  readonly maxProducts: number;
}

/** Where the products come from. A string is an absolute address. */
export interface CatalogParams {
  readonly source: string | Uint8Array;
  readonly format: "pack" | FeedFormat;
  /** Set where the source is a folder of shards; it then ends with a slash. */
  readonly shards?: ShardBudget;
}

/** How to fetch and decode pictures, and the most that is decoded. */
export interface PictureParams extends Required<PictureOptions> {
  /** The origin that a picture's host has to allow. */
  readonly origin: string;
}

/** A ranker of the shop's own: its address or its bytes, and where ONNX Runtime Web is. */
export interface RankerParams {
  readonly model: string | Uint8Array;
  readonly onnxRuntime: string | undefined;
}

/** All that the worker has to know from the start. Times come with each request. */
export interface CreateParams extends PictureParams {
  readonly catalog: CatalogParams;
  readonly baseUrl: string;
  readonly fonts: Readonly<Record<FaceName, readonly FontParams[]>>;
  readonly locale: string;
  /** What pages and reasons are put into words with; English without. */
  readonly phrases: Phrases | undefined;
  readonly seed: number;
  /** As JSON. */
  readonly rules: string | undefined;
  /** The seed of the draws, where slots are drawn. */
  readonly explore: number | undefined;
  /** Whether the shop wants the profile kept on the device, where the shopper allows it. */
  readonly persistent: boolean;
  readonly answers: Answers;
  readonly ranker: RankerParams | undefined;
  /** Of the `.wasm` files, by name. */
  readonly integrity: Readonly<Record<string, string>> | undefined;
}

/** What the shopper said to each use of their data: yes, no, or nothing yet. */
export type Answers = { readonly [Use in keyof Consent]?: boolean | undefined };

/** A page to draw. */
export interface PageParams {
  readonly index: number;
  readonly width: number;
  readonly height: number;
  readonly devicePixelRatio: number;
  readonly dark: boolean;
  readonly rightToLeft: boolean;
  readonly parts: "all" | "pictures";
  readonly nowMs: number;
}

/** A drawn page; the bitmap is transferred. */
export interface PageFacts {
  readonly index: number;
  readonly template: PageTemplate;
  readonly headline: string;
  readonly width: number;
  readonly height: number;
  readonly revision: number;
  readonly regions: readonly RegionFacts[];
  readonly texts: readonly TextLine[];
  readonly bitmap: ImageBitmap;
}

/** What the worker's memory holds, for tests and monitoring. */
export interface Diagnostics {
  /** Objects of the bindings that are alive, the catalogue's session included. */
  readonly liveObjects: number;
  /** Bytes allocated inside the modules' memories. */
  readonly heapBytes: number;
  /** Bytes that the modules' memories take, which never shrink. */
  readonly memoryBytes: number;
  /** Decoded pictures kept for the next page. */
  readonly cachedPictures: number;
  readonly cachedBytes: number;
}

/** Every method of the worker: what it takes and what it gives. */
export interface Methods {
  create: { params: CreateParams; result: { report: CatalogReport } };
  observe: { params: { json: string; nowMs: number }; result: { accepted: number } };
  dismiss: { params: { id: string; nowMs: number }; result: { pages: number } };
  override: { params: { changes: readonly Override[] }; result: { revision: number } };
  page: { params: PageParams; result: PageFacts };
  picks: { params: { count: number; nowMs: number }; result: { picks: readonly PickedProduct[] } };
  details: { params: { id: string; similar: number }; result: { details: ProductDetails } };
  why: { params: { id: string; nowMs: number }; result: { reason: Reason } };
  rules: { params: { json: string }; result: { unmatched: readonly string[] } };
  seen: { params: { index: number }; result: Record<string, never> };
  restart: { params: { from: number }; result: Record<string, never> };
  /** `changed` where something kept joined the profile, or the profile was erased. */
  consent: { params: { answers: Answers }; result: { readonly changed: boolean } };
  export: { params: Record<string, never>; result: Omit<ProfileExport, "consent"> };
  /** `left` says why something may be left on the device. */
  forget: { params: Record<string, never>; result: { readonly left?: ErrorFacts } };
  diagnostics: { params: Record<string, never>; result: Diagnostics };
}

/** The shape of a worker's methods. */
export type MethodTable<Table> = {
  readonly [Name in keyof Table]: { readonly params: unknown; readonly result: object };
};

/** A request for any of these methods. */
export type Request<Table extends MethodTable<Table>> = {
  readonly [Name in keyof Table]: {
    readonly v: number;
    readonly id: number;
    readonly kind: "request";
    readonly method: Name;
    readonly params: Table[Name]["params"];
  };
}[keyof Table];

/** Page to worker. */
export type ToWorker<Table extends MethodTable<Table>> =
  | Request<Table>
  | { readonly v: number; readonly id: number; readonly kind: "abort" };

/** What the worker tells without being asked. */
export type WorkerEvent =
  | { readonly name: "timing"; readonly timing: Timing }
  | { readonly name: "error"; readonly error: ErrorFacts }
  /** A module stopped: nothing that the worker says from now on can be trusted. */
  | { readonly name: "broken"; readonly error: ErrorFacts }
  /** Another page of the shop was told to forget the shopper, and so this one has. */
  | { readonly name: "forgotten" }
  /** Consent to storage was withdrawn in another page of the shop. */
  | { readonly name: "withdrawn" };

/** Worker to page. */
export type FromWorker =
  | { readonly v: number; readonly id: number; readonly kind: "result"; readonly result: object }
  | { readonly v: number; readonly id: number; readonly kind: "error"; readonly error: ErrorFacts }
  | { readonly v: number; readonly kind: "event"; readonly event: WorkerEvent };
