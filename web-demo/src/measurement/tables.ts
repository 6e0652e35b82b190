// SPDX-License-Identifier: Apache-2.0
import type { ExperimentReport } from "@vitrine/sdk/report";
import { h } from "../dom.ts";
import { formatNumber, locale } from "../language.ts";
import { changeOf, changeText, figureText, intervalText } from "./format.ts";
import { measurementWords } from "./words.ts";

/** Every figure of the report. */
export function figuresTable(metrics: ExperimentReport["metrics"]): HTMLElement {
  const words = measurementWords();
  const heads = [
    words.metric,
    words.control,
    words.treatment,
    words.change,
    words.oneLookHead,
    words.anyTimeHead,
    words.pValue,
  ];
  const rows = metrics.map(({ metric, values, comparisons: [comparison] }) => {
    const change = comparison && changeOf(comparison);
    const told = change
      ? [
          changeText(change.change),
          intervalText(change.oneLook),
          intervalText(change.anyTime),
          figureText(comparison?.p_value),
        ]
      : [words.noComparison, "", "", ""];
    return [words.metrics[metric], figureText(values[0]), figureText(values[1]), ...told];
  });
  return table("figures-table", words.figures, heads, rows);
}

/** How the deciding figure stood at the end of each day. */
export function daysTable({ days }: ExperimentReport): HTMLElement {
  const words = measurementWords();
  const day = new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeZone: "UTC" });
  const rows = days.map(({ date, units, comparisons: [comparison] }) => {
    const change = comparison && changeOf(comparison);
    return [
      day.format(new Date(`${date}T00:00:00Z`)),
      formatNumber(units.reduce((sum, count) => sum + count, 0)),
      change ? changeText(change.change) : "–",
      change ? intervalText(change.anyTime) : "–",
    ];
  });
  const heads = [words.date, words.units, words.change, words.anyTimeHead];
  return table("days-table", words.daysTable, heads, rows);
}

function table(
  id: string,
  caption: string,
  heads: readonly string[],
  rows: readonly (readonly string[])[],
): HTMLElement {
  return h(
    "details",
    { class: "table", "data-testid": id },
    h("summary", {}, caption),
    h(
      "div",
      { class: "scrolls", tabindex: 0, role: "region", "aria-label": caption },
      h(
        "table",
        {},
        h("thead", {}, h("tr", {}, ...heads.map((head) => h("th", { scope: "col" }, head)))),
        h(
          "tbody",
          {},
          ...rows.map(([name = "", ...values]) =>
            h(
              "tr",
              {},
              h("th", { scope: "row" }, name),
              ...values.map((value) => h("td", { class: "price" }, h("bdi", {}, value))),
            ),
          ),
        ),
      ),
    ),
  );
}
