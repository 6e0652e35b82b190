// SPDX-License-Identifier: Apache-2.0
import { inLanguage } from "../language.ts";

const english = {
  title: "Performance",
  close: "Close",
  copy: "Copy as JSON",
  copied: "Copied.",
  firstPage: "First page after",
  steps: "Steps of the worker",
  longest: "Longest task of this page",
  none: "below 50 ms",
  bytes: "Fetched of the SDK",
  memory: "WebAssembly memory",
  heap: "of it in use",
  cache: "Pictures kept",
  step: "Step",
  count: "Times",
  last: "Last",
  most: "Most",
  ms: (value: string) => `${value} ms`,
  notYet: "not yet",
};

export type PerformanceWords = typeof english;

const german: PerformanceWords = {
  title: "Leistung",
  close: "Schließen",
  copy: "Als JSON kopieren",
  copied: "Kopiert.",
  firstPage: "Erste Seite nach",
  steps: "Schritte des Workers",
  longest: "Längste Aufgabe dieser Seite",
  none: "unter 50 ms",
  bytes: "Vom SDK geholt",
  memory: "Speicher von WebAssembly",
  heap: "davon belegt",
  cache: "Bilder behalten",
  step: "Schritt",
  count: "Mal",
  last: "Zuletzt",
  most: "Höchstens",
  ms: (value) => `${value} ms`,
  notYet: "noch nicht",
};

const arabic: PerformanceWords = {
  title: "الأداء",
  close: "إغلاق",
  copy: "نسخ بصيغة JSON",
  copied: "تم النسخ.",
  firstPage: "الصفحة الأولى بعد",
  steps: "خطوات العامل",
  longest: "أطول مهمة في هذه الصفحة",
  none: "أقل من 50 م.ث",
  bytes: "ما جُلب من العدة",
  memory: "ذاكرة WebAssembly",
  heap: "المستخدم منها",
  cache: "صور محفوظة",
  step: "الخطوة",
  count: "المرات",
  last: "الأخيرة",
  most: "الأقصى",
  ms: (value) => `${value} م.ث`,
  notYet: "ليس بعد",
};

export const performanceWords = () => inLanguage({ en: english, de: german, ar: arabic });
