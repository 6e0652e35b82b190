// SPDX-License-Identifier: Apache-2.0
// The portable library's headers as Markdown, one page for each.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { slug } from "github-slugger";
import { GENERATED } from "../pages.mjs";
import { code, comment } from "./cpp-text.mjs";
import { elements, readHeaders, textOf } from "./doxygen.mjs";

const OUT = join(GENERATED, "cpp");

const TITLE = `# C++

The portable library, \`sdk/vitrine\`, is C++23 and the same natively and in the browser. Each page here is a header; all that stands on it
is written in that header's comments. Where to start is in the [module map](/modules), what of it stays in [versions](/versioning).

Nothing throws. A function that can fail returns [\`Result\`](/cpp/base/result), a value or an \`Error\` with a stable code and a message that
says what was expected and what came. Nothing reads a clock, a file or the network: times, seeds and bytes are arguments.
`;

/** "vitrine/ranking/ranker.h" -> "ranking/ranker". */
const pathOf = (header) => header.replace(/^vitrine\//, "").replace(/\.h$/, "");

const areaOf = (header) => dirname(pathOf(header));

/** The anchors of a page, each once. */
function anchorsOf(declarations) {
  const used = new Set();
  const anchors = new Map();
  const give = (id, name) => {
    const plain = name
      .replace(/^operator\W+/, "operator")
      .replace(/\W+/g, "-")
      .replace(/^-|-$/g, "");
    let anchor = plain;
    for (let count = 2; used.has(anchor.toLowerCase()); count += 1) {
      anchor = `${plain}-${count}`;
    }
    used.add(anchor.toLowerCase());
    anchors.set(id, anchor);
  };
  for (const { id, name, members = [] } of declarations) {
    give(id, name);
    for (const member of members) {
      give(member.id, `${name}-${member.name}`);
    }
  }
  return anchors;
}

/** Doxygen's spaces as clang-format sets them. */
function clean(text) {
  return text
    .replace(/\s+/g, " ")
    .replace(/(?<!<)< /g, "<")
    .replace(/ >(?!>)/g, ">")
    .replace(/([\w>]) ([&*])/g, "$1$2")
    .replace(/(\S)<<(\S)/g, "$1 << $2")
    .trim();
}

/** A declaration as it is written, on one line or, where that is long, an argument on each. */
function signature({ node, kind, name }) {
  const type = clean(textOf(node, "type"));
  const template = elements(node, "templateparamlist").map((list) => {
    const parameters = elements(list, "param").map((param) =>
      clean(`${textOf(param, "type")} ${textOf(param, "declname")}`),
    );
    return `template <${parameters.join(", ")}>\n`;
  });
  if (kind === "typedef") {
    return `${template.join("")}using ${name} = ${type};`;
  }
  if (kind === "variable") {
    const initial = clean(textOf(node, "initializer"));
    const array = clean(textOf(node, "argsstring"));
    return clean(`${type} ${name}${array} ${initial}`).concat(";");
  }
  const prefix = node.attributes.static === "yes" ? "static " : "";
  const parameters = elements(node, "param").map((param) => {
    const value = textOf(param, "defval");
    const text = `${textOf(param, "type")} ${textOf(param, "declname")}${textOf(param, "array")}`;
    return clean(value ? `${text} = ${value}` : text);
  });
  const behind = /\)([^)]*)$/.exec(textOf(node, "argsstring"))?.[1] ?? "";
  const head = `${template.join("")}${prefix}${type}${type ? " " : ""}${name}`;
  const line = `${head}(${parameters.join(", ")})${behind};`;
  const long = line.split("\n").at(-1).length > 88;
  return long ? `${head}(\n    ${parameters.join(",\n    ")})${behind};` : line;
}

const block = (text) => `\`\`\`cpp\n${text}\n\`\`\``;

function fields(members, anchors, addressOf) {
  const rows = members.map((member) => {
    const text = comment(member.node, addressOf)
      .replace(/\s*\n+\s*/g, " ")
      .replace(/ - /g, " · ");
    const anchor = `<span id="${anchors.get(member.id)}"></span>`;
    return `| ${anchor}${code(signature(member).replace(/;$/, "").replace(/\|/g, "\\|"))} | ${text} |`;
  });
  return rows.length > 0 ? `| member | |\n| --- | --- |\n${rows.join("\n")}` : "";
}

