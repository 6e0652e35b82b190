// SPDX-License-Identifier: Apache-2.0
// Drawings (SVG) of the pages become part of the page, so that they have its letters, and its colours in the
// light and the dark. As files of their own they carry the same rules inside.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** @param {import("markdown-it")} md */
export function drawings(md) {
  const image = md.renderer.rules.image;
  md.renderer.rules.image = (tokens, index, options, env, self) => {
    const token = tokens[index];
    const source = token.attrGet("src");
    if (!source.endsWith(".svg") || !env.realPath) {
      return image(tokens, index, options, env, self);
    }
    const svg = readFileSync(join(dirname(env.realPath), decodeURI(source)), "utf8")
      .replace(/<!--[\s\S]*?-->|<style>[\s\S]*?<\/style>|<title>[\s\S]*?<\/title>/g, "")
      .replace(/\n\s*/g, "");
    const label = md.utils.escapeHtml(token.content);
    return svg.replace("<svg ", `<svg class="drawing" v-pre aria-label="${label}" `);
  };
}
