// SPDX-License-Identifier: Apache-2.0
import { Connection, closeBitmap, type RequestOptions } from "./connection.js";
import { VitrineError } from "./errors.js";
import type { WorkerEvent } from "./protocol.js";
import type { PictureFacts, StudioMethods } from "./studio-protocol.js";

const closed = () => new VitrineError("DISPOSED", "this studio was closed; create a new one");

// The last resort for studios that nobody closed, and for pictures that nobody disposed of. A line lives as
// long as its studio or any of its pictures.
const abandonedLines = registry<Connection<StudioMethods>>((connection) =>
  connection.end(closed()),
);
const abandonedPictures = registry<PictureOf>(({ line, id }) => line.release(id));

interface PictureOf {
  readonly line: StudioLine;
  readonly id: number;
}

/** A studio's line to its worker, shared with the pictures. */
export class StudioLine {
  readonly #connection: Connection<StudioMethods>;

  constructor(worker: Worker) {
    const connection: Connection<StudioMethods> = new Connection(worker, {
      onEvent: (event: WorkerEvent) => {
        if (event.name === "broken") {
          connection.end(VitrineError.from(event.error));
        }
      },
      onDropped: (result) => {
        closeBitmap(result);
        if ("picture" in result) {
          release(connection, (result.picture as PictureFacts).id);
        }
      },
    });
    this.#connection = connection;
    abandonedLines?.register(this, connection, this);
  }

  get closed(): boolean {
    return this.#connection.closedBy !== undefined;
  }

  request<Name extends keyof StudioMethods>(
    method: Name,
    params: StudioMethods[Name]["params"],
    options?: RequestOptions,
  ): Promise<StudioMethods[Name]["result"]> {
    return this.#connection.request(method, params, options);
  }

  /** Has the worker forget a picture when `owner` is collected. */
  keep(owner: object, id: number): void {
    // With the line, so that it lives until then.
    abandonedPictures?.register(owner, { line: this, id }, owner);
  }

  /** The owner forgets the picture itself. */
  unkeep(owner: object): void {
    abandonedPictures?.unregister(owner);
  }

  release(id: number): void {
    release(this.#connection, id);
  }

  close(): void {
    abandonedLines?.unregister(this);
    this.#connection.end(closed());
  }
}

// A worker that ended has forgotten all its pictures.
function release(connection: Connection<StudioMethods>, id: number): void {
  connection.request("release", { id }).catch(() => undefined);
}

function registry<Held>(callback: (held: Held) => void): FinalizationRegistry<Held> | undefined {
  return typeof FinalizationRegistry === "undefined"
    ? undefined
    : new FinalizationRegistry(callback);
}
