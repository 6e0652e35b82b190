// SPDX-License-Identifier: Apache-2.0
import { defineConfig } from "vite";

/** The SDK as npm links it into this workspace, and as an installed package. */
const SDK = "[\\\\/](wasm[\\\\/]dist|node_modules[\\\\/]@vitrine[\\\\/]sdk)[\\\\/]";

/** Parts of the SDK that a first page does without, each by the names of its files. */
const LATE = {
  card: "element-(card|card-styles|card-view|plain)",
  languages: "language(s|-ar|-de)",
  measure: "(measure[\\w-]*|assignment|exposure|payments)",
  report: "experiment-report",
  studio: "(picture-studio|studio-[\\w-]+)",
};

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
        codeSplitting: {
          groups: [
            // What loads parts later is of no part, or its part would be loaded first.
            { name: "loader", test: /vite[\\/]preload-helper/, priority: 4 },
            ...Object.entries(LATE).map(([name, files]) => ({
              name: `vitrine-${name}`,
              test: new RegExp(`${SDK}${files}\\.js$`),
              priority: 2,
            })),
            // First, so that what several parts need stays with what every page needs.
            {
              name: "vitrine-sdk",
              test: new RegExp(`${SDK}(?!(${Object.values(LATE).join("|")})\\.js$)`),
              priority: 3,
            },
          ],
        },
      },
    },
  },
  worker: { format: "es" },
});
