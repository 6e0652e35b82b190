// SPDX-License-Identifier: Apache-2.0
import "@fontsource/fraunces/latin-400.css";
import "@fontsource/fraunces/latin-ext-400.css";
import "@fontsource/source-sans-3/latin-400.css";
import "@fontsource/source-sans-3/latin-400-italic.css";
import "@fontsource/source-sans-3/latin-600.css";
import "@fontsource/source-sans-3/latin-ext-400.css";
import "@fontsource/source-sans-3/latin-ext-600.css";
import DefaultTheme from "vitepress/theme-without-fonts";
import "./colours.css";
import "./page.css";
import "./drawing.css";
import "./home.css";

// biome-ignore lint/style/noDefaultExport: VitePress asks for one.
export default DefaultTheme;
