// SPDX-License-Identifier: Apache-2.0
// The public surface of @vitrine/sdk/studio. Importing it touches no window, document or Worker, so it is
// safe on a server.
import { signalOf } from "./arguments.js";
import { checkSupport, startWorker } from "./connection.js";
import { dispose } from "./dispose.js";
import { sourceParams, studioParams } from "./studio-arguments.js";
import { StudioLine } from "./studio-line.js";
import { StudioPicture } from "./studio-picture.js";
import type { PictureSource, StudioDiagnostics, StudioOptions } from "./studio-types.js";

export { ERROR_CODES, type VitrineErrorCode } from "./error-codes.js";
export { type ErrorDetail, VitrineError, type VitrineErrorOptions } from "./errors.js";
export { type Cutout, type Detail, type Harmonised, StudioPicture } from "./studio-picture.js";
export type * from "./studio-types.js";

/**
 * Mends pictures, cuts their subjects out and makes them look like one brand, in a worker of its own. The
 * page's thread only passes messages.
 *
 * @example
 * const studio = await PictureStudio.create();
 * const picture = await studio.open("/pictures/lamp.jpg");
 * const mended = await picture.enhance();
 * const { picture: styled } = await mended.harmonise({ canvas: { width: 800, height: 1000 } });
 * const file = await styled.encode({ type: "image/jpeg", quality: 88 });
 * studio.close();
 */
export class PictureStudio implements Disposable {
  readonly #line: StudioLine;

  private constructor(line: StudioLine) {
    this.#line = line;
  }

  /**
   * Starts a worker and loads the module.
   *
   * @throws {VitrineError} UNSUPPORTED without workers or WebAssembly; INVALID_ARGUMENT for an option; FETCH;
   *   ABORTED; WORKER.
   */
  static async create(options: StudioOptions = {}): Promise<PictureStudio> {
    checkSupport();
    const params = studioParams(options);
    signalOf(options);
    const worker = startWorker(
      options.worker,
      () => new Worker(new URL("./studio-worker.js", import.meta.url), { type: "module" }),
    );
    const line = new StudioLine(worker);
    try {
      await line.request("create", params, options);
      return new PictureStudio(line);
    } catch (error) {
      line.close();
      throw error;
    }
  }

  /**
   * Decodes a picture. What is handed over stays the caller's.
   *
   * @returns The picture; the caller disposes of it.
   * @throws {VitrineError} INVALID_ARGUMENT for what is no source; IMAGE_CORS, IMAGE_FETCH, IMAGE_FORMAT,
   *   IMAGE_COLOURS, IMAGE_CORRUPT, IMAGE_TOO_LARGE; OUT_OF_MEMORY; ABORTED; DISPOSED, WORKER, INTERNAL.
   */
  async open(
    source: PictureSource,
    options: { readonly signal?: AbortSignal } = {},
  ): Promise<StudioPicture> {
    const params = { source: sourceParams(source) };
    const { picture } = await this.#line.request("open", params, options);
    return new StudioPicture(this.#line, picture);
  }

  /** What the worker holds, for monitoring. */
  diagnostics(): Promise<StudioDiagnostics> {
    return this.#line.request("diagnostics", {});
  }

  /** True once `close` was called, or the worker died or its module stopped. */
  get closed(): boolean {
    return this.#line.closed;
  }

  /** Ends the worker and frees all memory. Requests under way reject with DISPOSED. Idempotent. */
  close(): void {
    this.#line.close();
  }

  /** The same as `close`, for `using`. */
  [dispose](): void {
    this.close();
  }
}
