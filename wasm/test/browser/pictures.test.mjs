// SPDX-License-Identifier: Apache-2.0
// Pictures that come late, broken, too large, in other formats or from hosts that do not share them: the
// page is made all the same.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { hugePng, plainPng } from "../support/png.mjs";
import { repositoryFile, startServer } from "../support/server.mjs";
import { colourOf, openShop, samplePictures } from "../support/shop.mjs";
import {
  drawSix,
  halvesOfFirst,
  hasOwnColour,
  near,
  sixPictures,
  sixProducts,
  visitAfter,
  visitWithoutCodecs,
} from "../support/six.mjs";

let shop;
let closed;
let open;
before(async () => {
  const pictures = samplePictures(12);
  closed = await startServer({ files: pictures });
  open = await startServer({ files: pictures, headers: { "Access-Control-Allow-Origin": "*" } });
  shop = await openShop();
});
after(async () => {
  await shop.close();
  await closed.close();
  await open.close();
});

test("broken, missing and oversized pictures are told once each and leave the others alone", async (t) => {
  const whole = plainPng(400, 500, colourOf(1));
  Object.assign(shop.files, {
    "/broken/truncated.png": whole.subarray(0, whole.length / 2),
    "/broken/huge.png": hugePng(40_000, 40_000),
    "/broken/text.png": "not a picture at all",
    "/broken/empty.png": "",
  });
  const { page } = await shop.visit(t);
  const links = ["truncated", "huge", "text", "empty", "missing"];
  const changes = links.map((name) => ({ image_link: `/broken/${name}.png` }));
  const { drawn, told } = await drawSix(page, sixProducts(...changes));
  assert.ok(hasOwnColour(drawn.p5));
  assert.deepEqual(Object.keys(drawn).sort(), ["p0", "p1", "p2", "p3", "p4", "p5"]);
  const codes = Object.fromEntries(
    told.map(({ code, detail }) => [new URL(detail.url).pathname, code]),
  );
  assert.deepEqual(codes, {
    "/broken/truncated.png": "IMAGE_CORRUPT",
    "/broken/huge.png": "IMAGE_TOO_LARGE",
    "/broken/text.png": "IMAGE_FORMAT",
    "/broken/empty.png": "IMAGE_FORMAT",
    "/broken/missing.png": "IMAGE_FETCH",
  });
  assert.equal(told.length, 5);
  assert.equal(told.find(({ code }) => code === "IMAGE_FETCH").detail.status, 404);
});

test("what is larger than a shop's limits is IMAGE_TOO_LARGE", async (t) => {
  const { page } = await shop.visit(t);
  const links = [0, 1, 2].map((i) => `/limits/${i}.png`);
  const files = [plainPng(400, 500, colourOf(0)), plainPng(401, 500, colourOf(1))];
  files.push(Buffer.concat([plainPng(400, 500, colourOf(2)), Buffer.alloc(20_000)]));
  for (const [i, link] of links.entries()) {
    shop.files[link] = files[i];
  }
  const limits = { maxPixels: 400 * 500, maxBytes: 20_000 };
  const { drawn, told } = await drawSix(page, sixPictures(links), limits);
  assert.ok(hasOwnColour(drawn.p0));
  const refused = told.map(({ code, detail }) => [code, new URL(detail.url).pathname]);
  assert.deepEqual(
    refused.filter(([, path]) => links.includes(path)).sort(),
    [links[1], links[2]].map((path) => ["IMAGE_TOO_LARGE", path]),
  );
});

