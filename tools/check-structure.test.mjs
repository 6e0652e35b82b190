// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { checkFiles, checkVersions, codeOnly } from "./check-structure.mjs";

const LICENCE = "// SPDX-License-Identifier: Apache-2.0\n";

/** The findings in one file, of all rules together. */
function findings(path, text) {
  return checkFiles([{ path, text: LICENCE + text }])
    .filter((outcome) => outcome.status === "failed")
    .map((outcome) => outcome.detail)
    .join("\n");
}

const BROKEN = [
  [
    "sdk/vitrine/catalog/a.cpp",
    "#include <vitrine/profile/profile.h>\n",
    /catalog must not know profile/,
  ],
  [
    "sdk/vitrine/ranking/a.cpp",
    "#include <vitrine/imaging/image.h>\n",
    /ranking must not know imaging/,
  ],
  [
    "sdk/vitrine/lookbook/a.cpp",
    "#include <vitrine/ranking/a.h>\n",
    /lookbook must not know ranking/,
  ],
  ["sdk/vitrine/newcomer/a.cpp", "", /'newcomer' is not in/],
  ["sdk/vitrine/base/a.cpp", "#include <emscripten/val.h>\n", /includes emscripten/],
  ["sdk/vitrine/base/a.cpp", '#include "a.h"\n', /write <vitrine/],
  ["sdk/vitrine/base/a.cpp", "#include <iostream>\n", /includes <iostream>/],
  ["sdk/vitrine/base/a.cpp", "void F() { std::printf(text); }\n", /prints/],
  ["sdk/vitrine/base/a.cpp", "void F() { abort(); }\n", /ends the program/],
  ["sdk/vitrine/base/a.cpp", "auto t = std::chrono::steady_clock::now();\n", /reads a clock/],
  ["sdk/vitrine/base/a.cpp", "auto t = time(nullptr);\n", /reads a clock/],
  ["sdk/vitrine/base/a.cpp", "std::normal_distribution<> d;\n", /differs between platforms/],
  ["sdk/vitrine/ranking/a.cpp", "auto x = std::exp(y);\n", /base\/math\.h/],
  ["sdk/vitrine/ranking/a.h", "#pragma once\n#include <Eigen/Core>\n", /belongs in a \.cpp/],
  ["sdk/cli/main.cpp", "#include <emscripten.h>\n", /includes <emscripten\.h>/],
  ["web-demo/shop.js", 'import { Vitrine } from "../wasm/dist/index.js";\n', /wasm\/dist/],
  ["sdk/vitrine/base/a.h", "int F();\n", /no #pragma once/],
  ["sdk/vitrine/base/a.cpp", "#define MAXIMUM 3\n", /MAXIMUM/],
  ["sdk/vitrine/base/a.cpp", 'const char* kDrink = "caf\u00e9";\n', /caf|\u00e9/],
];

for (const [path, text, finding] of BROKEN) {
  test(`${path} with ${JSON.stringify(text)} breaks a rule`, () => {
    assert.match(findings(path, text), finding);
  });
}

test("a source that keeps the rules has no findings", () => {
  const text = `#include <vitrine/profile/profile.h>
#include <vitrine/base/math.h>
#include <cstdio>
// It never calls abort() or printf().
const char* kHelp = "abort() and std::cout";
int Fill(char* out) { return std::snprintf(out, 3, "%d", 1'000); }
double Root(double x) { return std::sqrt(x) + Exp(x); }
#define VITRINE_LIMIT 3
`;
  assert.equal(findings("sdk/vitrine/ranking/a.cpp", text), "");
});

test("a source without a licence is found", () => {
  const [failed] = checkFiles([{ path: "wasm/src/a.ts", text: "export {};\n" }]).filter(
    (outcome) => outcome.status === "failed",
  );
  assert.match(failed.detail, /no SPDX line/);
});

test("findings name their line", () => {
  assert.match(findings("sdk/vitrine/base/a.cpp", "\n\n#include <fstream>\n"), /a\.cpp:4:/);
});

test("comments and strings are no code, separators of digits and includes are", () => {
  const code = codeOnly(`a /* b
c */ "d" 'e' 1'000'000 // f
#include "g.h"
R"x(h)x" i`);
  assert.equal(code.replace(/[ ]+/g, " "), "a \n 1'000'000 \n#include \"g.h\"\n i");
});

test("a package whose version is not CMake's is found", () => {
  const cmake = "project(vitrine VERSION 0.2.0 LANGUAGES CXX)";
  const versions = (version) => checkVersions(cmake, [{ path: "wasm/package.json", version }]);
  assert.equal(versions("0.2.0").status, "passed");
  assert.match(versions("0.1.0").detail, /wasm\/package\.json: version 0\.1\.0/);
});
