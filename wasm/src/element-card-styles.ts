// SPDX-License-Identifier: Apache-2.0
import { sheetOf } from "./element-dom.js";

const CSS = `
.cards {
  position: absolute;
  inset: 0;
  z-index: 1;
  overflow: clip;
}
.cards[hidden] {
  display: none;
}
.scrim {
  position: absolute;
  inset: 0;
  background: rgb(0 0 0 / 0.32);
}
.card {
  position: absolute;
  inset: auto 0 0;
  display: grid;
  max-block-size: calc(100% - 24px);
  outline: none;
  background: var(--paper);
  color: var(--ink);
  line-height: 1.4;
  user-select: text;
  -webkit-user-select: text;
  touch-action: pan-y;
}
.content {
  display: grid;
  align-content: start;
  gap: 1rem;
  min-block-size: 0;
  overflow: hidden auto;
  overscroll-behavior: contain;
  padding: 1.5rem 1.5rem 1.75rem;
}
.card p, .card h2, .card ul, .sizes {
  margin: 0;
  padding: 0;
}
.heading {
  padding-inline-end: 2.5rem;
}
.brand, .label {
  font-size: 0.75rem;
  letter-spacing: 0.06em;
}
.brand, .label, .regular, .card s {
  color: color-mix(in srgb, var(--ink) 72%, var(--paper));
}
.title {
  margin-block: 0.125rem 0.375rem;
  font-family: var(--vitrine-headline-font, ui-serif, Georgia, "Times New Roman", serif);
  font-size: 1.5rem;
  font-weight: 400;
  line-height: 1.15;
  text-wrap: balance;
}
.price {
  font-variant-numeric: tabular-nums;
}
.price.stale {
  visibility: hidden;
}
.stock, .why, .said {
  font-size: 0.9375rem;
}
.why .label {
  display: block;
}
.about {
  display: -webkit-box;
  overflow: hidden;
  -webkit-box-orient: vertical;
  -webkit-line-clamp: 4;
}
.said:empty {
  display: none;
}
.sizes {
  min-inline-size: 0;
  border: 0;
}
.row {
  display: flex;
  flex-wrap: wrap;
  gap: 0.5rem;
  margin-block-start: 0.375rem;
}
.size {
  position: relative;
  display: grid;
  place-items: center;
  min-inline-size: 3rem;
  min-block-size: 2.75rem;
  padding-inline: 0.75rem;
  border: 1px solid color-mix(in srgb, var(--ink) 60%, var(--paper));
  border-radius: var(--vitrine-radius, 0);
  font-variant-numeric: tabular-nums;
  cursor: pointer;
}
.size input {
  position: absolute;
  inset: 0;
  margin: 0;
  opacity: 0;
  cursor: inherit;
}
@supports not selector(:has(*)) {
  .size input {
    position: static;
    opacity: 1;
  }
}
.size:has(:checked) {
  background: var(--ink);
  color: var(--paper);
}
.size:has(:focus-visible) {
  outline: 2px solid var(--ink);
  outline-offset: 2px;
}
.size:has(:disabled) {
  border-style: dashed;
  color: color-mix(in srgb, var(--ink) 60%, var(--paper));
  text-decoration: line-through;
  cursor: default;
}
.ways {
  display: flex;
  flex-wrap: wrap;
  gap: 0.75rem;
}
.ways:empty {
  display: none;
}
.bag, .view {
  flex: 1 1 9rem;
  box-sizing: border-box;
  min-block-size: 3rem;
  padding: 0.75rem 1.25rem;
  border: 1px solid var(--ink);
  border-radius: var(--vitrine-radius, 0);
  background: none;
  color: inherit;
  font: inherit;
  text-align: center;
  text-decoration: none;
  cursor: pointer;
}
.bag, .view:only-child {
  background: var(--vitrine-accent, var(--ink));
  border-color: var(--vitrine-accent, var(--ink));
  color: var(--vitrine-on-accent, var(--paper));
}
.bag[aria-disabled] {
  opacity: 0.6;
}
.wishes {
  display: flex;
  flex-wrap: wrap;
  gap: 0 1.5rem;
}
.more, .refuse {
  min-block-size: 2.75rem;
  padding: 0;
  border: 0;
  background: none;
  color: inherit;
  font: inherit;
  text-decoration: underline;
  text-decoration-thickness: 1px;
  text-underline-offset: 0.25em;
  cursor: pointer;
}
.others {
  display: grid;
  grid-auto-columns: minmax(7.5rem, 38%);
  grid-auto-flow: column;
  gap: 0.75rem;
  overflow-x: auto;
  overscroll-behavior-x: contain;
  scroll-snap-type: x proximity;
  list-style: none;
}
.card .others {
  margin-inline: -1.5rem;
  padding: 4px 1.5rem 8px;
  scroll-padding-inline: 1.5rem;
}
.others li {
  scroll-snap-align: start;
}
.other {
  display: block;
  inline-size: 100%;
  padding: 0;
  border: 0;
  background: none;
  color: inherit;
  font: inherit;
  font-size: 0.875rem;
  text-align: start;
  cursor: pointer;
}
.other img {
  display: block;
  inline-size: 100%;
  aspect-ratio: 4 / 5;
  margin-block-end: 0.375rem;
  background: color-mix(in srgb, var(--ink) 6%, var(--paper));
  object-fit: cover;
}
.other span {
  display: block;
}
.other-title {
  line-height: 1.25;
}
.other-price {
  font-variant-numeric: tabular-nums;
}
.close {
  --size: 48px;
  position: absolute;
  inset-block-start: 0.5rem;
  inset-inline-end: 0.5rem;
  inline-size: var(--size);
  block-size: var(--size);
  padding: 0;
  border: 0;
  background: none;
  color: inherit;
  cursor: pointer;
}
.close .cross {
  display: block;
}
.card :is(.bag, .view, .more, .refuse, .other, .close):focus-visible {
  outline: 2px solid var(--ink);
  outline-offset: 2px;
}
@container (min-width: 600px) {
  .card {
    inset-block: 0;
    inset-inline: auto 0;
    inline-size: clamp(300px, 40%, 420px);
    max-block-size: none;
  }
  .card.at-start {
    inset-inline: 0 auto;
  }
  .content {
    padding-block: 2.5rem 2rem;
  }
}
@media (prefers-reduced-motion: no-preference) {
  .cards .scrim {
    animation: vitrine-appear 180ms ease-out;
  }
  .cards .card {
    animation: vitrine-rise 220ms cubic-bezier(0.22, 0.7, 0.2, 1);
  }
  @keyframes vitrine-appear {
    from {
      opacity: 0;
    }
  }
  @keyframes vitrine-rise {
    from {
      opacity: 0;
      translate: 0 24px;
    }
  }
}
@media (forced-colors: active) {
  .card {
    border: 1px solid;
  }
  .size:has(:checked) {
    border-width: 3px;
  }
}
`;

let sheet: CSSStyleSheet | undefined;

/** The one style sheet that all cards share. */
export function cardStyles(): CSSStyleSheet {
  sheet ??= sheetOf(CSS);
  return sheet;
}
