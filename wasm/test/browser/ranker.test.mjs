// SPDX-License-Identifier: Apache-2.0
// A ranker of the shop's own, run by the real ONNX Runtime Web: fetched behind the first page, equal to the
// core's own network where it is the same, with true reasons, and no harm where it is broken.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { RANKERS } from "../../../tests/data/models/make-models.mjs";
import { ROOT } from "../support/server.mjs";
import { feedOf, openShop, sampleProducts } from "../support/shop.mjs";

const CLI = `${ROOT}build/native/sdk/cli/vitrine`;
const skip = existsSync(CLI) ? false : "there is no native build: cmake --build --preset native";
const RUNTIME = fileURLToPath(new URL(".", import.meta.resolve("onnxruntime-web/wasm")));

const PRODUCTS = 24;
const PAGES = 4;
const NOW = 1_700_000_000_000;

/** A view of a product so many minutes ago. */
const view = (id, minutes) => ({
  ...{ event: "view_item", time_ms: NOW - 60_000 * minutes },
  ecommerce: { items: [{ item_id: id }] },
});
const EVENTS = [view("p3", 4), view("p7", 3), view("p14", 2), view("p3", 1)];

/** What shoppers did: each went from a product to others, near by and far. */
function log() {
  const lines = [];
  for (let shopper = 0; shopper < 400; shopper += 1) {
    for (let step = 0; step < 4; step += 1) {
      const product = (shopper * 7 + step * (1 + (shopper % 3))) % PRODUCTS;
      const item = { item_id: `p${product}` };
      lines.push({
        client_id: `s${shopper}`,
        timestamp_micros: (1_600_000_000 + shopper * 1000 + step) * 1_000_000,
        events: [{ name: "view_item", params: { items: [item] } }],
      });
    }
  }
  return lines.map((line) => JSON.stringify(line)).join("\n");
}

let shop;
let folder;
before(async () => {
  const models = Object.fromEntries(
    Object.entries(RANKERS).map(([name, bytes]) => [`/models/${name}`, bytes]),
  );
  folder = mkdtempSync(`${tmpdir()}/vitrine-ranker-`);
  shop = await openShop({
    products: sampleProducts(PRODUCTS),
    files: {
      ...models,
      "/models/text.onnx": "this is no model",
      "/models/short.onnx": RANKERS["ranker.onnx"].subarray(0, 200),
    },
    folders: { "/onnx/": RUNTIME, "/shop/": folder },
  });
  writeFileSync(`${folder}/feed.json`, feedOf(sampleProducts(PRODUCTS)));
  writeFileSync(`${folder}/log.jsonl`, log());
  writeFileSync(`${folder}/events.json`, JSON.stringify(EVENTS));
  if (!skip) {
    const files = ["--feed", `${folder}/feed.json`, "--events", `${folder}/log.jsonl`];
    const out = ["--out", `${folder}/shop.vpack`, "--onnx", `${folder}/network.onnx`];
    execFileSync(CLI, ["train", ...files, ...out], { stdio: "ignore" });
  }
});
after(async () => {
  await shop?.close();
  rmSync(folder, { recursive: true });
});

/** What was asked for of ONNX Runtime and of models, in this order; and all that was. */
function watch() {
  const first = shop.server.requests.length;
  return {
    all: () => shop.server.requests.slice(first),
    ofRanker: () =>
      shop.server.requests
        .slice(first)
        .filter((path) => /\/ort|onnx|rank-model|model-runtime/.test(path)),
  };
}