test("a host without CORS headers gives IMAGE_CORS once, and a fallback for each of its products", async (t) => {
  const { page } = await shop.visit(t);
  const link = (i) => `${closed.origin}/pictures/p${i}.png`;
  const changes = [0, 1, 2].map((i) => ({ image_link: link(i) }));
  const { drawn, told } = await drawSix(page, sixProducts(...changes));
  const [error, ...more] = told;
  assert.deepEqual(more, []);
  assert.equal(error.code, "IMAGE_CORS");
  const host = new URL(closed.origin).host;
  assert.equal(error.detail.host, host);
  assert.equal(error.detail.header, `Access-Control-Allow-Origin: ${shop.server.origin}`);
  assert.ok([0, 1, 2].map(link).includes(error.detail.url));
  assert.ok(error.message.includes(host) && error.message.includes(error.detail.header));
  for (const i of [0, 1, 2]) {
    assert.deepEqual(drawn[`p${i}`].fallback, { src: link(i), code: "IMAGE_CORS" });
    assert.ok(!hasOwnColour(drawn[`p${i}`]));
  }
  for (const i of [3, 4, 5]) {
    assert.equal(drawn[`p${i}`].fallback, undefined);
    assert.ok(hasOwnColour(drawn[`p${i}`]));
  }
});

test("an answer that the browser kept from an <img> is no proof that the host lacks the header", async (t) => {
  // Like many hosts: the header only for those who ask for it, the answer to be kept, no Vary.
  const host = createServer(({ headers }, response) => {
    const allowed = headers.origin && { "Access-Control-Allow-Origin": headers.origin };
    response.writeHead(200, {
      "Content-Type": "image/png",
      "Cache-Control": "max-age=600",
      ...allowed,
    });
    response.end(plainPng(400, 500, colourOf(0)));
  });
  await new Promise((resolve) => host.listen(0, "127.0.0.1", resolve));
  t.after(() => host.close());
  t.after(() => host.closeAllConnections());
  const link = `http://127.0.0.1:${host.address().port}/p0.png`;
  const { page } = await shop.visit(t);
  await page.evaluate(async (link) => {
    const image = new Image();
    image.src = link;
    await image.decode();
  }, link);
  const { drawn, told } = await drawSix(page, sixProducts({ image_link: link }));
  assert.deepEqual(told, []);
  assert.equal(drawn.p0.fallback, undefined);
  assert.ok(hasOwnColour(drawn.p0));
});

test("a host with CORS headers is drawn like the shop's own", async (t) => {
  const { page } = await shop.visit(t);
  const changes = Array.from({ length: 6 }, (_, i) => ({
    image_link: `${open.origin}/pictures/p${i}.png`,
  }));
  const { drawn, told } = await drawSix(page, sixProducts(...changes));
  assert.deepEqual(told, []);
  assert.ok(Object.values(drawn).every(hasOwnColour));
});

test("a host that does not answer gives IMAGE_FETCH", async (t) => {
  const gone = await startServer({});
  await gone.close();
  const { page } = await shop.visit(t);
  const { drawn, told } = await drawSix(
    page,
    sixProducts({ image_link: `${gone.origin}/pictures/p0.png` }),
  );
  assert.deepEqual(
    told.map(({ code }) => code),
    ["IMAGE_FETCH"],
  );
  assert.equal(drawn.p0.fallback, undefined);
});

/** The sample's picture of product `index`, as the browser encodes it. */
const encoded = async (page, index, type) =>
  Buffer.from(
    await page.evaluate(
      async ({ colour, type }) => {
        const canvas = new OffscreenCanvas(400, 500);
        const context = canvas.getContext("2d");
        context.fillStyle = `rgb(${colour.slice(0, 3).join(" ")})`;
        context.fillRect(0, 0, 400, 500);
        const blob = await canvas.convertToBlob({ type, quality: 1 });
        return [...new Uint8Array(await blob.arrayBuffer())];
      },
      { colour: colourOf(index), type },
    ),
  );