function enumeration({ node }, addressOf) {
  const values = elements(node, "enumvalue").filter(
    (value) => !/^VITRINE_/.test(textOf(value, "name")),
  );
  if (values.length === 0) {
    return "The values stand in [error codes](/errors), with `k` before their name: `kInvalidArgument`.";
  }
  const rows = values.map(
    (value) =>
      `| ${code(textOf(value, "name"))} | ${comment(value, addressOf).replace(/\s*\n+\s*/g, " ")} |`,
  );
  return `| value | |\n| --- | --- |\n${rows.join("\n")}`;
}

function declared(declaration, level, anchor, addressOf) {
  const { kind, name, node } = declaration;
  const heading = `${"#".repeat(level)} ${code(name).replace(/`/g, "")} {#${anchor}}`;
  const body =
    kind === "enum" ? enumeration(declaration, addressOf) : block(signature(declaration));
  const text = comment(node, addressOf);
  return kind === "enum" ? [heading, text, body] : [heading, body, text];
}

function classOf(declaration, anchors, addressOf) {
  const { id, kind, name, node, members } = declaration;
  const variables = members.filter((member) => member.kind === "variable");
  const others = members.filter((member) => member.kind !== "variable");
  return [
    `## ${name} {#${anchors.get(id)}}`,
    `<p class="kind">${kind}</p>`,
    comment(node, addressOf),
    fields(variables, anchors, addressOf),
    ...others.flatMap((member) => declared(member, 3, anchors.get(member.id), addressOf)),
  ];
}

function page(header, declarations, anchors, addressOf) {
  const parts = declarations.flatMap((declaration) =>
    declaration.members
      ? classOf(declaration, anchors, addressOf)
      : declared(declaration, 2, anchors.get(declaration.id), addressOf),
  );
  const title = header.split("/").at(-1);
  return [`# ${title}`, block(`#include <${header}>`), ...parts]
    .filter(Boolean)
    .join("\n\n")
    .concat("\n");
}

/** Headers by their folder, both in order. */
function byArea(headers) {
  const areas = new Map();
  for (const header of headers.sort()) {
    areas.set(areaOf(header), [...(areas.get(areaOf(header)) ?? []), header]);
  }
  return [...areas].sort(([a], [b]) => (a < b ? -1 : 1));
}

function overview(headers) {
  const sections = byArea([...headers.keys()]).map(([area, names]) => {
    const rows = names.map((header) => {
      const declared = headers.get(header).map(({ name }) => code(name));
      const short = [...new Set(declared)].slice(0, 6).join(", ");
      const more = new Set(declared).size > 6 ? ", …" : "";
      return `| [${header.split("/").at(-1)}](/cpp/${pathOf(header)}) | ${short}${more} |`;
    });
    return `## ${area}\n\n| header | declares |\n| --- | --- |\n${rows.join("\n")}\n`;
  });
  return [TITLE, ...sections].join("\n");
}

/** What was written, as sidebars of VitePress by address: each area's own, with the ways to the others. */
export function cppSidebars() {
  const files = readdirSync(OUT, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== "index.md")
    .map((entry) => `vitrine/${relative(OUT, join(entry.parentPath ?? entry.path, entry.name))}`)
    .map((file) => file.replace(/\.md$/, ".h"));
  const areas = byArea(files);
  const item = (header) => ({ text: header.split("/").at(-1), link: `/cpp/${pathOf(header)}` });
  const all = {
    text: "Areas",
    items: areas.map(([area]) => ({ text: area, link: `/cpp/#${slug(area)}` })),
  };
  const own = areas.map(([area, names]) => [
    `/cpp/${area}/`,
    [{ text: area, items: names.map(item) }, all],
  ]);
  return { "/cpp/": [all], ...Object.fromEntries(own) };
}

/** Writes generated/cpp. @throws {Error} When Doxygen is missing or fails. */
export function generateCpp() {
  const headers = readHeaders();
  const anchors = new Map([...headers].map(([header, list]) => [header, anchorsOf(list)]));
  const addresses = new Map(
    [...anchors].flatMap(([header, ids]) =>
      [...ids].map(([id, anchor]) => [id, `/cpp/${pathOf(header)}#${anchor}`]),
    ),
  );
  rmSync(OUT, { recursive: true, force: true });
  for (const [header, list] of headers) {
    const file = join(OUT, `${pathOf(header)}.md`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(
      file,
      page(header, list, anchors.get(header), (id) => addresses.get(id)),
    );
  }
  writeFileSync(join(OUT, "index.md"), overview(headers));
}
