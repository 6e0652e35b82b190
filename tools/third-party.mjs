// SPDX-License-Identifier: Apache-2.0
// The third-party code that is compiled into the package's wasm files and the archives of the portable library,
// with versions from its own sources and licences from the files it was installed with: what the notices and the
// bill of materials are made of.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { dirname } from "node:path";
import { ROOT, sourceFiles } from "./run.mjs";

const TOOLS = process.env.VITRINE_TOOLS ?? `${ROOT}/build/tools`;

/** The modules of the package. */
export const MODULES = ["core", "feeds", "imaging", "report", "shards", "studio"];

const emscripten = () => {
  const program = execFileSync("sh", ["-c", "command -v em++"], { encoding: "utf8" }).trim();
  return dirname(realpathSync(program));
};

/** The numbers after these words in a file: a version. */
const numbersIn = (file, ...patterns) => {
  const text = readFileSync(file, "utf8");
  return patterns.map((pattern) => {
    const number = pattern.exec(text)?.[1];
    if (number === undefined) {
      throw new Error(`${file}: no version at ${pattern}`);
    }
    return number;
  });
};

const definesIn = (file, ...names) =>
  numbersIn(file, ...names.map((name) => new RegExp(`^ *# *define ${name}\\s+(\\d+)`, "m"))).join(
    ".",
  );

const libcxx = () => {
  const file = `${emscripten()}/system/lib/libcxx/include/__config`;
  const number = Number(definesIn(file, "_LIBCPP_VERSION"));
  return [number / 10_000, (number / 100) % 100, number % 100].map(Math.trunc).join(".");
};

/**
 * Each part: `debian` is the package that brings its licence, `files` are some of its files there that are
 * compiled in, one for each licence, `spdx` is the same in SPDX's words, `target` the name in cmake/dependencies.cmake
 * of what is compiled into the native archives too.
 */
