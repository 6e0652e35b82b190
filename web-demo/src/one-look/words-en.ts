// SPDX-License-Identifier: Apache-2.0
export const english = {
  title: "One look",
  intro:
    "Six merchants, six ways to take a picture. The studio mends each in your browser, now, cuts its subject out and sets it in the shop's one style.",
  introOwn:
    "The studio mends each picture in your browser, now, cuts its subject out and sets it in the shop's one style.",
  before: "As it was sent",
  after: "In the shop's look",
  slider: "How much of the picture is shown in the shop's look",
  sliderValue: (percent: string) => `${percent} in the shop's look`,
  whole: "Shown whole: what is subject and what is background was not sure enough to cut it out.",
  cut: "Cut out, evenly lit and set on the shop's backdrop.",
  working: "The studio is at work",
  progress: (done: string, all: string) => `${done} of ${all} are done`,
  toggle: "Show them all in one look",
  toggleBack: "Show them as they were sent",
  failed: (why: string) => `This picture could not be made: ${why}`,
  wholeShort: "Shown whole",
  choose: (title: string, merchant: string) => `${title} by ${merchant}: look closer`,
  edit: "Change the look",
  styles: {
    fluorescent: "Cool tubes on the ceiling",
    tungsten: "A warm bulb, too little light",
    flat: "Hazy, without contrast",
    patterned: "Before a pattern",
    far: "Far away, in a corner",
    white: "Cut on white",
  },
};

export type OneLookWords = typeof english;
