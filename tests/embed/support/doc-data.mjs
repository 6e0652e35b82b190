// SPDX-License-Identifier: Apache-2.0
// What the commands of the documentation are given: feeds of the demo shop's products, what shoppers did with
// them, and an experiment's log. The same on every run.
import { readFileSync } from "node:fs";
import { ROOT } from "../../../wasm/test/support/server.mjs";

/** The demo shop's products, as rows of a Google feed. */
export const products = JSON.parse(readFileSync(`${ROOT}web-demo/catalogue/feed.json`, "utf8"));

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** Rows as a Google Merchant feed in XML. */
export function rssOf(rows) {
  const items = rows.map((row) => {
    const fields = Object.entries(row).map(([name, value]) => {
      return `<g:${name}>${escaped(String(value))}</g:${name}>`;
    });
    return `<item>${fields.join("")}</item>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel>${items.join("\n")}</channel></rss>
`;
}

/** The same as CSV. */
export function csvOf(rows) {
  const names = ["id", "title", "link", "image_link", "price", "availability"];
  const cells = rows.map((row) =>
    names.map((name) => `"${String(row[name]).replaceAll('"', '""')}"`),
  );
  return [names, ...cells].map((each) => each.join(",")).join("\n");
}

/** Visits of four products, each shopper's one step further than the last's. */
function visits(count) {
  return Array.from({ length: count }, (_, shopper) =>
    Array.from({ length: 4 }, (_, step) => ({
      shopper,
      id: products[(shopper * 7 + step * (1 + (shopper % 3))) % products.length].id,
      seconds: 1_600_000_000 + shopper * 1000 + step,
    })),
  ).flat();
}

/** Visits as GA4 events, JSON lines. */
export const eventLog = () =>
  visits(400)
    .map(({ shopper, id, seconds }) => {
      const events = [{ name: "view_item", params: { items: [{ item_id: id }] } }];
      const timestamp_micros = seconds * 1e6;
      return JSON.stringify({ client_id: `s${shopper}`, timestamp_micros, events });
    })
    .join("\n");

/** Visits as a table: those up to a part of them, and those after it. */
export function sessionTables() {
  const rows = visits(400).map(({ shopper, id, seconds }) => `${shopper},${id},${seconds}`);
  const table = (part) => ["SessionId,ItemId,Time", ...part].join("\n");
  return [table(rows.slice(0, 1200)), table(rows.slice(1200))];
}

/**
 * An experiment's log: in each arm as many visitors, who see the place, are shown one of eight products by chance
 * where the arm has a lookbook, and click or order now and then.
 *
 * @param {string[]} arms "control" has no lookbook.
 * @param {string} experiment
 */
export function experimentLog(arms, experiment = "spring") {
  const lines = [];
  const say = (line) => lines.push(JSON.stringify(line));
  for (let visitor = 0; visitor < 400 * arms.length; visitor += 1) {
    const arm = arms[visitor % arms.length];
    const place = { experiment, arm, unit: `${experiment}-${visitor}` };
    const time_ms = 1_780_272_000_000 + visitor * 60_000;
    say({ type: "exposure", ...place, time_ms });
    const turn = Math.floor(visitor / arms.length);
    if (arm !== "control") {
      const shown = { product: products[turn % 8].id, page: 0, slot: 0 };
      say({ type: "shown", ...place, ...shown, time_ms: time_ms + 1, propensity: 1 / 8 });
      if (turn % 3 === 0) {
        say({ type: "click", ...place, ...shown, time_ms: time_ms + 5000, id: `c${visitor}` });
      }
    }
    if (turn % 5 === 0) {
      const order = { id: `o-${experiment}-${visitor}`, revenue: 20 + (turn % 7), currency: "EUR" };
      say({ type: "order", unit: place.unit, time_ms: time_ms + 60_000, ...order });
    }
  }
  return lines;
}