/** A page with a client on it. Errors on its console fail the test. */
async function openClient(t, options) {
  const visit = await shop.visit(t);
  t.after(() => assert.deepEqual(visit.messages, []));
  await visit.page.evaluate(async (given) => {
    await create({ now: () => 1_700_000_000_000, ...given });
    globalThis.until = async (what) => {
      while (!what()) {
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    };
    globalThis.ranked = () => timings.some(({ name }) => name === "ranker");
    globalThis.slate = async (index) => {
      const page = await vitrine.page({ index, width: 400, height: 500 });
      page.dispose();
      return page.regions.map(({ product: { id, score, reason } }) => ({ id, score, reason }));
    };
    globalThis.slates = async (pages) => {
      await vitrine.restart();
      const all = [];
      for (let index = 0; index < pages; index += 1) {
        all.push(await slate(index));
      }
      return all;
    };
  }, options);
  return visit.page;
}

const TRAINED = { catalog: "/shop/shop.vpack", baseUrl: "/" };
const rankerOf = (name) => ({ model: `/models/${name}.onnx`, onnxRuntime: "/onnx" });
const NETWORK = { model: "/shop/network.onnx", onnxRuntime: "/onnx" };

/** The slates of a shopper, once the ranker is there. */
const slatesOf = async (page, { pages = PAGES, wait = true } = {}) =>
  page.evaluate(
    async ({ events, pages, wait }) => {
      await vitrine.observe(events);
      if (wait) {
        await slate(0);
        await until(ranked);
      }
      return slates(pages);
    },
    { events: EVENTS, pages, wait },
  );

/** Each slate as products with their reasons, scores apart. */
const toldOf = (slates) =>
  slates.map((slate) =>
    slate.map(
      ({ id, reason }) => `${id}: ${reason.text}, ${reason.rankWith} ${reason.rankWithout}`,
    ),
  );

test("the pack's network as ONNX gives its scores to 1e-5, its slates and reasons", {
  skip,
}, async (t) => {
  const own = await slatesOf(await openClient(t, TRAINED), { wait: false });
  const page = await openClient(t, { ...TRAINED, ranker: NETWORK });
  const theirs = await slatesOf(page);
  assert.deepEqual(toldOf(theirs), toldOf(own));
  assert.ok(own.flat().some(({ reason }) => reason.kind === "event"));
  const scores = own.flat().map(({ score }) => score);
  assert.ok(Math.max(...scores) - Math.min(...scores) > 1);
  for (const [i, { score }] of theirs.flat().entries()) {
    assert.ok(Math.abs(score - scores[i]) <= 1e-5, `${score} and ${scores[i]}`);
  }
  const why = (page) => page.evaluate(() => vitrine.why("p20"));
  const plain = await openClient(t, TRAINED);
  await plain.evaluate((events) => vitrine.observe(events), EVENTS);
  assert.deepEqual(await why(page), await why(plain));
  assert.deepEqual(await page.evaluate(() => told), []);
});

test("its network and ONNX agree on every list of candidates that a page takes", {
  skip,
}, async (t) => {
  const page = await openClient(t, TRAINED);
  const differences = await page.evaluate(
    async ({ events, now }) => {
      const { loadCoreModule } = await import("/package/modules.js");
      const { RankModel } = await import("/package/rank-model.js");
      const core = await loadCoreModule();
      const pack = new Uint8Array(await (await fetch("/shop/shop.vpack")).arrayBuffer());
      const opened = () => {
        const session = new core.Session();
        const buffer = new core.ByteBuffer();
        buffer.allocate(pack.length);
        buffer.view().set(pack);
        session.openPack(buffer);
        session.observe(JSON.stringify(events), now);
        return session;
      };
      const model = await RankModel.open({
        model: `${location.origin}/shop/network.onnx`,
        onnxRuntime: `${location.origin}/onnx/`,
      });
      // All products that can be picked, by either: the network's scores are those of the picks.
      const own = JSON.parse(opened().picks(64, now).json).picks;
      const session = opened();
      session.rankByScores(true);
      const lists = [];
      const ask = async () => {
        const answer = session.picks(64, now);
        const before = lists.length;
        for (let wanted = session.wantedFeatures().slice(); wanted.length > 0; ) {
          lists.push(wanted.length / 160);
          const scores = await model.score(new Float32Array(wanted.buffer));
          const buffer = new core.ByteBuffer();
          buffer.allocate(scores.byteLength);
          buffer.view().set(new Uint8Array(scores.buffer, scores.byteOffset, scores.byteLength));
          session.giveScores(buffer);
          wanted = session.wantedFeatures().slice();
        }
        return lists.length > before ? ask() : answer;
      };
      const { picks } = JSON.parse((await ask()).json);
      return {
        lists,
        sameOrder: picks.every(({ id }, i) => id === own[i].id),
        most: Math.max(...picks.map(({ score }, i) => Math.abs(score - own[i].score))),
        count: picks.length,
      };
    },
    { events: EVENTS, now: NOW },
  );
  assert.equal(differences.sameOrder, true);
  assert.ok(differences.count > 15);
  assert.ok(differences.most <= 1e-5, String(differences.most));
  // The first, and one without each of the events and habits at least.
  assert.ok(differences.lists.length >= 4, JSON.stringify(differences.lists));
});

test("without a ranker nothing of ONNX Runtime is asked for", { skip }, async (t) => {
  const asked = watch();
  await slatesOf(await openClient(t, TRAINED), { wait: false });
  assert.ok(asked.all().includes("/package/imaging.wasm"));
  assert.deepEqual(asked.ofRanker(), []);
});

test("with one, it is asked for behind the first page of a shopper who did something", async (t) => {
  const asked = watch();
  const page = await openClient(t, { ranker: rankerOf("ranker") });
  await page.evaluate(async () => {
    await slate(0);
    await new Promise((resolve) => setTimeout(resolve, 300));
  });
  assert.deepEqual(asked.ofRanker(), []);
  await page.evaluate(async (events) => {
    await vitrine.observe(events);
    await new Promise((resolve) => setTimeout(resolve, 300));
  }, EVENTS);
  assert.deepEqual(asked.ofRanker(), []);
  const before = asked.all().length;
  await page.evaluate(async () => {
    await slate(1);
    await until(ranked);
    await slates(3);
  });
  assert.deepEqual(asked.ofRanker().sort(), [
    "/models/ranker.onnx",
    "/onnx/ort-wasm-simd-threaded.wasm",
    "/onnx/ort.wasm.bundle.min.mjs",
    "/package/model-runtime.js",
    "/package/rank-model.js",
  ]);
  const ofPage = asked.all().slice(before);
  const first = ofPage.indexOf("/package/rank-model.js");
  const pictures = ofPage.slice(0, first).filter((path) => path.startsWith("/pictures/"));
  assert.ok(pictures.length >= 3, ofPage.join(" "));
});

test("the first page is drawn while the model does not come", { timeout: 20_000 }, async (t) => {
  let let_go;
  shop.files["/models/late.onnx"] = {
    body: RANKERS["ranker-reversed.onnx"],
    before: () =>
      new Promise((resolve) => {
        let_go = resolve;
      }),
  };
  const page = await openClient(t, { ranker: rankerOf("late") });
  const drawn = await page.evaluate(async (events) => {
    await vitrine.observe(events);
    return [await slate(0), await slate(1)];
  }, EVENTS);
  const plain = await openClient(t, {});
  const expected = await plain.evaluate(async (events) => {
    await vitrine.observe(events);
    return [await slate(0), await slate(1)];
  }, EVENTS);
  assert.deepEqual(drawn, expected);
  let_go();
  await page.evaluate(() => until(ranked));
  assert.deepEqual(await page.evaluate(() => slate(0)), expected[0]);
});

test("the command line ranks by the same model alike, also in a pack that was not trained", {
  skip,
}, async (t) => {
  for (const [catalog, model] of [
    ["shop.vpack", "ranker-reversed"],
    ["feed.json", "ranker-listwise"],
  ]) {
    const source = catalog === "feed.json" ? { feed: `/shop/${catalog}` } : `/shop/${catalog}`;
    const client = { catalog: source, baseUrl: "/", ranker: rankerOf(model) };
    const ours = await slatesOf(await openClient(t, client));
    const files = ["--feed", `${folder}/${catalog}`, "--events", `${folder}/events.json`];
    const ranker = ["--ranker", `${ROOT}tests/data/models/${model}.onnx`];
    const out = ["--out", `${folder}/page.png`, "--json", `${folder}/pages.json`];
    const rest = [
      "--now",
      String(NOW),
      "--pages",
      String(PAGES),
      "--width",
      "400",
      "--height",
      "500",
    ];
    const fonts = ["--fonts", `${ROOT}node_modules/@fontsource`];
    execFileSync(CLI, ["render", ...files, ...ranker, ...out, ...rest, ...fonts], {
      stdio: "ignore",
    });
    const native = JSON.parse(readFileSync(`${folder}/pages.json`, "utf8"));
    assert.deepEqual(
      toldOf(ours),
      native.map(({ slate }) =>
        slate.map(
          ({ id, reason, rank, rankWithoutReason }) =>
            `${id}: ${reason}, ${rank} ${rankWithoutReason}`,
        ),
      ),
    );
    for (const [i, { slate }] of native.entries()) {
      for (const [k, { score }] of slate.entries()) {
        assert.ok(Math.abs(score - ours[i][k].score) <= 1e-5);
      }
    }
  }
});

test("another model gives other pages", { skip }, async (t) => {
  const slates = [];
  for (const name of ["ranker", "ranker-reversed"]) {
    slates.push(await slatesOf(await openClient(t, { ...TRAINED, ranker: rankerOf(name) })));
  }
  assert.notDeepEqual(
    slates[0].map((slate) => slate.map(({ id }) => id)),
    slates[1].map((slate) => slate.map(({ id }) => id)),
  );
});

test("many requests at once, and a shopper who goes on meanwhile, get their answers", async (t) => {
  const page = await openClient(t, { ranker: rankerOf("ranker") });
  const { counts, told } = await page.evaluate(async (events) => {
    await vitrine.observe(events);
    await slate(0);
    await until(ranked);
    await vitrine.restart();
    const asked = [3, 1, 0, 2].map((index) => slate(index));
    asked.push(vitrine.picks({ count: 9 }), vitrine.why("p20"));
    for (let i = 0; i < 8; i += 1) {
      asked.push(
        vitrine.observe({ event: "view_item", ecommerce: { items: [{ item_id: `p${i}` }] } }),
      );
      asked.push(vitrine.notForMe(`p${i + 10}`), vitrine.picks({ count: 3 }));
    }
    const answers = await Promise.all(asked);
    return { counts: answers.map((answer) => answer?.length), told };
  }, EVENTS);
  assert.deepEqual(told, []);
  assert.ok(counts.slice(0, 4).every((count) => count >= 1));
  assert.equal(counts[4], 9);
});

test("a ranker given as bytes is asked as well", async (t) => {
  const page = await openClient(t, {});
  const ready = await page.evaluate(async (events) => {
    const model = await (await fetch("/models/ranker.onnx")).arrayBuffer();
    await create({ ranker: { model, onnxRuntime: "/onnx/" } });
    await vitrine.observe(events);
    await vitrine.picks();
    await until(ranked);
    return (await vitrine.picks()).length;
  }, EVENTS);
  assert.equal(ready, 6);
});

for (const [model, code, ...words] of [
  ["missing", "FETCH", /models\/missing\.onnx could not be fetched: status 404/],
  ["text", "INVALID_ARGUMENT", /text\.onnx is no ONNX model: /],
  ["short", "INVALID_ARGUMENT", /short\.onnx is no ONNX model: /],
  ["ranker-elsewhere", "INVALID_ARGUMENT", /ranker-elsewhere\.onnx is no ONNX model: /],
  [
    "ranker-narrow",
    "INVALID_ARGUMENT",
    /float32 of n x 40, n open, .* it is float32 of items x 39/,
  ],
  ["ranker-whole", "INVALID_ARGUMENT", /float32 of n x 40, n open, .* it is int64 of items x 40/],
  ["ranker-fixed", "INVALID_ARGUMENT", /n open, .* it is float32 of 200 x 40/],
  [
    "ranker-two-inputs",
    "INVALID_ARGUMENT",
    /one input .* expected, .* "features", "other" to "scores"/,
  ],
  ["ranker-two-outputs", "INVALID_ARGUMENT", /one output were expected, .* "scores", "other"/],
  [
    "ranker-double",
    "INVALID_ARGUMENT",
    /to float32 of n or n x 1 was expected, .* float64 of items/,
  ],
  ["ranker-one-score", "SHAPE_MISMATCH", /gave 1 scores for 3 candidates/],
  ["ranker-nan", "NON_FINITE", /a score that is NaN or infinite/],
  ["ranker-far-apart", "NON_FINITE", /the ranker: the scores lie too far apart/],
  ["ranker-failing", "INTERNAL", /the ranker failed with 3 candidates: .*Gather/],
]) {
  test(`a ranker that is ${model} is ${code}, told once, and the core ranks`, async (t) => {
    const visit = await shop.visit(t);
    const plain = await openClient(t, {});
    const expected = await plain.evaluate(async (events) => {
      await vitrine.observe(events);
      return [await vitrine.picks({ count: 12 }), await vitrine.why("p20")];
    }, EVENTS);
    const { told, answers, closed } = await visit.page.evaluate(
      async ({ ranker, events }) => {
        await create({ ranker });
        await vitrine.observe(events);
        await vitrine.picks();
        while (told.length === 0 && !timings.some(({ name }) => name === "ranker")) {
          await new Promise((resolve) => setTimeout(resolve, 10));
        }
        const answers = [await vitrine.picks({ count: 12 }), await vitrine.why("p20")];
        for (let index = 0; index < 3; index += 1) {
          (await vitrine.page({ index, width: 400, height: 500 })).dispose();
        }
        return { told, answers, closed: vitrine.closed };
      },
      { ranker: rankerOf(model), events: EVENTS },
    );
    assert.equal(told.length, 1, JSON.stringify(told));
    assert.equal(told[0].code, code, told[0].message);
    for (const word of words) {
      assert.match(told[0].message, word);
    }
    assert.deepEqual(answers, expected);
    assert.equal(closed, false);
  });
}

test("ONNX Runtime that cannot be had is FETCH with what to do", async (t) => {
  const visit = await shop.visit(t);
  const [error] = await visit.page.evaluate(async (events) => {
    await create({ ranker: { model: "/models/ranker.onnx", onnxRuntime: "/nowhere" } });
    await vitrine.observe(events);
    await vitrine.picks();
    while (told.length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return told;
  }, EVENTS);
  assert.equal(error.code, "FETCH");
  assert.match(error.message, /install onnxruntime-web 1\.30 .* option 'ranker\.onnxRuntime'/);
});

test("options that are no ranker are INVALID_ARGUMENT with their name", async (t) => {
  const page = await openClient(t, {});
  const messages = await page.evaluate(async () => {
    const messages = [];
    for (const ranker of [null, 7, {}, { model: 7 }, { model: "/a", onnxRuntime: 3 }]) {
      const error = await sdk.Vitrine.create({ catalog: "/x", ranker }).catch((thrown) => thrown);
      messages.push(`${error.code} ${error.message}`);
    }
    return messages;
  });
  assert.match(messages[0], /^INVALID_ARGUMENT ranker is null; expected an object/);
  assert.match(messages[1], /^INVALID_ARGUMENT ranker is 7/);
  assert.match(messages[2], /^INVALID_ARGUMENT ranker\.model is undefined/);
  assert.match(messages[3], /^INVALID_ARGUMENT ranker\.model is 7/);
  assert.match(messages[4], /^INVALID_ARGUMENT ranker\.onnxRuntime is 3/);
});
