// SPDX-License-Identifier: Apache-2.0
import { addToCart } from "../analytics.ts";
import { words } from "../language.ts";
import type { Product } from "../product.ts";
import type { Shop } from "../shop.ts";
import { say } from "./notice.ts";

/** One more of a product in the bag, said in the data layer and to the shopper. */
export function putInBag(shop: Shop, product: Product): void {
  shop.setQuantity(product.id, shop.quantity(product.id) + 1);
  addToCart(product);
  say(words().product.putDone(product.title));
}
