// SPDX-License-Identifier: Apache-2.0
// Pictures in the formats that only the browser decodes: WebP, AVIF, GIF and BMP, of every kind that shops have.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { plainPng } from "../support/png.mjs";
import { repositoryFile } from "../support/server.mjs";
import { colourOf, openShop } from "../support/shop.mjs";
import {
  drawSix,
  halvesOfFirst,
  hasOwnColour,
  near,
  sixPictures,
  visitAfter,
  visitWithoutCodecs,
} from "../support/six.mjs";
import { animatedWebp, hugeWebp, turnedWebp } from "../support/webp.mjs";

const AVIF = ["plain", "limited", "ten-bits", "display-p3", "clear", "lying", "sequence"];
const CLEAR = [200, 40, 40, 128];
const SIDE = { width: 400, height: 500 };

let shop;
before(async () => {
  shop = await openShop();
  for (const name of AVIF) {
    shop.files[`/made/${name}.avif`] = await repositoryFile(`wasm/test/data/avif/${name}.avif`);
  }
});
after(() => shop.close());

/** A WebP of two colours side by side as the browser encodes it; with a quality of 1 without loss. */
const webp = async (page, [left, right = left], { width, height } = SIDE, quality = 0.95) =>
  Buffer.from(
    await page.evaluate(
      async ({ colours, width, height, quality }) => {
        const context = new OffscreenCanvas(width, height).getContext("2d");
        for (const [i, [r, g, b, a]] of colours.entries()) {
          context.fillStyle = `rgb(${r} ${g} ${b} / ${a / 255})`;
          context.fillRect((i * width) / 2, 0, width / 2, height);
        }
        const blob = await context.canvas.convertToBlob({ type: "image/webp", quality });
        return [...new Uint8Array(await blob.arrayBuffer())];
      },
      { colours: [left, right], width, height, quality },
    ),
  );

/** Rows bottom up, blue first, no alpha. */
function bmp(width, height, [r, g, b]) {
  const stride = (width * 3 + 3) & ~3;
  const file = Buffer.alloc(54 + stride * height);
  file.write("BM", "latin1");
  for (const [at, value] of [
    [2, file.length],
    [10, 54],
    [14, 40],
    [18, width],
    [22, height],
  ]) {
    file.writeInt32LE(value, at);
  }
  file.writeInt16LE(1, 26);
  file.writeInt16LE(24, 28);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      file.set([b, g, r], 54 + y * stride + x * 3);
    }
  }
  return file;
}

/** One colour, without compression: the codes start afresh every two pixels, so all have three bits. */
function gif(width, height, colour) {
  const bits = [];
  for (let i = 0; i < (width * height) / 2; i += 1) {
    bits.push(0, 0, 1, 0, 0, 0, 0, 0, 0);
  }
  bits.push(1, 0, 1);
  const codes = Buffer.alloc(Math.ceil(bits.length / 8));
  for (const [i, bit] of bits.entries()) {
    codes[i >> 3] |= bit << (i & 7);
  }
  const blocks = [];
  for (let at = 0; at < codes.length; at += 255) {
    const block = codes.subarray(at, at + 255);
    blocks.push(Buffer.from([block.length]), block);
  }
  const sides = Buffer.from(Uint16Array.of(width, height).buffer);
  const palette = Buffer.concat([Buffer.from(colour.slice(0, 3)), Buffer.alloc(9)]);
  const head = [Buffer.from("GIF89a"), sides, Buffer.from([0x81, 0, 0]), palette];
  const frame = [Buffer.from([0x2c, 0, 0, 0, 0]), sides, Buffer.from([0, 2])];
  return Buffer.concat([...head, ...frame, ...blocks, Buffer.from([0, 0x3b])]);
}

