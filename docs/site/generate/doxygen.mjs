// SPDX-License-Identifier: Apache-2.0
// Doxygen over the portable library's headers, and its XML as one model: headers with what they declare.
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parseXml } from "@rgrove/parse-xml";
import { ROOT } from "../pages.mjs";

const WORK = join(ROOT, "build/docs-doxygen");

const SETTINGS = {
  INPUT: "sdk/vitrine",
  FILE_PATTERNS: "*.h",
  // Parts of .cpp files.
  EXCLUDE_PATTERNS: "*-inl.h",
  RECURSIVE: "YES",
  STRIP_FROM_PATH: "sdk",
  STRIP_FROM_INC_PATH: "sdk",
  INCLUDE_PATH: "sdk",
  MACRO_EXPANSION: "YES",
  OUTPUT_DIRECTORY: WORK,
  GENERATE_XML: "YES",
  XML_PROGRAMLISTING: "NO",
  GENERATE_HTML: "NO",
  GENERATE_LATEX: "NO",
  SORT_MEMBER_DOCS: "NO",
  EXTRACT_STATIC: "YES",
  EXTRACT_ALL: "YES",
  QUIET: "YES",
  WARNINGS: "NO",
};

function runDoxygen() {
  rmSync(WORK, { recursive: true, force: true });
  mkdirSync(WORK, { recursive: true });
  const input = Object.entries(SETTINGS).map(([name, value]) => `${name} = "${value}"\n`);
  const { status, error, stderr } = spawnSync("doxygen", ["-"], {
    cwd: ROOT,
    input: input.join(""),
    encoding: "utf8",
  });
  if (status !== 0) {
    throw new Error(`doxygen failed: ${error?.message ?? stderr}; ./dev setup installs it`);
  }
}

/** The elements among a node's children, of one name or of all. */
export function elements(node, name) {
  return node.children.filter(
    (child) => child.type === "element" && (name === undefined || child.name === name),
  );
}

/** The text of the first child of that name. */
export function textOf(node, name) {
  return elements(node, name)[0]?.text.trim() ?? "";
}

function readCompounds() {
  const folder = join(WORK, "xml");
  return readdirSync(folder)
    .filter((file) => file.endsWith(".xml") && !/^(index|Doxyfile)\.xml$/.test(file))
    .flatMap((file) => {
      const { root } = parseXml(readFileSync(join(folder, file), "utf8"));
      return elements(root, "compounddef");
    });
}

const shown = (node) => !["private", "protected"].includes(node.attributes.prot);

function located(node) {
  const { file, line } = elements(node, "location")[0]?.attributes ?? {};
  return { file, line: Number(line) };
}

function membersOf(compound) {
  return elements(compound, "sectiondef")
    .flatMap((section) => elements(section, "memberdef"))
    .filter((node) => shown(node) && !/^(friend)$/.test(node.attributes.kind))
    .map((node) => ({
      node,
      id: node.attributes.id,
      kind: node.attributes.kind,
      name: textOf(node, "name"),
      ...located(node),
    }))
    .filter(({ kind, name }) => kind !== "define" && !/^operator=$|^~/.test(name));
}

/**
 * @typedef {object} Declaration
 * @property {object} node Doxygen's element.
 * @property {string} id Doxygen's, which references name.
 * @property {string} kind class, struct, function, enum, typedef, variable.
 * @property {string} name
 * @property {number} line
 * @property {Declaration[]} [members] Of a class or struct, in the header's order.
 */

/**
 * Reads the headers.
 *
 * @returns {Map<string, Declaration[]>} By the header's path ("vitrine/ranking/ranker.h"), in its order.
 * @throws {Error} When Doxygen is missing or fails.
 */
export function readHeaders() {
  runDoxygen();
  const headers = new Map();
  const add = (file, declaration) => {
    const list = headers.get(file) ?? [];
    // A header's XML and its namespace's both have what stands in the namespace.
    if (!list.some(({ id }) => id === declaration.id)) {
      headers.set(file, [...list, declaration]);
    }
  };
  for (const compound of readCompounds()) {
    const { kind, id } = compound.attributes;
    const name = textOf(compound, "compoundname");
    if (kind === "file" || kind === "namespace") {
      for (const member of membersOf(compound)) {
        add(member.file, member);
      }
    } else if (["class", "struct"].includes(kind) && shown(compound) && !name.includes("@")) {
      const { file, line } = located(compound);
      const short = name.replace(/^vitrine::/, "");
      add(file, { node: compound, id, kind, name: short, line, members: membersOf(compound) });
    }
  }
  for (const list of headers.values()) {
    list.sort((a, b) => a.line - b.line);
  }
  return headers;
}
