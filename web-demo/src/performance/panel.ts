// SPDX-License-Identifier: Apache-2.0
import "../styles/performance.css";
import type { Context } from "../context.ts";
import { h } from "../dom.ts";
import { formatNumber, language } from "../language.ts";
import { say } from "../parts/notice.ts";
import { explain } from "../personal.ts";
import { type Figures, readFigures } from "./figures.ts";
import { performanceWords } from "./words.ts";

const REFRESH_MS = 1000;

let close: (() => void) | undefined;

/** Shows what the lookbook costs here and now; called again, it hides it. */
export function openPanel(context: Context): void {
  if (close) {
    close();
    return;
  }
  const words = performanceWords();
  const body = h("div", { class: "figures" });
  let latest: Figures | undefined;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(JSON.stringify(latest, null, 2));
      say(words.copied);
    } catch (error) {
      say(explain(error));
    }
  };
  const button = (testid: string, text: string, click: () => void) =>
    h("button", { type: "button", class: "quiet", "data-testid": testid, click }, text);
  const panel = h(
    "section",
    {
      class: "performance",
      "data-testid": "performance",
      "aria-labelledby": "performance-title",
      lang: language(),
    },
    h("h2", { id: "performance-title" }, words.title),
    body,
    h(
      "p",
      { class: "actions" },
      button("performance-copy", words.copy, copy),
      button("performance-close", words.close, () => close?.()),
    ),
  );
  const refresh = async () => {
    try {
      latest = await readFigures(context);
      panel.dataset.figures = JSON.stringify(latest);
      body.replaceChildren(...shown(latest));
    } catch (error) {
      // A client that is being replaced cannot be asked; the next time its successor is.
      body.dataset.problem = explain(error);
    }
  };
  const timer = setInterval(refresh, REFRESH_MS);
  close = () => {
    clearInterval(timer);
    panel.remove();
    close = undefined;
  };
  document.body.append(panel);
  refresh();
}

function shown({ firstPageMs, steps, longestTaskMs, files, memory }: Figures): HTMLElement[] {
  const words = performanceWords();
  const ms = (value: number) => words.ms(formatNumber(value, { maximumFractionDigits: 0 }));
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const rows: readonly (readonly [string, string])[] = [
    [words.firstPage, firstPageMs === undefined ? words.notYet : ms(firstPageMs)],
    [words.longest, longestTaskMs === undefined ? words.none : ms(longestTaskMs)],
    [words.bytes, size(bytes)],
    ...(memory
      ? ([
          [words.memory, size(memory.memoryBytes)],
          [words.heap, size(memory.heapBytes)],
          [words.cache, `${formatNumber(memory.cachedPictures)}, ${size(memory.cachedBytes)}`],
        ] as const)
      : []),
  ];
  return [
    h(
      "dl",
      {},
      ...rows.flatMap(([name, value]) => [h("dt", {}, name), h("dd", { class: "price" }, value)]),
    ),
    stepTable(steps, ms),
  ];
}

function stepTable(steps: Figures["steps"], ms: (value: number) => string): HTMLElement {
  const words = performanceWords();
  const heads = [words.step, words.count, words.last, words.most];
  return h(
    "table",
    {},
    h("caption", { class: "unseen" }, words.steps),
    h("thead", {}, h("tr", {}, ...heads.map((text) => h("th", { scope: "col" }, text)))),
    h(
      "tbody",
      {},
      ...steps.map(({ name, count, lastMs, mostMs }) =>
        h(
          "tr",
          {},
          h("th", { scope: "row", dir: "ltr" }, name),
          ...[formatNumber(count), ms(lastMs), ms(mostMs)].map((text) =>
            h("td", { class: "price" }, text),
          ),
        ),
      ),
    ),
  );
}

function size(bytes: number): string {
  const large = bytes >= 1_000_000;
  return formatNumber(bytes / (large ? 1_000_000 : 1000), {
    style: "unit",
    unit: large ? "megabyte" : "kilobyte",
    maximumFractionDigits: large ? 1 : 0,
  });
}
