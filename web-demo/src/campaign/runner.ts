// SPDX-License-Identifier: Apache-2.0
// Has the shop follow its campaign: from its start to its end, and whenever it becomes another.
import { explain, type Personal } from "../personal.ts";
import { slateRulesOf } from "./model.ts";
import { nextChange, stateAt } from "./schedule.ts";
import { campaigns } from "./store.ts";

/** Timers longer than this overflow; clocks may be set meanwhile, too. */
const LONGEST_WAIT_MS = 60 * 60 * 1000;

let timer: ReturnType<typeof setTimeout> | undefined;
let followed = "{}";

/** Follows the campaign from now on; to be called before the SDK starts. */
export async function runCampaign(personal: Personal): Promise<void> {
  campaigns.addEventListener("campaign", () => follow(personal));
  await follow(personal);
}

async function follow(personal: Personal): Promise<void> {
  const { campaign } = campaigns;
  const now = Date.now();
  const rules = stateAt(campaign, now) === "running" ? slateRulesOf(campaign) : {};
  clearTimeout(timer);
  const next = nextChange(campaign, now);
  if (next !== undefined) {
    timer = setTimeout(() => follow(personal), Math.min(next - now, LONGEST_WAIT_MS));
  }
  const text = JSON.stringify(rules);
  if (text !== followed) {
    followed = text;
    try {
      await personal.setRules(rules);
    } catch (error) {
      // The rules before hold on; the merchandiser's own page says what is wrong with these.
      console.warn(`the campaign was refused: ${explain(error)}`);
    }
  }
}
