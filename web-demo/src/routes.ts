// SPDX-License-Identifier: Apache-2.0
// Addresses of the shop, all behind the hash, so that any static host can serve it.

export type Route = Readonly<{ name: string; id: string; query: URLSearchParams }>;

export const productAddress = (id: string): string => `#/product/${encodeURIComponent(id)}`;
export const LOOKBOOK_ADDRESS = "#/lookbook";
export const BAG_ADDRESS = "#/bag";
export const CHECKOUT_ADDRESS = "#/checkout";
export const THANKS_ADDRESS = "#/thanks";
export const ONE_LOOK_ADDRESS = "#/one-look";
export const CAMPAIGNS_ADDRESS = "#/campaigns";
export const MEASUREMENT_ADDRESS = "#/measurement";

/** The grid, narrowed by what is given. */
export function gridAddress(query: Readonly<Record<string, string | undefined>> = {}): string {
  const set = Object.entries(query).filter(([, value]) => value);
  const text = new URLSearchParams(set.map(([name, value]) => [name, value ?? ""])).toString();
  return text ? `#/?${text}` : "#/";
}

export function readRoute(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?", 2);
  const [name = "", id = ""] = path.split("/");
  return { name, id: decode(id), query: new URLSearchParams(query) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