const PARTS = [
  {
    name: "Highway",
    url: "https://github.com/google/highway",
    spdx: "Apache-2.0",
    debian: "libhwy-dev",
    target: "highway",
    files: ["hwy/highway.h"],
    version: () =>
      definesIn(
        `${TOOLS}/include-wasm/highway/hwy/highway.h`,
        ...["HWY_MAJOR", "HWY_MINOR", "HWY_PATCH"],
      ),
    modules: ["core", "imaging", "studio"],
  },
  {
    name: "RapidJSON",
    url: "https://rapidjson.org",
    spdx: "MIT",
    debian: "rapidjson-dev",
    target: "rapidjson",
    files: ["include/rapidjson/reader.h"],
    version: () =>
      definesIn(
        `${TOOLS}/rapidjson/rapidjson/rapidjson.h`,
        ...["MAJOR", "MINOR", "PATCH"].map((part) => `RAPIDJSON_${part}_VERSION`),
      ),
    modules: MODULES,
  },
  {
    name: "stb_image",
    url: "https://github.com/nothings/stb",
    spdx: "MIT OR Unlicense",
    debian: "libstb-dev",
    target: "stb",
    files: ["stb_image.h"],
    version: () => numbersIn(`${TOOLS}/include-wasm/stb/stb_image.h`, /- v([\d.]+)/)[0],
    modules: ["imaging", "studio"],
  },
  {
    name: "stb_image_write",
    url: "https://github.com/nothings/stb",
    spdx: "MIT OR Unlicense",
    debian: "libstb-dev",
    target: "stb",
    files: ["stb_image_write.h"],
    version: () => numbersIn(`${TOOLS}/include-wasm/stb/stb_image_write.h`, /- v([\d.]+)/)[0],
    modules: ["imaging", "studio"],
  },
  {
    name: "Eigen",
    url: "https://eigen.tuxfamily.org",
    spdx: "MPL-2.0",
    debian: "libeigen3-dev",
    target: "eigen",
    files: ["Eigen/src/Core/Matrix.h"],
    version: () =>
      definesIn(
        `${TOOLS}/include-wasm/eigen/Eigen/src/Core/util/Macros.h`,
        ...["WORLD", "MAJOR", "MINOR"].map((part) => `EIGEN_${part}_VERSION`),
      ),
    modules: ["feeds", "report", "studio"],
  },
  {
    name: "Expat",
    url: "https://libexpat.github.io",
    spdx: "MIT",
    debian: "libexpat1-dev",
    files: ["lib/xmlparse.c"],
    version: () =>
      definesIn(
        `${TOOLS}/expat/lib/expat.h`,
        ...["MAJOR", "MINOR", "MICRO"].map((part) => `XML_${part}_VERSION`),
      ),
    modules: ["feeds"],
  },
  {
    name: "Emscripten",
    url: "https://emscripten.org",
    spdx: "MIT OR NCSA",
    debian: "emscripten",
    files: ["system/include/emscripten/bind.h"],
    version: () => numbersIn(`${emscripten()}/emscripten-version.txt`, /"?([\d.]+)/)[0],
    modules: MODULES,
  },
  ...[
    ["libc++", "https://libcxx.llvm.org", "system/lib/libcxx/src/algorithm.cpp"],
    ["libc++abi", "https://libcxxabi.llvm.org", "system/lib/libcxxabi/src/cxa_guard.cpp"],
    [
      "compiler-rt",
      "https://compiler-rt.llvm.org",
      "system/lib/compiler-rt/lib/builtins/int_util.c",
    ],
  ].map(([name, url, file]) => ({
    ...{ name, url, files: [file], debian: "emscripten", version: libcxx, modules: MODULES },
    spdx: "Apache-2.0 WITH LLVM-exception",
  })),
  {
    name: "musl",
    url: "https://musl.libc.org",
    spdx: "MIT AND SunPro",
    debian: "emscripten",
    // The error function of reports comes from Sun.
    files: ["system/lib/libc/musl/src/string/memchr.c", "system/lib/libc/musl/src/math/erf.c"],
    version: () => numbersIn(`${emscripten()}/system/lib/libc/musl/VERSION`, /([\d.]+)/)[0],
    modules: MODULES,
  },
  {
    name: "dlmalloc",
    url: "https://gee.cs.oswego.edu/dl/html/malloc.html",
    spdx: "CC0-1.0",
    debian: "emscripten",
    files: ["system/lib/dlmalloc.c"],
    version: () => numbersIn(`${emscripten()}/system/lib/dlmalloc.c`, /[Vv]ersion ([\d.]+\d)/)[0],
    modules: ["feeds", "imaging", "report", "shards", "studio"],
  },
];

/** The areas of the portable library that are compiled with a target's headers. */
const areasWith = (target) =>
  sourceFiles(/^sdk\/vitrine\/\w+\/CMakeLists\.txt$/)
    .filter((path) => readFileSync(`${ROOT}/${path}`, "utf8").includes(`third_party::${target}`))
    .map((path) => path.split("/")[2]);

/** Where a Debian package's copyright file is, installed or kept by ./dev setup; undefined where neither is. */
const copyrightOf = (name) =>
  [`${TOOLS}/licences/${name}`, `/usr/share/doc/${name}/copyright`].find((path) =>
    existsSync(path),
  );

/** The packages whose licences are not on this machine: of an Emscripten of the user's own, say. */
export const missingLicences = () => [
  ...new Set(PARTS.map(({ debian }) => debian).filter((name) => !copyrightOf(name))),
];

/**
 * @typedef {object} Part
 * @property {string} name
 * @property {string} url
 * @property {string} version
 * @property {string} spdx
 * @property {string[]} holders
 * @property {Record<string, string>} texts Licences by Debian's names for them.
 * @property {string[]} modules Of the npm package.
 * @property {string[]} areas Of the portable library.
 *
 * @returns {Part[]}
 */
export function thirdParty() {
  const missing = missingLicences();
  if (missing.length > 0) {
    throw new Error(`no copyright file of ${missing.join(", ")}; run ./dev setup`);
  }
  const wanted = PARTS.map(({ debian, files }) => ({ copyright: copyrightOf(debian), files }));
  // Debian's own Python has Debian's module.
  const output = execFileSync("/usr/bin/python3", [`${ROOT}/tools/third_party.py`], {
    input: JSON.stringify(wanted),
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  return JSON.parse(output).map(({ holders, texts }, i) => {
    const { name, url, spdx, modules, target, version } = PARTS[i];
    const areas = target ? areasWith(target) : [];
    return { name, url, spdx, modules, areas, holders, texts, version: version() };
  });
}
