// SPDX-License-Identifier: Apache-2.0
import { scaleLinear } from "d3-scale";
import type { Change } from "./format.ts";
import { tickText } from "./format.ts";
import { fitted, s } from "./svg.ts";

/** A figure and how it changed. */
export type ChangeRow = Readonly<{ name: string; change: Change; verdict: string }>;

const ROW = 56;
const AXIS = 28;

/** Changes on one scale: a thick bar that holds at one look, a thin one that holds at any time. */
export function changePlot(
  rows: readonly ChangeRow[],
  truth: number | undefined,
  label: string,
): { element: HTMLElement; leave(): void } {
  const changes = rows.flatMap(({ change: { oneLook, change } }) => [...oneLook, change]);
  const shown = [0, truth ?? 0, ...changes];
  const [low, high] = [Math.min(...shown), Math.max(...shown)];
  const room = Math.max(0.05, (high - low) / 5);
  const height = rows.length * ROW + AXIS;
  return fitted("plot", height, (width) => {
    const x = scaleLinear([low - room, high + room], [24, width - 24]).nice(4);
    const ticks = x.ticks(width < 480 ? 4 : 7);
    return s(
      "svg",
      { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": label },
      ...ticks.map((tick) =>
        s(
          "g",
          { class: tick === 0 ? "tick zero" : "tick" },
          s("line", { x1: x(tick), x2: x(tick), y1: 0, y2: height - AXIS + 6 }),
          s("text", { x: x(tick), y: height - 6, "text-anchor": "middle" }, tickText(tick)),
        ),
      ),
      ...(truth === undefined
        ? []
        : [
            s("line", { class: "truth", x1: x(truth), x2: x(truth), y1: 0, y2: height - AXIS + 6 }),
          ]),
      ...rows.map((row, i) => bar(row, x, i * ROW, width)),
    );
  });
}

function bar(
  { name, change: { change, oneLook, anyTime }, verdict }: ChangeRow,
  x: (value: number) => number,
  top: number,
  width: number,
): SVGGElement {
  const y = top + ROW - 18;
  // A very wide interval runs off the plot instead of flattening the others.
  const at = (value: number) => Math.min(width, Math.max(0, x(value)));
  return s(
    "g",
    { class: `bar ${verdict}` },
    s("text", { class: "name", x: 0, y: top + 18 }, name),
    s("line", { class: "any-time", x1: at(anyTime[0]), x2: at(anyTime[1]), y1: y, y2: y }),
    s("line", { class: "one-look", x1: at(oneLook[0]), x2: at(oneLook[1]), y1: y, y2: y }),
    s("circle", { cx: at(change), cy: y, r: 5 }),
  );
}
