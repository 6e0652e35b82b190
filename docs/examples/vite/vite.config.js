// SPDX-License-Identifier: Apache-2.0
import { defineConfig } from "vite";

// biome-ignore lint/style/noDefaultExport: Vite asks for one.
export default defineConfig({
  build: { target: "es2022" },
  // The worker imports its modules, and some of them only when they are needed.
  worker: { format: "es" },
  // The development server must leave the package's files beside each other.
  optimizeDeps: { exclude: ["@vitrine/sdk"] },
});