test("every format comes out in its colours, whoever decodes it", async (t) => {
  const { page } = await shop.visit(t);
  Object.assign(shop.files, {
    "/made/lossy.webp": await webp(page, [colourOf(0)]),
    "/made/lossless.webp": await webp(page, [colourOf(1)], SIDE, 1),
    "/made/some.bmp": bmp(400, 500, colourOf(2)),
    "/made/some.gif": gif(400, 500, colourOf(3)),
  });
  const cases = [
    ["lossy.webp", "lossless.webp", "some.bmp", "some.gif", "plain.avif", "limited.avif"],
    ["ten-bits.avif", "display-p3.avif"],
  ];
  const p3 = await page.evaluate(([r, g, b]) => {
    const context = new OffscreenCanvas(1, 1).getContext("2d");
    context.fillStyle = `color(display-p3 ${r / 255} ${g / 255} ${b / 255})`;
    context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data];
  }, colourOf(1));
  const one = colourOf(1);
  const expected = [
    [colourOf(0), one, colourOf(2), colourOf(3), one, one],
    [one, p3],
  ];
  for (const visit of [shop.visit(t), visitWithoutCodecs(shop, t)]) {
    for (const [i, names] of cases.entries()) {
      const links = names.map((name) => `/made/${name}`);
      const { drawn, told } = await drawSix((await visit).page, sixPictures(links));
      assert.deepEqual(told, []);
      for (const [n, name] of names.entries()) {
        const { colour } = drawn[`p${n}`];
        assert.ok(near(colour, expected[i][n], 4), `${name}: ${colour}, not ${expected[i][n]}`);
      }
    }
  }
});

test("planes are kept where they are what a JPEG's are, and only there", async (t) => {
  const pixels = 400 * 500;
  for (const [name, bytes] of [
    ["plain", pixels * 1.5],
    ["limited", pixels * 4],
    ["ten-bits", pixels * 4],
    ["display-p3", pixels * 4],
    ["clear", pixels * 4],
    ["lying", pixels * 4],
  ]) {
    const { page } = await shop.visit(t);
    const link = `/made/${name}.avif`;
    const { told } = await drawSix(page, sixPictures(Array(6).fill(link)));
    const { cachedPictures, cachedBytes } = await page.evaluate(() => vitrine.diagnostics());
    assert.deepEqual([told, cachedPictures, cachedBytes], [[], 1, bytes], name);
  }
});

test("a picture with alpha lies on its frame, the same in every format", async (t) => {
  const { page } = await shop.visit(t);
  shop.files["/made/clear.png"] = plainPng(400, 500, CLEAR);
  shop.files["/made/clear.webp"] = await webp(page, [CLEAR]);
  shop.files["/made/clear-lossless.webp"] = await webp(page, [CLEAR], SIDE, 1);
  const names = ["clear.png", "clear.webp", "clear-lossless.webp", "clear.avif"];
  for (const visit of [shop.visit, (test) => visitWithoutCodecs(shop, test)]) {
    const colours = [];
    for (const name of names) {
      const { page } = await visit(t);
      const { drawn, told } = await drawSix(page, sixPictures([`/made/${name}`]));
      assert.deepEqual(told, []);
      colours.push(drawn.p0.colour);
    }
    const [png, ...others] = colours;
    assert.ok(
      others.every((other) => near(png, other, 4)),
      JSON.stringify(colours),
    );
    assert.equal(png[3], 255);
    // Half of it and half of something light behind it.
    assert.ok(png[1] > 90 && png[1] < 180, JSON.stringify(colours));
  }
});

test("of several pictures in a file the first is shown", async (t) => {
  const { page } = await shop.visit(t);
  const frames = [await webp(page, [colourOf(0)]), await webp(page, [colourOf(5)])];
  shop.files["/made/animated.webp"] = animatedWebp(frames, 400, 500);
  const links = ["/made/animated.webp", "/made/sequence.avif"];
  for (const visit of [shop.visit(t), visitWithoutCodecs(shop, t)]) {
    const { drawn, told } = await drawSix((await visit).page, sixPictures(links));
    assert.deepEqual(told, []);
    assert.ok(near(drawn.p0.colour, colourOf(0), 4), String(drawn.p0.colour));
    assert.ok(near(drawn.p1.colour, colourOf(1), 8), String(drawn.p1.colour));
  }
});

const GREEN = [20, 160, 60, 255];
const BLUE = [30, 60, 190, 255];

test("a picture that is stored lying stands upright in every format", async (t) => {
  const { page } = await shop.visit(t);
  const lying = await webp(page, [GREEN, BLUE], { width: 500, height: 400 });
  const upsideDown = await webp(page, [BLUE, GREEN], { width: 500, height: 400 });
  Object.assign(shop.files, {
    "/made/clockwise.webp": turnedWebp(lying, 500, 400, 6),
    "/made/transposed.webp": turnedWebp(lying, 500, 400, 5),
    "/made/anticlockwise.webp": turnedWebp(upsideDown, 500, 400, 8),
    "/made/transversed.webp": turnedWebp(upsideDown, 500, 400, 7),
  });
  const names = ["clockwise.webp", "transposed.webp", "anticlockwise.webp", "transversed.webp"];
  for (const name of [...names, "lying.avif"]) {
    for (const visit of [shop.visit(t), visitWithoutCodecs(shop, t)]) {
      const link = `/made/${name}`;
      const [above, below] = await halvesOfFirst((await visit).page, sixPictures([link]));
      assert.ok(near(above, GREEN, 5), `${name}: ${above} above`);
      assert.ok(near(below, BLUE, 5), `${name}: ${below} below`);
    }
  }
});

