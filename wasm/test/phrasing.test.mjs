// SPDX-License-Identifier: Apache-2.0
// What pages and reasons say in other languages.
import assert from "node:assert/strict";
import { test } from "node:test";
import { phrasesOf } from "../dist/language-params.js";
import { arabic, english, german } from "../dist/languages.js";
import { headlineIn, reasonIn } from "../dist/phrasing.js";

const { phrases } = german;
const because = { productId: "p1", title: "Lampe {term}", event: "view_item", timeMs: 0 };
const reason = (facts) => ({ text: "in English", rankWith: 0, rankWithout: 3, ...facts });
const said = (facts, title = "Vase") => reasonIn(phrases, reason(facts), title).text;

test("each kind of reason has its own words", () => {
  const event = { kind: "event", because };
  const texts = [
    said({ ...event, facet: "category", term: "Lampen" }),
    said({ ...event, facet: "brand", term: "Elm" }),
    said({ ...event, facet: "colour", term: "Salbei" }),
    said({ ...event, facet: "price_band" }),
    said({ ...event, facet: "together" }),
    said({ ...event, facet: "look" }),
    said({ kind: "event", facet: "look", because: { ...because, event: "select_item" } }),
    said({ kind: "facet", facet: "category", term: "Lampen" }),
    said({ kind: "facet", facet: "brand", term: "Elm" }),
    said({ kind: "facet", facet: "colour", term: "Salbei" }),
    said({ kind: "facet", facet: "price_band" }),
    said({ kind: "facet", facet: "look" }),
    said({ kind: "popularity", facet: "brand", term: "Elm" }),
    said({ kind: "popularity", facet: "category", term: "Lampen" }),
    said({ kind: "popularity", facet: "none" }),
    said({ kind: "shop", facet: "brand", term: "Elm" }),
    said({ kind: "shop", facet: "category", term: "Lampen" }),
    said({ kind: "shop", facet: "none" }),
    said({ kind: "availability", facet: "brand", term: "Elm" }),
    said({ kind: "availability", facet: "colour", term: "Salbei" }),
    said({ kind: "availability", facet: "none" }),
  ];
  assert.equal(new Set(texts).size, texts.length, "no two read alike");
  assert.deepEqual(
    texts.filter((text) => /[{}]/.test(text.replaceAll("Lampe {term}", ""))),
    [],
  );
  assert.equal(texts[5], "Weil Sie Lampe {term} angesehen haben", "names are taken as they are");
  assert.equal(texts.at(-1), "Vase ist jetzt erhältlich");
});

test("a reason says what was done with the product, where it is more than looking", () => {
  const like = (event) =>
    said({
      kind: "event",
      facet: "brand",
      term: "Elm",
      because: { ...because, title: "Lampe", event },
    });
  assert.equal(like("add_to_cart"), "Auch von Elm, wie Lampe in Ihrer Tasche");
  assert.equal(like("purchase"), "Auch von Elm, wie Lampe aus Ihrem Einkauf");
});

test("a headline names what the page shows", () => {
  const headline = (kind, ...names) => headlineIn(phrases, { text: "English", kind, names });
  assert.equal(headline("category", "Lampen"), "Lampen");
  assert.equal(headline("category", "Lampen", "Vasen"), "Lampen und Vasen");
  assert.equal(headline("colour", "Salbei"), "In Salbei");
  assert.equal(headline("brand", "Elm"), "Von Elm");
  assert.equal(headline("look"), phrases.headlineLook);
  assert.equal(headline("discover"), phrases.headlineDiscover);
  assert.equal(headline("none"), "English");
});

test("without phrases all stays as the core has it", () => {
  const facts = reason({ kind: "facet", facet: "brand", term: "Elm" });
  assert.equal(reasonIn(undefined, facts, "Vase"), facts);
  assert.equal(headlineIn(undefined, { text: "In red", kind: "colour", names: ["Red"] }), "In red");
});

test("the languages say the same things, each in its own words", () => {
  for (const language of [german, arabic]) {
    assert.deepEqual(Object.keys(language.words).sort(), Object.keys(english.words).sort());
    assert.deepEqual(Object.keys(language.phrases), Object.keys(phrases));
    // "Lookbook", the default label, is a German word by now.
    const { label, ...words } = language.words;
    assert.ok(label);
    for (const [name, word] of Object.entries(words)) {
      const text = typeof word === "function" ? word("A", "B") : word;
      const other = english.words[name];
      assert.notEqual(text, typeof other === "function" ? other("A", "B") : other, name);
    }
    const placeholders = (text) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
    for (const [name, phrase] of Object.entries(language.phrases)) {
      assert.deepEqual(
        placeholders(phrase),
        placeholders(phrases[name]),
        `${language.tag}: ${name}`,
      );
    }
  }
});

test("a language of another shape is refused, with what was expected", () => {
  assert.throws(() => phrasesOf("de"), { code: "INVALID_ARGUMENT", message: /language/ });
  const broken = { ...german, phrases: { ...phrases, popular: 3 } };
  assert.throws(() => phrasesOf(broken), { code: "INVALID_ARGUMENT", message: /phrases\.popular/ });
  assert.equal(phrasesOf(english), undefined);
});