/** A picture of one colour of Display P3, with the profile that says so. */
const encodedInP3 = async (page, colour, type) =>
  Buffer.from(
    await page.evaluate(
      async ({ colour, type }) => {
        const settings = { colorSpace: "display-p3" };
        const context = new OffscreenCanvas(400, 500).getContext("2d", settings);
        const pixels = context.createImageData(400, 500, settings);
        for (let i = 0; i < pixels.data.length; i += 4) {
          pixels.data.set(colour, i);
        }
        context.putImageData(pixels, 0, 0);
        const blob = await context.canvas.convertToBlob({ type, quality: 1 });
        return [...new Uint8Array(await blob.arrayBuffer())];
      },
      { colour, type },
    ),
  );

/** The colour of sRGB that a colour of Display P3 is. Source: CSS Color 4, section 18. */
function srgbOfP3([red, green, blue, alpha]) {
  const times = (matrix, v) => matrix.map((row) => row.reduce((sum, m, i) => sum + m * v[i], 0));
  const light = [red, green, blue]
    .map((value) => value / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  const xyz = times(
    [
      [608311 / 1250200, 189793 / 714400, 198249 / 1000160],
      [35783 / 156275, 247089 / 357200, 198249 / 2500400],
      [0, 32229 / 714400, 5220557 / 5000800],
    ],
    light,
  );
  const srgb = times(
    [
      [12831 / 3959, -329 / 214, -1974 / 3959],
      [-851781 / 878810, 1648619 / 878810, 36519 / 878810],
      [705 / 12673, -2585 / 12673, 705 / 667],
    ],
    xyz,
  );
  const encoded = srgb
    .map((value) => Math.min(Math.max(value, 0), 1))
    .map((value) => (value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055));
  return [...encoded.map((value) => value * 255), alpha];
}

test("pictures are left to the browser's decoders where workers have them", async (t) => {
  const { page } = await visitAfter(
    shop,
    t,
    `const { ImageDecoder } = globalThis;
     const told = new BroadcastChannel("decoded");
     globalThis.ImageDecoder = function (init) {
       told.postMessage(init.type);
       return new ImageDecoder(init);
     };`,
  );
  shop.files["/made/p0.jpg"] = await encoded(page, 0, "image/jpeg");
  await page.evaluate(() => {
    globalThis.decoded = [];
    new BroadcastChannel("decoded").onmessage = ({ data }) => decoded.push(data);
  });
  const { told } = await drawSix(page, sixProducts({ image_link: "/made/p0.jpg" }));
  assert.deepEqual(told, []);
  await page.waitForFunction(() => decoded.length === 6);
  assert.equal(
    await page.evaluate(() => decoded.filter((type) => type === "image/jpeg").length),
    1,
  );
});

test("JPEG is decoded by the browser's codec or the package's own, WebP only by the browser", async (t) => {
  const { page } = await shop.visit(t);
  shop.files["/made/p0.jpg"] = await encoded(page, 0, "image/jpeg");
  shop.files["/made/p1.webp"] = await encoded(page, 1, "image/webp");
  const feed = sixProducts({ image_link: "/made/p0.jpg" }, { image_link: "/made/p1.webp" });
  for (const visit of [{ page }, await visitWithoutCodecs(shop, t)]) {
    const { drawn, told } = await drawSix(visit.page, feed);
    assert.deepEqual(told, []);
    assert.ok(near(drawn.p0.colour, colourOf(0), 4));
    assert.ok(near(drawn.p1.colour, colourOf(1), 4));
  }
  const other = await shop.visit(t);
  const stb = await drawSix(other.page, feed, { decoder: "stb" });
  assert.deepEqual(
    stb.told.map(({ code }) => code),
    ["IMAGE_FORMAT"],
  );
  assert.ok(near(stb.drawn.p0.colour, colourOf(0), 4));
});

/** A JPEG, green above and blue below, that is stored lying: its EXIF says to turn it clockwise. */
const lyingJpeg = async (page) => {
  const upright = Buffer.from(
    await page.evaluate(async () => {
      const context = new OffscreenCanvas(500, 400).getContext("2d");
      context.fillStyle = "rgb(20 160 60)";
      context.fillRect(0, 0, 250, 400);
      context.fillStyle = "rgb(30 60 190)";
      context.fillRect(250, 0, 250, 400);
      const blob = await context.canvas.convertToBlob({ type: "image/jpeg", quality: 1 });
      return [...new Uint8Array(await blob.arrayBuffer())];
    }),
  );
  const exif = Buffer.from(
    "ffe100224578696600004d4d002a00000008000101120003000000010006000000000000",
    "hex",
  );
  return Buffer.concat([upright.subarray(0, 2), exif, upright.subarray(2)]);
};

test("a picture that is stored lying stands upright, whoever decodes it", async (t) => {
  const { page } = await shop.visit(t);
  shop.files["/made/lying.jpg"] = await lyingJpeg(page);
  const feed = sixProducts({ image_link: "/made/lying.jpg" });
  for (const visit of [{ page }, await visitWithoutCodecs(shop, t)]) {
    const [above, below] = await halvesOfFirst(visit.page, feed);
    assert.ok(near(above, [20, 160, 60, 255], 5), String(above));
    assert.ok(near(below, [30, 60, 190, 255], 5), String(below));
  }
});

test("pictures with colours of Display P3 are shown in sRGB, whoever decodes them", async (t) => {
  const { page } = await shop.visit(t);
  const pictures = [
    { name: "p0.jpg", type: "image/jpeg", colour: [200, 60, 40, 255] },
    { name: "p1.png", type: "image/png", colour: [40, 170, 90, 255] },
    { name: "p2.jpg", type: "image/jpeg", colour: [174, 66, 102, 255], halfTurn: true },
    { name: "p3.png", type: "image/png", colour: [61, 179, 143, 255] },
    { name: "p4.webp", type: "image/webp", colour: [128, 102, 184, 255] },
  ];
  const exif = "ffe100224578696600004d4d002a00000008000101120003000000010003000000000000";
  for (const { name, type, colour, halfTurn } of pictures) {
    const file = await encodedInP3(page, colour, type);
    const segment = Buffer.from(halfTurn ? exif : "", "hex");
    shop.files[`/wide/${name}`] = Buffer.concat([file.subarray(0, 2), segment, file.subarray(2)]);
    // Taken as sRGB it would be off by more than is allowed.
    assert.ok(!near(srgbOfP3(colour), colour), name);
  }
  const feed = sixProducts(...pictures.map(({ name }) => ({ image_link: `/wide/${name}` })));
  const visits = [
    { visit: { page }, decoder: "auto", shown: pictures },
    { visit: await visitWithoutCodecs(shop, t), decoder: "auto", shown: pictures },
    // Without the browser's decoders there is no WebP.
    { visit: await shop.visit(t), decoder: "stb", shown: pictures.slice(0, 4) },
  ];
  for (const { visit, decoder, shown } of visits) {
    const { drawn, told } = await drawSix(visit.page, feed, { decoder });
    assert.equal(told.length, pictures.length - shown.length);
    for (const { name, colour } of shown) {
      const ours = drawn[name.slice(0, 2)].colour;
      const wanted = srgbOfP3(colour);
      assert.ok(near(ours, wanted), `${decoder}, ${name}: ${ours}, not ${wanted}`);
    }
  }
});

test("a picture is fetched once for all the pages that show it", async (t) => {
  const { page } = await shop.visit(t);
  const before = shop.server.requests.length;
  await page.evaluate(async () => {
    await create();
    await Promise.all([0, 0, 0].map((index) => vitrine.page({ index })));
    await vitrine.page({ index: 0, width: 400, height: 500 });
  });
  const asked = shop.server.requests.slice(before).filter((path) => path.startsWith("/pictures/"));
  assert.equal(new Set(asked).size, asked.length);
  assert.equal(asked.length, 1);
});

test("decoded pictures are kept up to a number of bytes, the latest used", async (t) => {
  const side = 3000;
  for (let i = 0; i < 6; i += 1) {
    shop.files[`/large/p${i}.png`] = plainPng(side, side, colourOf(i));
  }
  const changes = Array.from({ length: 6 }, (_, i) => ({ image_link: `/large/p${i}.png` }));
  const { page } = await shop.visit(t);
  const { drawn, told } = await drawSix(page, sixProducts(...changes));
  assert.deepEqual(told, []);
  assert.ok(Object.values(drawn).every(hasOwnColour));
  const { cachedPictures, cachedBytes } = await page.evaluate(() => vitrine.diagnostics());
  assert.equal(cachedBytes, cachedPictures * side * side * 4);
  assert.equal(cachedPictures, Math.floor((96 * 2 ** 20) / (side * side * 4)));
});

test("links that are not web addresses never reach the page", async (t) => {
  const { page } = await shop.visit(t);
  const changes = [{ link: "javascript:alert(1)" }, { image_link: "data:image/png;base64,AA" }];
  const { feed } = sixProducts(...changes);
  const links = await page.evaluate(async (feed) => {
    const bytes = Uint8Array.from(atob(feed), (c) => c.charCodeAt(0));
    const links = [];
    // The other links are relative, so they are what the base says.
    for (const baseUrl of ["/", "ftp://shop.example/", "javascript:0"]) {
      await create({ catalog: { feed: bytes }, baseUrl });
      await vitrine.page({ index: 1 });
      const picks = await vitrine.picks({ count: 6 });
      links.push(picks.flatMap(({ link, image }) => [link, image]));
    }
    return links;
  }, feed);
  assert.ok(links[0].length >= 8);
  assert.ok(links[0].every((link) => link === "" || link.startsWith(`${shop.server.origin}/p`)));
  assert.ok(links.slice(1).flat().length >= 16);
  assert.deepEqual(new Set(links.slice(1).flat()), new Set([""]));
});

test("fonts are loaded for the words of the page; one that is missing is told once", async (t) => {
  const { page } = await shop.visit(t);
  const { told, widths } = await page.evaluate(async () => {
    await create({ fonts: { headline: [{ url: "/fonts/missing.woff2" }] } });
    const widths = [];
    for (const index of [0, 1]) {
      const { texts } = await vitrine.page({ index });
      widths.push(...texts.map(({ width }) => width));
    }
    return { told, widths };
  });
  assert.deepEqual(
    told.map(({ code, detail }) => [code, new URL(detail.url).pathname]),
    [["FETCH", "/fonts/missing.woff2"]],
  );
  assert.ok(widths.every((width) => width > 0));
});

test("a font that does not come holds the first page for three seconds, and no other", async (t) => {
  const { page } = await shop.visit(t);
  let release;
  const held = new Promise((resolve) => {
    release = resolve;
  });
  shop.files["/fonts/late.woff2"] = {
    body: await repositoryFile(
      "node_modules/@fontsource/fraunces/files/fraunces-latin-400-normal.woff2",
    ),
    before: () => held,
  };
  t.after(release);
  const draw = () =>
    page.evaluate(async () => {
      (await vitrine.page({ index: 0 })).dispose();
      return timings.filter(({ name }) => name === "pictures").map((timing) => timing.durationMs);
    });
  await page.evaluate(() => create({ fonts: { headline: [{ url: "/fonts/late.woff2" }] } }));
  await draw();
  const waits = await draw();
  assert.ok(waits[0] > 2500 && waits[0] < 9000, `waited ${waits[0]} ms`);
  assert.ok(waits[1] < 2000, `waited ${waits[1]} ms again`);
  const told = await page.evaluate(() => globalThis.told);
  assert.deepEqual(
    told.map(({ code, detail }) => [code, new URL(detail.url).pathname]),
    [["FETCH", "/fonts/late.woff2"]],
  );
});
