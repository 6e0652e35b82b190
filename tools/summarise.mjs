// SPDX-License-Identifier: Apache-2.0
// The end of ./dev test: every skip with its reason, every failure with its name, and one line of sums.

/** @param {string} text @param {number} lines */
function head(text, lines) {
  const all = text.split("\n");
  const rest = all.length - lines;
  return (rest > 0 ? [...all.slice(0, lines), `... ${rest} more lines`] : all)
    .map((line) => `      ${line}`)
    .join("\n");
}

/**
 * @param {Array<import("./junit.mjs").Outcome & {stage: string}>} outcomes
 * @param {{requireData?: boolean}} options With requireData a skip is a failure.
 * @returns {{text: string, ok: boolean}} ok is false when anything failed, and when nothing ran.
 */
export function summarise(outcomes, { requireData = false } = {}) {
  const counted = outcomes.map((outcome) =>
    requireData && outcome.status === "skipped"
      ? {
          ...outcome,
          status: "failed",
          detail: `skipped, but no skip is allowed: ${outcome.detail}`,
        }
      : outcome,
  );
  const of = (status) => counted.filter((outcome) => outcome.status === status);
  const [passed, failed, skipped] = [of("passed"), of("failed"), of("skipped")];
  const lines = [];
  if (skipped.length > 0) {
    lines.push("Skipped:");
    lines.push(...skipped.map((each) => `  ${each.stage}: ${each.name}\n${head(each.detail, 3)}`));
  }
  if (failed.length > 0) {
    lines.push("Failed:");
    lines.push(...failed.map((each) => `  ${each.stage}: ${each.name}\n${head(each.detail, 20)}`));
  }
  if (passed.length + failed.length === 0) {
    lines.push("No test ran.");
  }
  lines.push(`${passed.length} passed, ${failed.length} failed, ${skipped.length} skipped`);
  return { text: lines.join("\n"), ok: failed.length === 0 && passed.length > 0 };
}
