// SPDX-License-Identifier: Apache-2.0
import type { ArmComparison, ExperimentReport, Metric } from "@vitrine/sdk/report";
import { h } from "../dom.ts";
import { formatNumber } from "../language.ts";
import { type ChangeRow, changePlot } from "./change-plot.ts";
import { type DayChange, dayPlot } from "./day-plot.ts";
import { type Change, changeOf, changeText, partText } from "./format.ts";
import { daysTable, figuresTable } from "./tables.ts";
import { measurementWords } from "./words.ts";

/** A report as a page: what it says first, how sure it is next, every figure at last. */
export function reportView(
  report: ExperimentReport,
  truth: number,
): { element: HTMLElement; leave(): void } {
  const words = measurementWords();
  const [control, treatment] = report.arms;
  const arms = h(
    "p",
    { class: "note" },
    words.arms(formatNumber(control?.exposed ?? 0), formatNumber(treatment?.exposed ?? 0)),
  );
  if (!report.believable) {
    const element = h(
      "div",
      { class: "report", "data-testid": "report", "data-believable": "false" },
      h("h2", { class: "verdict", tabindex: -1 }, words.refusedTitle),
      h("p", {}, words.refused),
      // The reasons are the program's own.
      h("ul", { class: "refusals", lang: "en" }, ...report.refusals.map((why) => h("li", {}, why))),
      arms,
    );
    return { element, leave: () => undefined };
  }
  const primary = report.metrics.find(({ metric }) => metric === report.primary);
  const [comparison] = primary?.comparisons ?? [];
  const changed = changesSection(report, truth);
  const days = daysSection(report, truth);
  const element = h(
    "div",
    { class: "report", "data-testid": "report", "data-believable": "true" },
    h("h2", { class: "verdict", tabindex: -1 }, verdictText(report.primary, comparison)),
    truthLine(comparison && changeOf(comparison), truth),
    arms,
    changed.element,
    days.element,
  );
  return {
    element,
    leave: () => {
      changed.leave();
      days.leave();
    },
  };
}

function verdictText(metric: Metric, comparison: ArmComparison | undefined): string {
  const words = measurementWords();
  const verdict = comparison?.verdict ?? "none";
  const change = comparison && changeOf(comparison);
  return words.verdicts[verdict](words.metrics[metric], partText(change?.change ?? 0));
}

/** The simulator knows what a shop never does. */
function truthLine(change: Change | undefined, truth: number): HTMLElement | false {
  const words = measurementWords();
  if (!change) {
    return false;
  }
  const [low, high] = change.anyTime;
  const inside = truth >= low && truth <= high;
  return h(
    "p",
    { class: "truth-line", "data-testid": "truth", "data-inside": String(inside) },
    `${words.truth}: ${changeText(truth)}. ${inside ? words.found : words.missed}`,
  );
}

function changesSection(
  { metrics }: ExperimentReport,
  truth: number,
): { element: HTMLElement; leave(): void } {
  const words = measurementWords();
  const rows = metrics.flatMap(({ metric, comparisons: [comparison] }): ChangeRow[] => {
    const change = comparison && changeOf(comparison);
    return change ? [{ name: words.metrics[metric], change, verdict: comparison.verdict }] : [];
  });
  const told = rows.map(({ name, change: { change, anyTime } }) =>
    words.changeRow(name, ...([change, ...anyTime].map(changeText) as [string, string, string])),
  );
  const plot = changePlot(rows, truth, words.changesPlot(told.join(" ")));
  return {
    element: h(
      "section",
      { "aria-labelledby": "changes" },
      h("h3", { id: "changes" }, words.changes),
      plot.element,
      legend(),
      figuresTable(metrics),
    ),
    leave: plot.leave,
  };
}

function daysSection(
  report: ExperimentReport,
  truth: number,
): { element: HTMLElement; leave(): void } {
  const words = measurementWords();
  const days = report.days.flatMap(({ date, comparisons: [comparison] }): DayChange[] => {
    const change = comparison && changeOf(comparison);
    return change ? [{ date: new Date(`${date}T00:00:00Z`), change }] : [];
  });
  const last = days.at(-1);
  if (!last || days.length < 2) {
    return { element: h("section"), leave: () => undefined };
  }
  const { change, anyTime } = last.change;
  const texts = [change, ...anyTime].map(changeText) as [string, string, string];
  const plot = dayPlot(days, truth, words.dayPlot(...texts));
  return {
    element: h(
      "section",
      { "aria-labelledby": "days" },
      h("h3", { id: "days" }, words.byDay),
      plot.element,
      daysTable(report),
    ),
    leave: plot.leave,
  };
}

function legend(): HTMLElement {
  const words = measurementWords();
  const key = (kind: string, text: string) =>
    h("li", {}, h("span", { class: `key ${kind}`, "aria-hidden": true }), text);
  return h(
    "ul",
    { class: "legend" },
    key("one-look", words.oneLook),
    key("any-time", words.anyTime),
    key("truth", words.truth),
  );
}
