// SPDX-License-Identifier: Apache-2.0
import { VitrineError } from "./errors.js";
import type { KeptPicture } from "./studio-module.js";
import type { PictureFacts } from "./studio-protocol.js";

interface Entry {
  readonly picture: KeptPicture;
  uses: number;
}

/** The worker's pictures by number. One that is released while it is used goes when it no longer is. */
export class PictureTable {
  readonly #entries = new Map<number, Entry>();
  #nextId = 1;

  /** Those that were not released. */
  get size(): number {
    return this.#entries.size;
  }

  add(picture: KeptPicture): PictureFacts {
    const id = this.#nextId++;
    this.#entries.set(id, { picture, uses: 0 });
    return { id, width: picture.width, height: picture.height };
  }

  /** For a step that does not wait. @throws {VitrineError} DISPOSED. */
  get(id: number): KeptPicture {
    return this.#entry(id).picture;
  }

  /** For a step that waits: the picture stays until it ends. @throws {VitrineError} DISPOSED. */
  async use<Value>(id: number, task: (picture: KeptPicture) => Promise<Value>): Promise<Value> {
    const entry = this.#entry(id);
    entry.uses += 1;
    try {
      return await task(entry.picture);
    } finally {
      entry.uses -= 1;
      if (this.#entries.get(id) !== entry) {
        free(entry);
      }
    }
  }

  /** Idempotent. */
  release(id: number): void {
    const entry = this.#entries.get(id);
    if (entry) {
      this.#entries.delete(id);
      free(entry);
    }
  }

  #entry(id: number): Entry {
    const entry = this.#entries.get(id);
    if (!entry) {
      throw new VitrineError("DISPOSED", "this picture was disposed of");
    }
    return entry;
  }
}

function free({ picture, uses }: Entry): void {
  if (uses === 0) {
    picture.delete();
  }
}