test("a WebP is mirrored and turned about as its Exif says", async (t) => {
  const { page } = await shop.visit(t);
  const tall = { width: 400, height: 500 };
  const sides = await webp(page, [GREEN, BLUE], tall);
  for (const [orientation, left, right] of [
    [1, GREEN, BLUE],
    [2, BLUE, GREEN],
    [3, BLUE, GREEN],
    [4, GREEN, BLUE],
    [9, GREEN, BLUE],
  ]) {
    shop.files["/made/sides.webp"] = turnedWebp(sides, 400, 500, orientation);
    const visit = await shop.visit(t);
    const seen = await visit.page.evaluate(
      async (feed) => {
        const bytes = Uint8Array.from(atob(feed), (c) => c.charCodeAt(0));
        await create({ catalog: { feed: bytes } });
        const page = await vitrine.page({ index: 0 });
        const { x, y, width, height } = page.regions[0].picture;
        const pixels = pixelsOf(page.bitmap);
        return [0.2, 0.8].map((part) => colourAt(pixels, x + part * width, y + height / 2));
      },
      sixPictures(Array(6).fill("/made/sides.webp")).feed,
    );
    assert.ok(near(seen[0], left, 5) && near(seen[1], right, 5), `${orientation}: ${seen}`);
  }
});

/** An AVIF that says it is so large. */
function hugeAvif(file, width, height) {
  const huge = Buffer.from(file);
  const at = huge.indexOf("ispe") + 8;
  huge.writeUInt32BE(width, at);
  huge.writeUInt32BE(height, at + 4);
  return huge;
}

test("damaged and oversized files have their own errors, take no memory and leave the others alone", async (t) => {
  const counting = `
    const told = new BroadcastChannel("decoded");
    for (const name of ["ImageDecoder", "createImageBitmap"]) {
      const real = globalThis[name];
      globalThis[name] = Object.assign(function (init) {
        told.postMessage(init.type);
        return new.target ? new real(init) : real(...arguments);
      }, { isTypeSupported: (type) => real.isTypeSupported(type) });
    }`;
  const { page } = await visitAfter(shop, t, counting);
  const whole = await webp(page, [colourOf(1)]);
  const avif = shop.files["/made/plain.avif"];
  const garbled = Buffer.from(avif);
  garbled.fill(0xff, garbled.length - 40);
  Object.assign(shop.files, {
    "/broken/cut.webp": whole.subarray(0, whole.length - 20),
    "/broken/huge.webp": hugeWebp(40_000, 40_000),
    "/broken/cut.avif": avif.subarray(0, avif.length - 20),
    "/broken/huge.avif": hugeAvif(avif, 40_000, 40_000),
    "/broken/garbled.avif": garbled,
  });
  await page.evaluate(() => {
    globalThis.decoded = [];
    new BroadcastChannel("decoded").onmessage = ({ data }) => decoded.push(data);
  });
  const names = ["cut.webp", "huge.webp", "cut.avif", "huge.avif", "garbled.avif"];
  const { drawn, told } = await drawSix(page, sixPictures(names.map((name) => `/broken/${name}`)));
  assert.ok(hasOwnColour(drawn.p5));
  assert.deepEqual(Object.keys(drawn).sort(), ["p0", "p1", "p2", "p3", "p4", "p5"]);
  const codes = Object.fromEntries(
    told.map(({ code, detail }) => [new URL(detail.url).pathname.slice(8), code]),
  );
  assert.deepEqual(codes, {
    "cut.webp": "IMAGE_CORRUPT",
    "huge.webp": "IMAGE_TOO_LARGE",
    "cut.avif": "IMAGE_CORRUPT",
    "huge.avif": "IMAGE_TOO_LARGE",
    "garbled.avif": "IMAGE_CORRUPT",
  });
  // Only what was whole and of a size that may be was handed to a decoder: it, and once more, by a canvas.
  await page.waitForFunction(() => decoded.includes("image/png"));
  assert.deepEqual(await page.evaluate(() => decoded.filter((type) => type !== "image/png")), [
    "image/avif",
    "image/avif",
  ]);
});
