// SPDX-License-Identifier: Apache-2.0
// The rules of docs/modules.md that a compiler does not hold: which part may know which, what the
// portable library may not touch, and what every source carries.
import { readFileSync } from "node:fs";
import { CPP, ROOT, sourceFiles } from "./run.mjs";

/** What each area of sdk/vitrine may include beside itself and `base`. */
const MAY_INCLUDE = {
  base: [],
  catalog: [],
  profile: ["catalog"],
  ranking: ["profile", "catalog"],
  experiment: [],
  imaging: [],
  lookbook: ["imaging", "catalog"],
  signals: [],
};

/** What the portable library never does, each with what to do instead. */
const FORBIDDEN_CODE = [
  [/\bstd::(print|println|cout|cerr|clog)\b/, "prints; return an Error or a value"],
  [/(?<![\w.>])(std::)?v?f?printf\s*\(/, "prints; return an Error or a value"],
  [
    /(?<![\w.>])(std::)?(puts|putchar|fputs|fwrite|perror)\s*\(/,
    "prints; return an Error or a value",
  ],
  [
    /(?<![\w.>])(std::)?(abort|exit|_Exit|quick_exit|terminate)\s*\(/,
    "ends the program; return an Error",
  ],
  [
    /\b(system_clock|steady_clock|high_resolution_clock|utc_clock)\b/,
    "reads a clock; take the time in",
  ],
  [
    /(?<![\w.>])(std::)?(clock_gettime|gettimeofday|timespec_get|localtime|gmtime)\s*\(/,
    "reads a clock",
  ],
  [/(?<![\w.>:])(std::)?time\s*\(\s*(nullptr|NULL|0|&)/, "reads a clock; take the time in"],
  [
    /(?<![\w.>])(std::)?(fopen|freopen|tmpfile|getenv|system)\s*\(/,
    "reaches outside; take the data in",
  ],
  [/\bstd::random_device\b/, "has no seed; use vitrine::Random"],
  [/\bstd::\w+_distribution\b/, "differs between platforms; use vitrine::Random"],
  [
    /\bstd::(mt19937|minstd_rand|default_random_engine)\b/,
    "is a second generator; use vitrine::Random",
  ],
  [/\b(EM_ASM|EM_JS|emscripten_\w+|EMSCRIPTEN_\w+)\b/, "knows JavaScript; that is wasm/'s part"],
];

const FORBIDDEN_HEADERS = new Set([
  ...["iostream", "ostream", "istream", "fstream", "filesystem", "print", "syncstream", "iomanip"],
  ...["random", "thread", "future", "mutex", "condition_variable", "csignal", "ctime", "chrono"],
  ...["unistd.h", "sys/time.h", "sys/socket.h", "sys/stat.h", "fcntl.h", "time.h"],
]);

/** Where the slate is made, the C library's functions that differ in the last bit are out. */
const EXACT_AREAS = ["base", "catalog", "profile", "ranking"];
const INEXACT =
  /\bstd::(exp2?f?|expm1|log(2|10|1p)?f?|powf?|sinf?|cosf?|tanf?|tanhf?|cbrt|hypot|fma)\s*\(/;

/** Libraries that stay in .cpp files, so that a user of our headers needs none of them. */
const PRIVATE_LIBRARIES = /^(Eigen|rapidjson|hwy)\/|^(stb_\w+|expat)\.h$/;

/** Macros that third-party libraries ask their users to define. */
const FOREIGN_MACROS = /^(HWY_|STB|STBI_|RAPIDJSON_|EIGEN_)/;

/** The same text with comments and the insides of strings blanked out, line by line. */
export function codeOnly(text) {
  return text.replace(
    /\/\/[^\n]*|\/\*[\s\S]*?\*\/|R"([^(\s]*)\([\s\S]*?\)\1"|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)+'/g,
    (match, _delimiter, offset) => {
      // The quotes of an #include stay readable, and 1'000 is a number.
      const line = text.slice(text.lastIndexOf("\n", offset) + 1, offset);
      if (/^\s*#\s*include\s*$/.test(line) || (match.startsWith("'") && /[\da-fA-F]$/.test(line))) {
        return match;
      }
      return match.replace(/[^\n]/g, " ");
    },
  );
}

function* matches(file, pattern, source = file.code) {
  const global = new RegExp(pattern.source, `${pattern.flags.replace("g", "")}g`);
  for (const match of source.matchAll(global)) {
    yield { match, where: `${file.path}:${source.slice(0, match.index).split("\n").length}` };
  }
}

const includes = (file) => matches(file, /^[ \t]*#[ \t]*include[ \t]+([<"])([^>"]+)[>"]/m);

const areaOf = (path) => /^sdk\/vitrine\/([^/]+)\//.exec(path)?.[1];
const portable = (file) => areaOf(file.path) !== undefined && CPP.test(file.path);

/** Each rule: what it holds, and the places that break it. */
const RULES = {
  "areas include only what the architecture allows": function* (file) {
    if (!portable(file)) return;
    const area = areaOf(file.path);
    const allowed = MAY_INCLUDE[area];
    if (!allowed) {
      yield `${file.path}: area '${area}' is not in tools/check-structure.mjs`;
      return;
    }
    for (const { match, where } of includes(file)) {
      const other = /^vitrine\/([^/]+)\//.exec(match[2])?.[1];
      if (other && other !== area && other !== "base" && !allowed.includes(other)) {
        yield `${where}: ${area} must not know ${other}`;
      }
    }
  },
  "nobody in the portable library knows the programs around it": function* (file) {
    if (!portable(file)) return;
    for (const { match, where } of includes(file)) {
      if (/^(emscripten|cli|companion|wasm)\b/.test(match[2])) {
        yield `${where}: includes ${match[2]}`;
      }
    }
  },
  "includes of the portable library are rooted": function* (file) {
    if (!portable(file)) return;
    for (const { match, where } of includes(file)) {
      if (match[1] === '"') {
        yield `${where}: write <vitrine/...> for "${match[2]}"`;
      }
    }
  },
  "the portable library neither prints, ends, waits nor reads the outside": function* (file) {
    if (!portable(file)) return;
    for (const { match, where } of includes(file)) {
      if (FORBIDDEN_HEADERS.has(match[2])) {
        yield `${where}: includes <${match[2]}>`;
      }
    }
    for (const [pattern, why] of FORBIDDEN_CODE) {
      for (const { match, where } of matches(file, pattern)) {
        yield `${where}: '${match[0].trim()}' ${why}`;
      }
    }
  },
  "what decides a slate uses no function that differs between C libraries": function* (file) {
    if (!portable(file) || !EXACT_AREAS.includes(areaOf(file.path))) return;
    for (const { match, where } of matches(file, INEXACT)) {
      yield `${where}: '${match[0]}': use <vitrine/base/math.h>`;
    }
  },
  "headers of the portable library need no third-party library": function* (file) {
    // As in Highway itself, an -inl.h is a part of the .cpp files that include it.
    if (!portable(file) || !/(?<!-inl)\.h$/.test(file.path)) return;
    for (const { match, where } of includes(file)) {
      if (PRIVATE_LIBRARIES.test(match[2])) {
        yield `${where}: <${match[2]}> belongs in a .cpp file`;
      }
    }
  },
  "only wasm/ and its benchmarks know Emscripten": function* (file) {
    if (!CPP.test(file.path) || /^(wasm|tools|tests\/bench\/wasm)\//.test(file.path)) return;
    for (const { match, where } of includes(file)) {
      if (match[2].startsWith("emscripten")) {
        yield `${where}: includes <${match[2]}>`;
      }
    }
  },
  "the demo embeds the package by its name": function* (file) {
    if (!/^web-demo\/.*\.(ts|js|mjs)$/.test(file.path)) return;
    for (const { match, where } of matches(
      file,
      /["'][^"']*\.\.\/(wasm|sdk)\/[^"']*["']/,
      file.text,
    )) {
      yield `${where}: ${match[0]}`;
    }
  },
  "headers are included once": function* (file) {
    if (file.path.endsWith(".h") && !/^#pragma once$/m.test(file.code)) {
      yield `${file.path}: no #pragma once`;
    }
  },
  "macros begin with VITRINE_": function* (file) {
    if (!portable(file)) return;
    for (const { match, where } of matches(file, /^[ \t]*#[ \t]*define[ \t]+(\w+)/m)) {
      if (!match[1].startsWith("VITRINE_") && !FOREIGN_MACROS.test(match[1])) {
        yield `${where}: ${match[1]}`;
      }
    }
  },
  // Tests spell out the text that they expect, and comments may give examples.
  "C++ code is ASCII": function* (file) {
    if (!CPP.test(file.path) || file.path.startsWith("tests/")) return;
    const text = file.text.replace(/\/\/.*/g, "");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII begins with them.
    for (const { match, where } of matches(file, /[^\x00-\x7f]/, text)) {
      yield `${where}: '${match[0]}'`;
    }
  },
  "sources name their licence": function* (file) {
    const start = file.text.split("\n", 2).join("\n");
    if (!/SPDX-License-Identifier: Apache-2\.0/.test(start)) {
      yield `${file.path}: no SPDX line at its top`;
    }
  },
  "nothing is left to do": function* (file) {
    // Written apart, so that this line does not find itself.
    for (const { match, where } of matches(
      file,
      new RegExp(`\\b(${"TO"}DO|${"FIX"}ME|${"XX"}X)\\b`),
      file.text,
    )) {
      yield `${where}: ${match[0]}`;
    }
  },
};

/**
 * @param {{path: string, text: string}[]} files Paths are relative to the repository's root.
 * @returns {import("./junit.mjs").Outcome[]} One outcome for each rule.
 */
export function checkFiles(files) {
  const read = files.map((file) => ({ ...file, code: codeOnly(file.text) }));
  return Object.entries(RULES).map(([name, rule]) => {
    const findings = read.flatMap((file) => [...rule(file)]);
    return { name, status: findings.length > 0 ? "failed" : "passed", detail: findings.join("\n") };
  });
}

/**
 * @param {string} cmake The text of the top CMakeLists.txt, the one place where the version is written.
 * @param {{path: string, version?: string}[]} packages The npm packages that carry it too.
 * @returns {import("./junit.mjs").Outcome}
 */
export function checkVersions(cmake, packages) {
  const version = /project\([^)]*\bVERSION\s+([\d.]+)/.exec(cmake)?.[1];
  const findings = packages
    .filter((each) => each.version !== version)
    .map((each) => `${each.path}: version ${each.version}, CMakeLists.txt says ${version}`);
  return {
    name: "the packages have CMake's version",
    status: findings.length > 0 ? "failed" : "passed",
    detail: findings.join("\n"),
  };
}

const SOURCES = /(\.(h|cpp|inc|c|ts|js|mjs|sh|cmake|py)|(^|\/)(CMakeLists\.txt|dev))$/;

const read = (path) => readFileSync(`${ROOT}/${path}`, "utf8");

/** The rules over this repository. */
export function checkStructure() {
  const packages = sourceFiles(/^[\w-]+\/package\.json$/)
    .map((path) => ({ path, ...JSON.parse(read(path)) }))
    .filter((each) => !each.private);
  return [
    ...checkFiles(sourceFiles(SOURCES).map((path) => ({ path, text: read(path) }))),
    checkVersions(read("CMakeLists.txt"), packages),
  ];
}
