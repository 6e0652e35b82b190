// SPDX-License-Identifier: Apache-2.0
import { defineConfig } from "vite";

/** The SDK as npm links it into this workspace, and as an installed package. */
const SDK = /[\\/](wasm[\\/]dist|node_modules[\\/]@vitrine[\\/]sdk)[\\/]/;

// biome-ignore lint/style/noDefaultExport: Vite asks for one.
export default defineConfig({
  // Relative links, so that the built shop can be served from any folder.
  base: "./",
  build: {
    target: "es2022",
    // A strict Content-Security-Policy allows no data: address.
    assetsInlineLimit: 0,
    sourcemap: true,
    rolldownOptions: {
      output: {
        // The SDK is a file of its own: the shop appears before it is there, and a trace tells its
        // frames from the shop's.
        codeSplitting: { groups: [{ name: "vitrine-sdk", test: SDK }] },
      },
    },
  },
  worker: { format: "es" },
});
