// SPDX-License-Identifier: Apache-2.0
// The products as an ordinary list of links, for when there is no lookbook. Fetched with a
// preview, whose products it shows.
import { make, shopLink } from "./element-dom.js";
import type { PreviewProduct } from "./preview.js";

const MICROS = 1_000_000;

/**
 * A list of links with pictures, titles and prices.
 *
 * @param base What links and pictures are relative to.
 * @param locale BCP 47, for the prices.
 */
export function plainList(
  products: readonly PreviewProduct[],
  base: string,
  locale: string,
): HTMLElement {
  const items = products.map((product) => {
    const picture = make("img", { alt: "", loading: "lazy", decoding: "async" });
    picture.src = webAddress(product.image, base) ?? "";
    const parts = [
      ...(picture.src ? [picture] : []),
      make("span", { class: "plain-title", dir: "auto" }, product.title),
      ...(product.brand
        ? [make("span", { class: "plain-brand", dir: "auto" }, product.brand)]
        : []),
      make("span", { class: "plain-price" }, priceOf(product, locale)),
    ];
    const href = webAddress(product.link, base);
    const inner = href
      ? make("a", { href, part: "plain-link" }, ...parts)
      : make("div", {}, ...parts);
    return make("li", {}, inner);
  });
  return make("ul", { class: "plain-list", role: "list" }, ...items);
}

function priceOf({ micros, currency }: PreviewProduct, locale: string): string {
  const amount = micros / MICROS;
  try {
    return new Intl.NumberFormat(locale || undefined, { style: "currency", currency }).format(
      amount,
    );
  } catch {
    return `${amount} ${currency}`;
  }
}

function webAddress(link: string, base: string): string | undefined {
  try {
    return link === "" ? undefined : shopLink(new URL(link, base).href);
  } catch {
    return undefined;
  }
}
