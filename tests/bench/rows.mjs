// SPDX-License-Identifier: Apache-2.0
// The rows of a measurement: what `--json` writes, the table for people, and whether the bars hold.

/**
 * @typedef {object} Row One work done by one party.
 * @property {string} area
 * @property {string} work
 * @property {string} who "vitrine" or a peer.
 * @property {number} median
 * @property {string} unit
 * @property {number[]} samples In the order they were taken.
 * @property {number} n
 * @property {number} [ratio] This row's median over that of `ratio_to`, of the same run.
 * @property {string} [ratio_to]
 * @property {number} [bar] The most that `ratio` may be, or `median` where there is no `ratio`.
 * @property {boolean} [least] `bar` is the least instead.
 * @property {boolean} [holds]
 * @property {boolean} [skipped]
 * @property {string} [note]
 */

/** The middle value, or the mean of the middle two. */
export function median(samples) {
  const sorted = [...samples].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * The rows of one work from the samples of everyone who did it.
 *
 * @param {{area: string, work: string, unit?: string, note?: string}} what
 * @param {Record<string, number[]>} samples By party.
 * @param {{bar?: number, against?: string, least?: boolean}} [demand] What Vitrine's row is held to: at most
 *   `bar` times the median of `against`, or at most `bar` units where nobody is named; at least with `least`.
 * @returns {Row[]}
 */
export function rowsOf({ area, work, unit = "ms", note }, samples, demand = {}) {
  const { bar, against, least = false } = demand;
  const base = against === undefined ? undefined : median(samples[against]);
  return Object.entries(samples).map(([who, taken]) => {
    const row = { area, work, who, median: round(median(taken)), unit, samples: taken.map(round) };
    row.n = taken.length;
    if (base !== undefined) {
      row.ratio = round(median(taken) / base);
      row.ratio_to = against;
    }
    if (who === "vitrine" && bar !== undefined) {
      const value = row.ratio ?? row.median;
      row.bar = bar;
      row.holds = least ? value >= bar : value <= bar;
      if (least) {
        row.least = true;
      }
    }
    return note === undefined ? row : { ...row, note };
  });
}

/** Three significant digits more than anybody needs. */
function round(value) {
  return Number(value.toPrecision(6));
}

/** @param {Row[]} rows */
export function table(rows) {
  const cells = rows.map((row) => [
    row.area,
    row.work,
    row.who,
    row.skipped ? "skipped" : `${row.median.toPrecision(4)} ${row.unit}`,
    row.ratio === undefined ? "" : `${row.ratio.toFixed(2)} x ${row.ratio_to}`,
    row.bar === undefined
      ? ""
      : `${row.least ? ">=" : "<="} ${row.bar} ${row.holds ? "holds" : "MISSED"}`,
    row.note ?? "",
  ]);
  const head = ["area", "work", "who", "median", "ratio", "bar", "note"];
  const widths = head.map((name, i) =>
    Math.max(name.length, ...cells.map((line) => line[i].length)),
  );
  return [head, ...cells]
    .map((line) =>
      line
        .map((cell, i) => cell.padEnd(widths[i]))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** @param {Row[]} rows Whether every bar that was measured holds. */
export function allHold(rows) {
  return rows.every((row) => row.holds !== false);
}
