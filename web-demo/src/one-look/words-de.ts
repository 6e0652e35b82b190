// SPDX-License-Identifier: Apache-2.0
import type { OneLookWords } from "./words-en.ts";

export const german: OneLookWords = {
  title: "Ein Bild",
  intro:
    "Sechs Händler, sechs Arten zu fotografieren. Das Studio bessert jedes Bild jetzt in Ihrem Browser aus, stellt seinen Gegenstand frei und setzt ihn in den einen Stil des Ladens.",
  introOwn:
    "Das Studio bessert jedes Bild jetzt in Ihrem Browser aus, stellt seinen Gegenstand frei und setzt ihn in den einen Stil des Ladens.",
  before: "Wie es kam",
  after: "Im Stil des Ladens",
  slider: "Wie viel des Bildes im Stil des Ladens zu sehen ist",
  sliderValue: (percent) => `${percent} im Stil des Ladens`,
  whole:
    "Ganz gezeigt: Was Gegenstand und was Hintergrund ist, war zum Freistellen nicht sicher genug.",
  cut: "Freigestellt, gleichmäßig beleuchtet und vor den Hintergrund des Ladens gesetzt.",
  working: "Das Studio arbeitet",
  progress: (done, all) => `${done} von ${all} sind fertig`,
  toggle: "Alle in einem Stil zeigen",
  toggleBack: "Alle zeigen, wie sie kamen",
  failed: (why) => `Dieses Bild ließ sich nicht machen: ${why}`,
  wholeShort: "Ganz gezeigt",
  choose: (title, merchant) => `${title} von ${merchant}: genauer ansehen`,
  edit: "Den Stil ändern",
  styles: {
    fluorescent: "Kalte Röhren an der Decke",
    tungsten: "Warme Birne, zu wenig Licht",
    flat: "Dunstig, ohne Kontrast",
    patterned: "Vor einem Muster",
    far: "Weit weg, in einer Ecke",
    white: "Ausgeschnitten auf Weiß",
  },
};
