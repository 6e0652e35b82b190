// SPDX-License-Identifier: Apache-2.0
// node tools/test.mjs [--list] [NAME...]: every check and test of the repository, in stages. A stage
// that fails does not keep the others from running. Called by ./dev test, which sets up first.
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { checkStructure } from "./check-structure.mjs";
import { formatCpp, formatScripts } from "./format.mjs";
import { readJUnit } from "./junit.mjs";
import { ROOT, run } from "./run.mjs";
import { checkOwnSizes } from "./size-budget.mjs";
import { summarise } from "./summarise.mjs";
import { tidy } from "./tidy.mjs";

const RESULTS = `${ROOT}/build/test-results`;
const started = Date.now();
const built = new Map();

function say(text) {
  const seconds = Math.round((Date.now() - started) / 1000);
  console.log(`\n==> ${text}  (at ${Math.floor(seconds / 60)} min ${seconds % 60} s)`);
}

/** @returns {import("./junit.mjs").Outcome} */
function outcome(name, ok, detail) {
  return { name, status: ok ? "passed" : "failed", detail: ok ? "" : detail };
}

/** Configures and builds a preset, once; the outcome is given to whoever asks first. */
async function build(preset) {
  if (built.has(preset)) {
    return [];
  }
  say(`Build ${preset}`);
  const configured = await run("cmake", ["--preset", preset], { quiet: true });
  // -k 0: after an error the rest is built too, so that one broken source shows as one failure.
  const ok =
    configured === 0 &&
    (await run("cmake", ["--build", "--preset", preset, "--", "-k", "0"])) === 0;
  built.set(preset, ok);
  return [outcome(`build ${preset}`, ok, "see the compiler's messages above")];
}

async function buildPackages() {
  if (built.has("packages")) {
    return [];
  }
  say("Build the npm packages");
  const ok = (await run("npm", ["run", "build", "--workspaces", "--if-present"])) === 0;
  built.set("packages", ok);
  return [outcome("build npm packages", ok, "see the messages above")];
}

/** What a test runner wrote to `file`, or a failure when it did not write it. */
function results(file, status) {
  try {
    const outcomes = readJUnit(readFileSync(file, "utf8"));
    const accounted = status === 0 || outcomes.some((each) => each.status === "failed");
    return accounted
      ? outcomes
      : [...outcomes, outcome("test runner", false, `it ended with status ${status}`)];
  } catch (error) {
    return [outcome("test runner", false, `it ended with status ${status}: ${error.message}`)];
  }
}

async function ctest(preset, patterns) {
  const outcomes = await build(preset);
  say(`Test ${preset}`);
  const file = `${RESULTS}/${preset}.xml`;
  const filter = patterns.length > 0 ? ["-R", patterns.join("|"), "--no-tests=ignore"] : [];
  const status = await run("ctest", [
    ...["--preset", preset, "--output-junit", file, "-j", String(availableParallelism())],
    ...["--progress", "--output-on-failure", ...filter],
  ]);
  return [...outcomes, ...results(file, status)];
}

/** The tests of one npm package. Its reporter is set from outside, so `npm test` there stays readable. */
async function npmTest(folder) {
  const { name, scripts = {} } = JSON.parse(readFileSync(`${ROOT}/${folder}/package.json`, "utf8"));
  if (!scripts.test) {
    return [];
  }
  say(`Test ${name}`);
  const file = `${RESULTS}/${name.replace(/\W+/g, "-")}.xml`;
  const options = [
    ...["--test-reporter=spec", "--test-reporter-destination=stdout"],
    ...["--test-reporter=junit", `--test-reporter-destination=${file}`],
  ];
  const status = await run("npm", ["test"], {
    cwd: `${ROOT}/${folder}`,
    env: { NODE_OPTIONS: options.join(" ") },
  });
  return results(file, status);
}

async function npmTests() {
  const outcomes = [
    ...(await build("native")),
    ...(await build("wasm")),
    ...(await buildPackages()),
  ];
  const { workspaces } = JSON.parse(readFileSync(`${ROOT}/package.json`, "utf8"));
  for (const folder of [".", ...workspaces]) {
    if (existsSync(`${ROOT}/${folder}/package.json`)) {
      outcomes.push(...(await npmTest(folder)));
    }
  }
  return outcomes;
}

/** In the order they run: the quick ones first. */
const STAGES = {
  format: async () => [
    outcome("clang-format", await formatCpp(false), "./dev format puts it right"),
    outcome("biome", await formatScripts(false), "./dev format puts most of it right"),
  ],
  structure: async () => checkStructure(),
  native: (patterns) => ctest("native", patterns),
  tidy: async () => [...(await build("native")), ...(await build("wasm")), ...(await tidy())],
  asan: (patterns) => ctest("native-asan", patterns),
  js: () => npmTests(),
  size: async () => [...(await build("wasm")), ...(await buildPackages()), ...checkOwnSizes()],
};

/** The stages that a part of a test's name goes to: those that CTest runs. */
const WITH_NAMES = ["native", "asan"];

async function main(names) {
  if (names.includes("--list")) {
    console.log(Object.keys(STAGES).join("\n"));
    return 0;
  }
  const patterns = names.filter((name) => !Object.hasOwn(STAGES, name));
  const option = patterns.find((name) => name.startsWith("-"));
  if (option !== undefined) {
    console.error(`unknown option '${option}'; usage: ./dev test [--list] [STAGE or NAME...]`);
    return 2;
  }
  const named = names.filter((name) => Object.hasOwn(STAGES, name));
  const everything = patterns.length > 0 ? WITH_NAMES : Object.keys(STAGES);
  const chosen = named.length > 0 ? named : everything;
  rmSync(RESULTS, { recursive: true, force: true });
  mkdirSync(RESULTS, { recursive: true });
  const outcomes = [];
  for (const stage of chosen) {
    say(`Stage ${stage}`);
    let found;
    try {
      found = await STAGES[stage](patterns);
    } catch (error) {
      found = [outcome("stage", false, String(error.stack))];
    }
    outcomes.push(...found.map((each) => ({ ...each, stage })));
  }
  // Builds are no tests: a name that is misspelt shall not look like success.
  if (patterns.length > 0 && outcomes.every(({ name }) => name.startsWith("build "))) {
    outcomes.push({
      ...outcome("tests", false, `none is named '${patterns.join("', '")}'`),
      stage: "",
    });
  }
  say("Summary");
  const requireData = !["", "0", undefined].includes(process.env.VITRINE_REQUIRE_DATA);
  const { text, ok } = summarise(outcomes, { requireData });
  console.log(text);
  return ok ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
