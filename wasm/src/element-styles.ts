// SPDX-License-Identifier: Apache-2.0
import { sheetOf } from "./element-dom.js";

const CSS = `
:host {
  display: block;
}
:host([hidden]) {
  display: none;
}
.book {
  --paper: var(--vitrine-paper, #f4f1ec);
  --ink: var(--vitrine-ink, #211e1a);
  display: grid;
  grid-template-rows: minmax(0, 1fr) auto;
  block-size: 100%;
  container-type: inline-size;
}
.book.dark {
  --paper: var(--vitrine-paper, #1c1a18);
  --ink: var(--vitrine-ink, #f2eee7);
}
.frame {
  position: relative;
  place-self: stretch;
  min-block-size: 0;
  aspect-ratio: var(--vitrine-aspect-ratio, 4 / 5);
  container-type: size;
  overflow: clip;
  border-radius: var(--vitrine-radius, 0);
  background: var(--paper);
  color: var(--ink);
  touch-action: pan-y pinch-zoom;
  user-select: none;
  -webkit-user-select: none;
  -webkit-tap-highlight-color: transparent;
}
:is(.zoomed, .is-plain) > .frame {
  touch-action: auto;
}
@container (min-width: 600px) {
  .frame {
    aspect-ratio: var(--vitrine-aspect-ratio, 1);
  }
}
@container (min-width: 960px) {
  .frame {
    aspect-ratio: var(--vitrine-aspect-ratio, 16 / 9);
  }
}
.preview {
  position: absolute;
  inset: 0;
  inline-size: 100%;
  block-size: 100%;
  opacity: 0;
}
.waiting .preview.drawn {
  opacity: 1;
}
.plain {
  position: absolute;
  inset: 0;
  z-index: 1;
  overflow: auto;
  padding: 1.25rem 6%;
  background: var(--paper);
  user-select: text;
  -webkit-user-select: text;
}
.plain[hidden] {
  display: none;
}
.plain-list {
  display: grid;
  grid-template-columns: repeat(auto-fill, minmax(130px, 1fr));
  gap: 1.5rem 1rem;
  margin: 0;
  padding: 0;
  list-style: none;
}
.plain-list :is(a, div) {
  display: block;
  color: inherit;
  text-decoration: none;
}
.plain-list img {
  display: block;
  inline-size: 100%;
  aspect-ratio: 4 / 5;
  margin-block-end: 0.5rem;
  background: color-mix(in srgb, var(--ink) 6%, var(--paper));
  object-fit: cover;
}
.plain-list span {
  display: block;
}
[dir] {
  text-align: -webkit-match-parent;
  text-align: match-parent;
}
.plain-title {
  line-height: 1.25;
}
.plain-list a:is(:hover, :focus-visible) .plain-title {
  text-decoration: underline;
}
.plain-brand, .plain-price {
  font-size: 0.875rem;
  font-variant-numeric: tabular-nums;
}
.is-plain :is(.turn, .status, .panel) {
  visibility: hidden;
}
.open {
  grid-area: 1 / 1 / auto / -1;
  justify-self: center;
  min-block-size: 44px;
}
.stage, .leaf {
  position: absolute;
  inset: 0;
  isolation: isolate;
}
.leaf {
  display: grid;
  place-items: center;
  overflow: clip;
  contain: strict;
  background: var(--paper);
  visibility: hidden;
}
.leaf.seen {
  visibility: visible;
}
.waiting .leaf {
  background: none;
}
.sheet {
  --fit: calc(100cqh * var(--width) / var(--height));
  position: relative;
  inline-size: min(100cqw, var(--fit));
  inline-size: round(min(100cqw, var(--fit)), 1px);
  aspect-ratio: var(--width) / var(--height);
  opacity: 0;
}
.drawn > .sheet {
  opacity: 1;
}
.pixels {
  position: absolute;
  inset: 0;
  inline-size: 100%;
  block-size: 100%;
}
.covered .pixels {
  filter: blur(max(16px, 3cqmin));
}
.spots {
  margin: 0;
  padding: 0;
  list-style: none;
}
.spot, .picture {
  position: absolute;
}
.picture {
  object-fit: contain;
  pointer-events: none;
}
.clips {
  position: absolute;
  pointer-events: none;
}
.clip {
  position: absolute;
  inset: 0;
  inline-size: 100%;
  block-size: 100%;
  object-fit: cover;
  opacity: 0;
}
.clip.plays {
  opacity: 1;
}
.covered .clips {
  display: none;
}
.play {
  position: absolute;
  inset-block-end: 6px;
  inset-inline-start: 6px;
  z-index: 1;
  display: grid;
  place-items: center;
  inline-size: 32px;
  block-size: 32px;
  padding: 0;
  border: 0;
  border-radius: 50%;
  background: color-mix(in srgb, var(--paper) 88%, transparent);
  color: var(--ink);
  cursor: pointer;
  pointer-events: auto;
}
.play::after {
  position: absolute;
  inset: -6px;
  content: "";
}
.play::before {
  inline-size: 10px;
  block-size: 12px;
  border: solid currentColor;
  border-width: 0 3px;
  box-sizing: border-box;
  content: "";
}
.play.paused::before {
  border-width: 0;
  margin-inline-start: 2px;
  background: currentColor;
  clip-path: polygon(0 0, 100% 50%, 0 100%);
}
.link {
  position: absolute;
  inset: 0;
  padding: 0;
  border: 0;
  background: none;
  color: inherit;
  font: inherit;
  cursor: pointer;
  -webkit-touch-callout: default;
}
.name {
  position: absolute;
  inline-size: 1px;
  block-size: 1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
}
.dismissed::after {
  position: absolute;
  inset: 0;
  background: var(--paper);
  opacity: 0.7;
  content: "";
}
:is(.link, .dismiss, .play, .retry, .open, .turn, .frame):focus {
  outline: none;
}
.frame:focus-visible::after {
  position: absolute;
  inset: 0;
  z-index: 1;
  pointer-events: none;
  content: "";
}
:is(.link, .dismiss, .play, .retry, .open, .turn, .plain-list a):focus-visible, .frame:focus-visible::after {
  outline: 2px solid #fff;
  outline-offset: -4px;
  box-shadow: inset 0 0 0 6px #14110e;
}
.dismiss {
  --inset: 6px;
  --size: 32px;
  position: absolute;
  top: calc(var(--top) + var(--inset));
  right: calc(var(--right) + var(--inset));
  display: flex;
  align-items: center;
  justify-content: end;
  max-inline-size: calc(100% - 2 * var(--inset));
  block-size: var(--size);
  min-inline-size: var(--size);
  padding: 0;
  border: 0;
  border-radius: calc(var(--size) / 2);
  background: color-mix(in srgb, var(--paper) 88%, transparent);
  color: var(--ink);
  font: inherit;
  font-size: 0.8125rem;
  line-height: 1;
  white-space: nowrap;
  cursor: pointer;
}
.dismiss.small {
  --inset: -9px;
  --size: 24px;
}
.dismiss::before {
  position: absolute;
  inset: -6px;
  content: "";
}
.word {
  max-inline-size: 0;
  overflow: hidden;
  opacity: 0;
}
.dismiss:is(:hover, :focus-visible) .word {
  max-inline-size: 12em;
  padding-inline-start: 14px;
  opacity: 1;
}
.cross {
  position: relative;
  flex: none;
  inline-size: var(--size);
  block-size: var(--size);
}
.cross::before, .cross::after {
  position: absolute;
  inset-block-start: 50%;
  inset-inline-start: 50%;
  --length: calc(var(--size) * 0.375);
  inline-size: var(--length);
  block-size: 1.5px;
  margin: -0.75px calc(var(--length) / -2);
  background: currentColor;
  rotate: 45deg;
  content: "";
}
.cross::after {
  rotate: -45deg;
}
.stage[inert] :is(.dismiss, .play) {
  visibility: hidden;
}
@media (hover: hover) {
  .spot:not(:hover, :focus-within) .dismiss {
    opacity: 0;
    pointer-events: none;
  }
}
.panel {
  position: absolute;
  inset: 0;
  z-index: 2;
  display: none;
  align-content: center;
  justify-items: center;
  gap: 1.25rem;
  padding: 8%;
  background: var(--paper);
  text-align: center;
}
.panel.shown {
  display: grid;
}
.message {
  max-inline-size: 22em;
  margin: 0;
  font-family: var(--vitrine-headline-font, ui-serif, Georgia, "Times New Roman", serif);
  font-size: clamp(1.125rem, 4.5cqw, 1.75rem);
  line-height: 1.25;
  text-wrap: balance;
}
.retry, .open {
  padding: 0.75rem 1.5rem;
  border: 1px solid currentColor;
  border-radius: 0;
  background: none;
  color: inherit;
  font: inherit;
  cursor: pointer;
}
.bar {
  display: grid;
  grid-template-columns: auto 1fr auto;
  align-items: center;
  block-size: 56px;
}
.status {
  margin: 0;
  overflow: hidden;
  font-size: 0.875rem;
  font-variant-numeric: tabular-nums;
  letter-spacing: 0.02em;
  text-align: center;
  text-overflow: ellipsis;
  white-space: nowrap;
}
.turn {
  position: relative;
  inline-size: 48px;
  block-size: 48px;
  padding: 0;
  border: 0;
  background: none;
  color: inherit;
  cursor: pointer;
}
.turn::before {
  position: absolute;
  inset: 0;
  margin: auto;
  inline-size: 11px;
  block-size: 11px;
  border: solid currentColor;
  border-width: 1.5px 0 0 1.5px;
  rotate: -45deg;
  translate: 2px 0;
  content: "";
}
.turn.next::before, .rtl .turn.previous::before {
  rotate: 135deg;
  translate: -2px 0;
}
.rtl .turn.next::before {
  rotate: -45deg;
  translate: 2px 0;
}
.turn[aria-disabled="true"] {
  opacity: 0.3;
  cursor: default;
}
.single .turn {
  visibility: hidden;
}
@media (prefers-reduced-motion: no-preference) {
  .drawn > .sheet {
    transition: opacity 240ms ease-out;
  }
  .dismiss, .word, .dismissed::after {
    transition: opacity 180ms ease-out;
  }
  .word {
    transition-property: opacity, max-inline-size, padding;
  }
}
@media (forced-colors: active) {
  :is(.link, .dismiss, .play, .retry, .open, .turn):focus-visible {
    outline-color: Highlight;
  }
  .dismiss {
    border: 1px solid;
  }
}
`;

let sheet: CSSStyleSheet | undefined;

/** The one style sheet that all elements share. */
export function styles(): CSSStyleSheet {
  sheet ??= sheetOf(CSS);
  return sheet;
}
