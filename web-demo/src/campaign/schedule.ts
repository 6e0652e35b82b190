// SPDX-License-Identifier: Apache-2.0
import type { Style } from "@vitrine/sdk/studio";
import { HOUSE_STYLE } from "./house-style.ts";
import type { Campaign } from "./model.ts";

/** Whether the shop follows a campaign at a time. */
export type CampaignState = "draft" | "waiting" | "running" | "over";

export function stateAt({ published, startMs, endMs }: Campaign, nowMs: number): CampaignState {
  if (!published) {
    return "draft";
  }
  if (endMs !== undefined && nowMs >= endMs) {
    return "over";
  }
  return startMs !== undefined && nowMs < startMs ? "waiting" : "running";
}

/** How the shop's pictures look at a time: as the campaign says while it runs, else as ever. */
export const styleAt = (campaign: Campaign, nowMs: number): Style =>
  stateAt(campaign, nowMs) === "running" ? campaign.style : HOUSE_STYLE;

/** When the state changes next by itself. */
export function nextChange(campaign: Campaign, nowMs: number): number | undefined {
  switch (stateAt(campaign, nowMs)) {
    case "waiting":
      return campaign.startMs;
    case "running":
      return campaign.endMs;
    default:
      return undefined;
  }
}

/** A time as an `<input type="datetime-local">` has it, on this device's clock; empty for none. */
export function toLocalInput(ms: number | undefined): string {
  if (ms === undefined) {
    return "";
  }
  const shifted = new Date(ms - new Date(ms).getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}

export function fromLocalInput(text: string): number | undefined {
  const ms = new Date(text).getTime();
  return text === "" || Number.isNaN(ms) ? undefined : ms;
}

/** This device's time zone by name and distance: "Europe/Dublin, UTC+01:00". */
export function timeZone(atMs: number): string {
  const { timeZone: name } = Intl.DateTimeFormat().resolvedOptions();
  const minutes = -new Date(atMs).getTimezoneOffset();
  const pad = (value: number) => String(value).padStart(2, "0");
  const away = Math.abs(minutes);
  const sign = minutes < 0 ? "−" : "+";
  return `${name}, UTC${sign}${pad(Math.floor(away / 60))}:${pad(away % 60)}`;
}
