// SPDX-License-Identifier: Apache-2.0
/** Where the page finds the libraries to compare with. */
export const PEERS = "/tests/bench/node_modules";
