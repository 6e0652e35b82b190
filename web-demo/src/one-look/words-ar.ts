// SPDX-License-Identifier: Apache-2.0
import type { OneLookWords } from "./words-en.ts";

export const arabic: OneLookWords = {
  title: "مظهر واحد",
  intro:
    "ستة تجار وست طرق للتصوير. يُصلح الاستوديو كل صورة في متصفحك الآن، ويقتطع موضوعها ويضعه في أسلوب المتجر الواحد.",
  introOwn: "يُصلح الاستوديو كل صورة في متصفحك الآن، ويقتطع موضوعها ويضعه في أسلوب المتجر الواحد.",
  before: "كما أُرسلت",
  after: "بأسلوب المتجر",
  slider: "مقدار ما يظهر من الصورة بأسلوب المتجر",
  sliderValue: (percent) => `${percent} بأسلوب المتجر`,
  whole: "تُعرض كاملة: لم يكن الفصل بين الشيء والخلفية أكيدًا بما يكفي لاقتطاعه.",
  cut: "مقتطعة ومتساوية الإضاءة وموضوعة على خلفية المتجر.",
  working: "الاستوديو يعمل",
  progress: (done, all) => `اكتمل ${done} من ${all}`,
  toggle: "اعرضها كلها بمظهر واحد",
  toggleBack: "اعرضها كما أُرسلت",
  failed: (why) => `تعذّر صنع هذه الصورة: ${why}`,
  wholeShort: "تُعرض كاملة",
  choose: (title, merchant) => `${title} من ${merchant}: انظر عن قرب`,
  edit: "غيّر الأسلوب",
  styles: {
    fluorescent: "أنابيب باردة في السقف",
    tungsten: "مصباح دافئ وضوء قليل",
    flat: "ضبابية بلا تباين",
    patterned: "أمام نقش",
    far: "بعيدة في زاوية",
    white: "مقتطعة على الأبيض",
  },
};
