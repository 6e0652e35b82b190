// SPDX-License-Identifier: Apache-2.0
import { aborted, asVitrineError, VitrineError } from "./errors.js";
import { Limiter } from "./limiter.js";
import type { ImagingModule } from "./modules.js";
import { decodePicture, type Picture } from "./picture-decode.js";
import { fetchPicture } from "./picture-fetch.js";
import type { PictureParams } from "./protocol.js";

/** Downloads and decodings at a time. */
const AT_A_TIME = 6;

/** Answers that will be the same next time; the network's may not be. */
const LASTING = new Set([
  "IMAGE_CORS",
  "IMAGE_FORMAT",
  "IMAGE_COLOURS",
  "IMAGE_CORRUPT",
  "IMAGE_TOO_LARGE",
]);

/** A picture in use: its pixels stay until `release`. */
export interface PictureLease {
  readonly picture: Picture;
  release(): void;
}

interface Entry {
  readonly controller: AbortController;
  readonly loaded: Promise<Picture>;
  picture?: Picture;
  uses: number;
}

/**
 * The decoded pictures, by address. Several pages asking for one picture share its download; one that
 * nobody waits for any more is given up. They are kept as far as the module has room for them; what was used
 * longest ago goes first.
 */
export class PictureStore {
  readonly #module: ImagingModule;
  readonly #options: PictureParams;
  readonly #limiter = new Limiter(AT_A_TIME);
  // In the order of use, the latest last.
  readonly #entries = new Map<string, Entry>();
  readonly #failures = new Map<string, VitrineError>();

  constructor(module: ImagingModule, options: PictureParams) {
    this.#module = module;
    this.#options = options;
  }

  /**
   * @throws {VitrineError} IMAGE_CORS, IMAGE_FETCH, IMAGE_FORMAT, IMAGE_COLOURS, IMAGE_CORRUPT, IMAGE_TOO_LARGE, ABORTED.
   * @throws {WebAssembly.RuntimeError} when the module stopped.
   */
  async take(url: string, signal: AbortSignal): Promise<PictureLease> {
    const failure = this.#failures.get(url);
    if (failure) {
      throw failure;
    }
    const entry = this.#entries.get(url) ?? this.#load(url);
    this.#entries.delete(url);
    this.#entries.set(url, entry);
    entry.uses += 1;
    let held = true;
    const release = () => {
      if (held) {
        held = false;
        entry.uses -= 1;
        this.#release(url, entry);
      }
    };
    try {
      return { picture: await unlessAborted(entry.loaded, signal), release };
    } catch (error) {
      release();
      throw error;
    }
  }

  /** How many decoded pictures there are, and their bytes. */
  get size(): { readonly count: number; readonly bytes: number } {
    const pictures = [...this.#entries.values()].flatMap(({ picture }) => picture ?? []);
    const bytes = pictures.reduce((sum, { byteCount }) => sum + byteCount, 0);
    return { count: pictures.length, bytes };
  }

  #load(url: string): Entry {
    const controller = new AbortController();
    const loaded = this.#limiter.run(() => this.#fetchAndDecode(url, controller.signal));
    const entry: Entry = { controller, loaded, uses: 0 };
    loaded.then(
      (picture) => {
        if (this.#entries.get(url) === entry) {
          entry.picture = picture;
        } else {
          // Given up in the moment in which it was ready.
          picture.delete();
        }
      },
      (thrown: unknown) => {
        const error = asVitrineError(thrown);
        if (LASTING.has(error.code)) {
          this.#failures.set(url, error);
        }
        this.#drop(url, entry);
      },
    );
    return entry;
  }

  async #fetchAndDecode(url: string, signal: AbortSignal): Promise<Picture> {
    if (signal.aborted) {
      throw aborted(signal.reason);
    }
    const { origin, decoder, maxPixels, maxBytes } = this.#options;
    const bytes = await fetchPicture(url, origin, signal, maxBytes);
    const picture = new this.#module.Picture();
    try {
      await decodePicture(this.#module, picture, bytes, {
        decoder,
        maxPixels,
        makeRoom: (size) => this.#makeRoom(size),
      });
      if (signal.aborted) {
        throw aborted(signal.reason);
      }
      return picture;
    } catch (thrown) {
      if (thrown instanceof WebAssembly.RuntimeError) {
        // The module's memory is no longer to be touched.
        throw thrown;
      }
      picture.delete();
      const error = asVitrineError(thrown);
      throw new VitrineError(error.code, `${url}: ${error.message}`, {
        cause: error,
        detail: { url },
      });
    }
  }

  #release(url: string, entry: Entry): void {
    if (entry.uses === 0 && !entry.picture) {
      entry.controller.abort();
      // Whoever asks from now on starts anew.
      this.#drop(url, entry);
    }
    this.#makeRoom(0);
  }

  #drop(url: string, entry: Entry): void {
    if (this.#entries.get(url) === entry) {
      this.#entries.delete(url);
    }
  }

  // Gives up what no page needs, used longest ago, until so many bytes more fit into what pictures may take.
  #makeRoom(bytes: number): void {
    for (const [url, { picture, uses }] of [...this.#entries]) {
      if (this.#module.Picture.hasRoom(bytes)) {
        return;
      }
      if (picture && uses === 0) {
        this.#entries.delete(url);
        picture.delete();
      }
    }
  }
}

// The promise goes on for others; this caller stops waiting.
function unlessAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(aborted(signal.reason));
    if (signal.aborted) {
      stop();
      return;
    }
    signal.addEventListener("abort", stop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}
