// SPDX-License-Identifier: Apache-2.0
// node picks.mjs PACK [PRODUCT...]: what somebody who viewed these products would be shown, and why.
import { readFile } from "node:fs/promises";
import { HeadlessVitrine } from "@vitrine/sdk/node";

const [pack, ...viewed] = process.argv.slice(2);
const vitrine = await HeadlessVitrine.create({
  catalog: await readFile(pack),
  baseUrl: "https://shop.example/",
  locale: "en-GB",
});
vitrine.observe(
  viewed.map((item_id) => ({ event: "view_item", ecommerce: { items: [{ item_id }] } })),
);
for (const { id, title, price, reason } of vitrine.picks({ count: 4 })) {
  console.log(`${id}: ${title}, ${price.text}. ${reason.text}.`);
}
vitrine.close();
