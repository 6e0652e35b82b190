// SPDX-License-Identifier: Apache-2.0
// Doxygen's comments as Markdown.
import { elements, textOf } from "./doxygen.mjs";

const SECTIONS = {
  return: "Returns",
  note: "Note",
  see: "See",
  remark: "Remark",
  pre: "Before",
  post: "After",
};

/** Text that means nothing to Markdown or to Vue. */
export function plain(text) {
  return text
    .replace(/[\\`*_[\]#|~]/g, "\\$&")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/\{(?=\{)/g, "{<!-- -->");
}

/** Doxygen takes every word that is also a class for its name; a plain word of English is none. */
const isName = (text) => /::|\(|_|[a-z][A-Z]/.test(text);

/** Code in a line of text. */
export function code(text) {
  const fence = text.includes("`") ? "``" : "`";
  return `${fence}${text}${fence}`;
}

/**
 * @param {object} node Any element of a comment.
 * @param {(id: string) => string | undefined} addressOf Where a declaration stands in the site.
 * @returns {string} Markdown.
 */
export function markdown(node, addressOf) {
  const inside = () => node.children.map((child) => markdown(child, addressOf)).join("");
  if (node.type === "text") {
    return plain(node.text.replace(/\s+/g, " "));
  }
  if (node.type !== "element") {
    return "";
  }
  switch (node.name) {
    case "para":
      return `\n\n${inside().trim()}\n\n`;
    case "computeroutput":
      return code(node.text);
    case "ref": {
      const address = addressOf(node.attributes.refid);
      return address && isName(node.text) ? `[${plain(node.text)}](${address})` : plain(node.text);
    }
    case "itemizedlist":
    case "orderedlist":
      return list(node, addressOf);
    case "parameterlist":
      return `\n\n${elements(node, "parameteritem")
        .map((item) => parameter(item, addressOf))
        .join("\n")}\n\n`;
    case "simplesect":
      return `\n\n**${SECTIONS[node.attributes.kind] ?? node.attributes.kind}.** ${inside().trim()}\n\n`;
    case "verbatim":
    case "programlisting":
      return `\n\n\`\`\`cpp\n${node.text.trim()}\n\`\`\`\n\n`;
    case "emphasis":
      return `*${inside().trim()}*`;
    case "bold":
      return `**${inside().trim()}**`;
    case "ulink":
      return `[${inside()}](${node.attributes.url})`;
    case "ndash":
      return "–";
    case "mdash":
      return "—";
    default:
      return inside();
  }
}

function list(node, addressOf) {
  const mark = node.name === "orderedlist" ? "1." : "-";
  const items = elements(node, "listitem").map((item) => {
    const text = item.children.map((child) => markdown(child, addressOf)).join("");
    return `${mark} ${tidy(text).replace(/\n/g, "\n   ")}`;
  });
  return `\n\n${items.join("\n")}\n\n`;
}

function parameter(item, addressOf) {
  const names = elements(item, "parameternamelist").map((each) =>
    code(textOf(each, "parametername")),
  );
  const text = elements(item, "parameterdescription")
    .flatMap((each) => each.children.map((child) => markdown(child, addressOf)))
    .join("");
  return `- ${names.join(", ")} ${tidy(text).replace(/\n/g, "\n  ")}`;
}

const tidy = (text) =>
  text
    .trim()
    .replace(/\n[ \t]+\n/g, "\n\n")
    .replace(/\n{3,}/g, "\n\n");

/** All that the comment of a declaration says. */
export function comment(node, addressOf) {
  const parts = ["briefdescription", "detaileddescription"].flatMap((name) => elements(node, name));
  return tidy(
    parts
      .map((part) => part.children.map((child) => markdown(child, addressOf)).join(""))
      .join("\n\n"),
  );
}
