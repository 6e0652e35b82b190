// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { readJUnit } from "./junit.mjs";

// The shape that CTest 3.25 writes.
const CTEST = `<?xml version="1.0" encoding="UTF-8"?>
<testsuite name="(empty)" tests="4" failures="1" disabled="0" skipped="2" hostname="" time="0">
  <testcase name="base.Exp.OfZeroIsOne" classname="base.Exp.OfZeroIsOne" time="0.02" status="run">
    <system-out>a &lt;failure&gt; in the output is none</system-out>
  </testcase>
  <testcase name="base.Log.Breaks" classname="base.Log.Breaks" time="0.02" status="fail">
    <failure message=""/>
    <system-out>Running main() from gmock_main.cc
[ RUN      ] Log.Breaks
math_test.cpp:7: Failure
Expected &amp;amp;
[  FAILED  ] Log.Breaks (0 ms)
[==========] 1 test from 1 test suite ran.</system-out>
  </testcase>
  <testcase name="catalog.Feed.ReadsBig" classname="catalog.Feed.ReadsBig" time="0.1" status="notrun">
    <skipped message="SKIP_REGULAR_EXPRESSION_MATCHED"/>
    <system-out>[ RUN      ] Feed.ReadsBig
tests/unit/catalog/feed_test.cpp:12: Skipped
needs clothing-images in VITRINE_DATA

[  SKIPPED ] Feed.ReadsBig (0 ms)</system-out>
  </testcase>
  <testcase name="x_NOT_BUILT" classname="x_NOT_BUILT" time="0" status="notrun">
    <skipped message="Unable to find executable"/>
    <system-out></system-out>
  </testcase>
</testsuite>
`;

test("CTest's outcomes are read with their reasons", () => {
  assert.deepEqual(readJUnit(CTEST), [
    { name: "base.Exp.OfZeroIsOne", status: "passed", detail: "" },
    {
      name: "base.Log.Breaks",
      status: "failed",
      detail: "math_test.cpp:7: Failure\nExpected &amp;",
    },
    {
      name: "catalog.Feed.ReadsBig",
      status: "skipped",
      detail: "needs clothing-images in VITRINE_DATA",
    },
    { name: "x_NOT_BUILT", status: "failed", detail: "Unable to find executable" },
  ]);
});

// The shape that Node's reporter writes.
const NODE = `<?xml version="1.0" encoding="utf-8"?>
<testsuites>
\t<testcase name="sums &gt; 0" time="0.0004" classname="test"/>
\t<testsuite name="group" time="0.001" disabled="0" errors="0" tests="2" failures="1" skipped="1" hostname="h">
\t\t<testcase name="later" time="0.0001" classname="test">
\t\t\t<skipped type="skipped" message="no browser"/>
\t\t</testcase>
\t\t<testcase name="breaks" time="0.0007" classname="test" failure="1 !== 2">
\t\t\t<failure type="testCodeFailure" message="1 !== 2">
[Error: 1 !== 2] { code: 'ERR_TEST_FAILURE' }
\t\t\t</failure>
\t\t</testcase>
\t</testsuite>
\t<!-- tests 3 -->
</testsuites>
`;

test("Node's outcomes are read from nested suites", () => {
  const outcomes = readJUnit(NODE);
  assert.deepEqual(
    outcomes.map(({ name, status }) => [name, status]),
    [
      ["sums > 0", "passed"],
      ["later", "skipped"],
      ["breaks", "failed"],
    ],
  );
  assert.equal(outcomes[1].detail, "no browser");
  assert.match(outcomes[2].detail, /^1 !== 2\n/);
});

test("a document that was cut short is refused", () => {
  assert.throws(() => readJUnit(NODE.slice(0, 300)), /not a complete JUnit file/);
  assert.throws(() => readJUnit(""), /not a complete JUnit file/);
});

test("a suite without cases has no outcomes", () => {
  assert.deepEqual(readJUnit('<testsuite name="empty" tests="0"/>\n'), []);
});
