// SPDX-License-Identifier: Apache-2.0
import { h } from "../dom.ts";
import { locale } from "../language.ts";
import { labelled } from "../parts/fields.ts";
import type { Campaign } from "./model.ts";
import { fromLocalInput, nextChange, stateAt, timeZone, toLocalInput } from "./schedule.ts";
import { campaignWords } from "./words.ts";

type Days = Pick<Campaign, "startMs" | "endMs">;

/** From when to when a campaign runs, on this device's clock. */
export function daysForm(campaign: Campaign, change: (days: Days) => void): HTMLElement {
  const words = campaignWords();
  const problem = h("p", { class: "problem", "aria-live": "polite" });
  const input = (ms: number | undefined, testid: string) =>
    h("input", { type: "datetime-local", value: toLocalInput(ms), "data-testid": testid });
  const start = input(campaign.startMs, "campaign-start");
  const end = input(campaign.endMs, "campaign-end");
  const read = () => {
    const days = { startMs: fromLocalInput(start.value), endMs: fromLocalInput(end.value) };
    const backwards =
      days.startMs !== undefined && days.endMs !== undefined && days.endMs <= days.startMs;
    problem.textContent = backwards ? words.endBeforeStart : "";
    change(days);
  };
  start.addEventListener("input", read);
  end.addEventListener("input", read);
  return h(
    "section",
    { class: "part", "aria-labelledby": "campaign-days" },
    h("h2", { id: "campaign-days" }, words.days),
    h("p", { class: "note", "data-testid": "time-zone" }, words.zone(timeZone(Date.now()))),
    h(
      "div",
      { class: "pair" },
      labelled(words.start, start, words.startHint),
      labelled(words.end, end, words.endHint),
    ),
    problem,
  );
}

/** Where a campaign stands now; `element` follows the clock until it is left. */
export function stateLine(read: () => Campaign): {
  element: HTMLElement;
  tell(): void;
  leave(): void;
} {
  const element = h("p", {
    class: "campaign-state",
    role: "status",
    "data-testid": "campaign-state",
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = () => {
    const campaign = read();
    const now = Date.now();
    element.textContent = stateText(campaign, now);
    element.dataset.state = stateAt(campaign, now);
    clearTimeout(timer);
    const next = nextChange(campaign, now);
    if (next !== undefined) {
      timer = setTimeout(tell, Math.min(next - now, 60_000));
    }
  };
  tell();
  return { element, tell, leave: () => clearTimeout(timer) };
}

function stateText(campaign: Campaign, now: number): string {
  const { state } = campaignWords();
  const { startMs = now, endMs } = campaign;
  const time = (ms: number) =>
    new Intl.DateTimeFormat(locale(), {
      dateStyle: "medium",
      timeStyle: "short",
    }).format(ms);
  switch (stateAt(campaign, now)) {
    case "draft":
      return state.draft;
    case "waiting":
      return state.waiting(time(startMs));
    case "running":
      return endMs === undefined ? state.running : state.runningUntil(time(endMs));
    case "over":
      return state.over(time(endMs ?? now));
  }
}
