// SPDX-License-Identifier: Apache-2.0
import "../styles/workbench.css";
import "../styles/measurement.css";
import type { ExperimentReport } from "@vitrine/sdk/report";
import type { Context } from "../context.ts";
import { h, type View } from "../dom.ts";
import { formatNumber } from "../language.ts";
import { download, slider } from "../parts/fields.ts";
import { explain } from "../personal.ts";
import { changeText } from "./format.ts";
import { ownVisit } from "./own-visit.ts";
import { reportView } from "./report-view.ts";
import { simulate } from "./simulate.ts";
import type { Crowd } from "./traffic.ts";
import { measurementWords } from "./words.ts";

/** A month that is over, so that the days have names. */
const START_MS = Date.UTC(2026, 3, 1);

/** An experiment on a simulated crowd, and the report that its log comes to. */
export function measurementView(context: Context): View {
  const words = measurementWords();
  let crowd: Crowd = {
    visitors: 20_000,
    days: 28,
    rate: 0.08,
    effect: 0.25,
    lost: 0,
    seed: 1,
    startMs: START_MS,
  };
  let running: AbortController | undefined;
  let leavePlots = (): void => undefined;
  const said = h("p", { class: "note", role: "status", "data-testid": "simulation-said" });
  const bar = h("progress", { max: 1, value: 0, "aria-label": words.crowd, class: "resting" });
  const result = h("div", { class: "result", "data-testid": "result" });
  const run = h("button", { type: "submit", class: "primary", "data-testid": "run" }, words.run);
  const submit = async (event: Event) => {
    event.preventDefault();
    running?.abort();
    const run = new AbortController();
    running = run;
    const sent = crowd;
    const progress = (done: number) => {
      bar.value = done / sent.visitors;
      said.textContent = words.simulating(formatNumber(done), formatNumber(sent.visitors));
    };
    result.setAttribute("aria-busy", "true");
    bar.classList.remove("resting");
    try {
      const log = await simulate(sent, progress, run.signal);
      said.textContent = words.reading;
      const { report } = await import("@vitrine/sdk/report");
      const found = await report(log, { planned: sent.visitors / 2, signal: run.signal });
      leavePlots();
      const shown = reportView(found, sent.effect);
      leavePlots = shown.leave;
      result.replaceChildren(shown.element, downloads(log, found, sent));
      said.textContent = "";
      shown.element.querySelector<HTMLElement>("h2")?.focus();
      // The same crowd twice would tell nothing new.
      crowd = { ...crowd, seed: crowd.seed + 1 };
    } catch (error) {
      if (!run.signal.aborted) {
        said.textContent = words.failed(explain(error));
      }
    }
    if (running === run) {
      bar.classList.add("resting");
      result.setAttribute("aria-busy", "false");
    }
  };
  const own = ownVisit(context);
  const element = h(
    "div",
    { class: "measurement", "data-testid": "measurement" },
    h("h1", { class: "place", tabindex: -1 }, words.title),
    h("p", { class: "lede" }, words.intro),
    h(
      "div",
      { class: "bench" },
      h(
        "form",
        { class: "bench-form", submit },
        ...crowdFields(crowd, (part) => {
          crowd = { ...crowd, ...part };
        }),
        run,
        bar,
        said,
        h("p", { class: "note" }, words.another),
      ),
      result,
    ),
    own.element,
  );
  return {
    title: words.title,
    element,
    leave: () => {
      running?.abort();
      leavePlots();
      own.leave();
    },
  };
}

function crowdFields(
  { effect, visitors, rate, lost }: Crowd,
  set: (part: Partial<Crowd>) => void,
): readonly HTMLElement[] {
  const words = measurementWords();
  const whole = (value: number) => formatNumber(value);
  const percent = (value: number) => formatNumber(value, { style: "percent" });
  return [
    h("h2", {}, words.crowd),
    slider(words.effect, { min: -0.2, max: 0.5, step: 0.05, value: effect }, changeText, (value) =>
      set({ effect: value }),
    ),
    slider(
      words.visitors,
      { min: 2000, max: 40_000, step: 2000, value: visitors },
      whole,
      (value) => set({ visitors: value }),
    ),
    slider(words.rate, { min: 1, max: 12, step: 1, value: rate * 100 }, whole, (value) =>
      set({ rate: value / 100 }),
    ),
    slider(words.lost, { min: 0, max: 0.3, step: 0.05, value: lost }, percent, (value) =>
      set({ lost: value }),
    ),
  ];
}

function downloads(log: Blob, report: ExperimentReport, { visitors }: Crowd): HTMLElement {
  const words = measurementWords();
  const size = formatNumber(log.size / 1_000_000, {
    style: "unit",
    unit: "megabyte",
    maximumFractionDigits: 1,
  });
  const button = (testid: string, text: string, click: () => void) =>
    h("button", { type: "button", "data-testid": testid, click }, text);
  return h(
    "section",
    { class: "downloads" },
    h("p", { class: "note" }, words.log(formatNumber(report.log.lines), size)),
    h(
      "p",
      { class: "actions" },
      button("download-log", words.download, () =>
        download("events.jsonl", "application/jsonl", log),
      ),
      button("download-report", words.downloadReport, () =>
        download("report.json", "application/json", `${JSON.stringify(report, null, 2)}\n`),
      ),
    ),
    h("p", { class: "note" }, words.command),
    h(
      "pre",
      { dir: "ltr", tabindex: 0 },
      h("code", {}, `vitrine report --log events.jsonl --planned ${visitors / 2}`),
    ),
  );
}
