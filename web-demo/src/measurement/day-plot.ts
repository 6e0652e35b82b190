// SPDX-License-Identifier: Apache-2.0
import { scaleLinear, scaleUtc } from "d3-scale";
import { area, line } from "d3-shape";
import { locale } from "../language.ts";
import type { Change } from "./format.ts";
import { tickText } from "./format.ts";
import { fitted, s } from "./svg.ts";

/** How it stood at the end of a day. */
export type DayChange = Readonly<{ date: Date; change: Change }>;

const HEIGHT = 300;
const MARGIN = { top: 12, right: 12, bottom: 28, left: 56 };

/** The change and its always-valid interval from day to day. */
export function dayPlot(
  days: readonly DayChange[],
  truth: number | undefined,
  label: string,
): { element: HTMLElement; leave(): void } {
  // The last half sets the scale; the first days are wide and may leave the plot.
  const late = days.slice(Math.floor(days.length / 2));
  const ends = late.flatMap(({ change }) => change.anyTime);
  const low = Math.min(-0.02, truth ?? 0, ...ends) * 1.1;
  const high = Math.max(0.02, truth ?? 0, ...ends) * 1.1;
  return fitted("plot", HEIGHT, (width) => {
    const [first, last] = [days[0], days.at(-1)];
    const x = scaleUtc(
      [first?.date ?? new Date(0), last?.date ?? new Date(1)],
      [MARGIN.left, width - MARGIN.right],
    );
    const y = scaleLinear([low, high], [HEIGHT - MARGIN.bottom, MARGIN.top]).nice(5);
    const [bottom = 0, top = 0] = y.domain();
    const within = (value: number) => y(Math.min(top, Math.max(bottom, value)));
    const band = area<DayChange>()
      .x(({ date }) => x(date))
      .y0(({ change }) => within(change.anyTime[0]))
      .y1(({ change }) => within(change.anyTime[1]));
    const middle = line<DayChange>()
      .x(({ date }) => x(date))
      .y(({ change }) => within(change.change));
    const day = new Intl.DateTimeFormat(locale(), {
      day: "numeric",
      month: "short",
      timeZone: "UTC",
    });
    return s(
      "svg",
      {
        viewBox: `0 0 ${width} ${HEIGHT}`,
        width,
        height: HEIGHT,
        role: "img",
        "aria-label": label,
      },
      ...y
        .ticks(5)
        .map((tick) =>
          s(
            "g",
            { class: tick === 0 ? "tick zero" : "tick" },
            s("line", { x1: MARGIN.left, x2: width - MARGIN.right, y1: y(tick), y2: y(tick) }),
            s("text", { x: MARGIN.left - 8, y: y(tick) + 4, "text-anchor": "end" }, tickText(tick)),
          ),
        ),
      ...x
        .ticks(width < 480 ? 3 : 6)
        .map((date) =>
          s(
            "text",
            { class: "date", x: x(date), y: HEIGHT - 6, "text-anchor": "middle" },
            day.format(date),
          ),
        ),
      s("path", { class: "band", d: band(days) ?? "" }),
      s("path", { class: "middle", d: middle(days) ?? "" }),
      ...(truth === undefined
        ? []
        : [
            s("line", {
              class: "truth",
              x1: MARGIN.left,
              x2: width - MARGIN.right,
              y1: y(truth),
              y2: y(truth),
            }),
          ]),
    );
  });
}
