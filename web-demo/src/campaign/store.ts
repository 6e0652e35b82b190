// SPDX-License-Identifier: Apache-2.0
// Where the merchandiser's campaign is kept: in this browser, for this shop has no server.
import { storageOf } from "../storage.ts";
import { fromFile, toFile } from "./file.ts";
import { type Campaign, NO_CAMPAIGN } from "./model.ts";

const KEY = "morrow-and-lind.campaign";

/** Fires `campaign` when it becomes another, here or in another tab. */
class CampaignStore extends EventTarget {
  #campaign: Campaign | undefined;

  constructor() {
    super();
    window.addEventListener("storage", ({ key }) => {
      if (key === KEY) {
        this.#campaign = undefined;
        this.dispatchEvent(new Event("campaign"));
      }
    });
  }

  get campaign(): Campaign {
    this.#campaign ??= restored();
    return this.#campaign;
  }

  set campaign(campaign: Campaign) {
    this.#campaign = campaign;
    storageOf("localStorage")?.setItem(KEY, toFile(campaign));
    this.dispatchEvent(new Event("campaign"));
  }
}

export const campaigns = new CampaignStore();

function restored(): Campaign {
  const stored = storageOf("localStorage")?.getItem(KEY);
  try {
    return stored ? fromFile(stored) : NO_CAMPAIGN;
  } catch {
    // Of another version, or tampered with: it is nobody's but the merchandiser's own.
    return NO_CAMPAIGN;
  }
}
