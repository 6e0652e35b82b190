// SPDX-License-Identifier: Apache-2.0
// A shop's code, compiled against the built package by package.test.mjs. It is never run.
import {
  ERROR_CODES,
  type LookbookPage,
  type ProductCard,
  type ProfileExport,
  type Region,
  Vitrine,
  VitrineError,
  type VitrineErrorCode,
} from "@vitrine/sdk";
import "@vitrine/sdk/element";
import { type Assignment, assign, Experiment, type ExperimentPlan } from "@vitrine/sdk/measure";
import { HeadlessVitrine, type PickedProduct } from "@vitrine/sdk/node";
import { type ExperimentReport, report } from "@vitrine/sdk/report";
import { type Cutout, PictureStudio, type QualityReport, type Style } from "@vitrine/sdk/studio";

export async function show(canvas: HTMLCanvasElement, dataLayer: unknown[]): Promise<Vitrine> {
  const vitrine = await Vitrine.create({
    catalog: { feed: "/feed.xml", format: "google-xml" },
    fonts: { headline: [{ url: "/fonts/serif.woff2", weight: "400" }] },
    persistence: "device",
    consent: "auto",
    ranker: { model: new URL("https://shop.example/ranker.onnx"), onnxRuntime: "/onnx" },
    onError: ({ code, message, detail }) => console.warn(code, message, detail.host),
    onTiming: ({ name, durationMs }) => console.info(name, durationMs),
  });
  const detach: () => void = vitrine.attachDataLayer(dataLayer);
  const page: LookbookPage = await vitrine.page({
    index: 0,
    devicePixelRatio: 2,
    rightToLeft: true,
  });
  canvas.getContext("bitmaprenderer")?.transferFromImageBitmap(page.bitmap);
  const names: string[] = page.regions.map(({ product }: Region) => nameOf(product));
  vitrine.addEventListener("stale", ({ detail }) => console.info(detail.productIds, names));
  vitrine.addEventListener("change", ({ detail }) => console.info(detail.cause));
  vitrine.addEventListener("consent", ({ detail }) => console.info(detail.measure));
  await vitrine.setConsent({ store: true, personalise: vitrine.consent.personalise });
  const { events, keptSinceMs, damaged }: ProfileExport = await vitrine.export();
  console.info(events[0]?.ecommerce.items[0]?.item_id, keptSinceMs, damaged);
  await vitrine.override({ id: "p1", price: { amount: 12.5, currency: "EUR" } });
  const { text } = await vitrine.why("p1");
  console.info(text, detach);
  page.dispose();
  return vitrine;
}

export async function prepare(file: Blob, style: Style, signal: AbortSignal): Promise<Blob> {
  using studio = await PictureStudio.create({ segmentationModel: "/cutout.onnx", signal });
  const picture = await studio.open(file, { signal });
  const { hash, subject }: QualityReport = await picture.measure();
  console.info(hash, subject.width);
  const mended = await picture.enhance({ denoise: 0.5, sharpen: "auto" });
  const cutout: Cutout = await mended.cutOut({ leastConfidence: 0.7 });
  if (cutout.method !== "none") {
    cutout.picture.dispose();
  }
  const { box } = await mended.present({ detail: { aspect: 1 } });
  const { picture: story, method } = await mended.present({ format: "story", style });
  console.info(box.width, method);
  // Not without `await`: the studio closes when this function is left.
  return await story.encode({ type: "image/webp", quality: 80 });
}

const PLAN: ExperimentPlan = {
  name: "spring",
  arms: [{ name: "control" }, { name: "treatment", weight: 2 }],
  holdOut: 0.05,
};

export const onServer = (unit: string): Assignment => assign(PLAN, unit);

export function measure(place: Element, dataLayer: unknown[]): boolean {
  using experiment = new Experiment({
    ...PLAN,
    unit: "visitor-1",
    consent: "auto",
    before: { orders: 2, revenue: 99.8 },
    onLines: (lines: string) => void navigator.sendBeacon("/measure", lines),
  });
  experiment.attachDataLayer(dataLayer);
  const stop: () => void = experiment.watch(place);
  stop();
  const orders: number = experiment.observe({ event: "purchase", transaction_id: "o1" });
  void experiment.setConsent({ measure: orders > 0 });
  // @ts-expect-error Lines go somewhere.
  void new Experiment({ ...PLAN, unit: "visitor-1" });
  return experiment.assignment.arm === "treatment";
}

export async function mailed(pack: Uint8Array, events: unknown[]): Promise<readonly string[]> {
  using vitrine = await HeadlessVitrine.create({ catalog: pack, locale: "de-DE" });
  vitrine.observe(events);
  // @ts-expect-error In Node.js a catalogue is bytes.
  void HeadlessVitrine.create({ catalog: "/catalogue.vpack" });
  return vitrine
    .picks({ count: 3 })
    .map(({ title, reason }: PickedProduct) => `${title}: ${reason.text}`);
}

const nameOf = ({ title, price }: ProductCard): string => `${title}, ${price.text}`;

export const isCors = (error: unknown): boolean =>
  error instanceof VitrineError && error.code === "IMAGE_CORS";

export const codes: readonly VitrineErrorCode[] = ERROR_CODES;

export function misuse(vitrine: Vitrine): void {
  // @ts-expect-error A page is asked for by its index.
  void vitrine.page({ width: 100 });
  // @ts-expect-error Google's words are "in_stock" and so on.
  void vitrine.override({ id: "p1", availability: "soon" });
  // @ts-expect-error Consent is granted use by use, or as a whole.
  void vitrine.setConsent({ cookies: true });
  // @ts-expect-error A client is made by `create`.
  void new Vitrine();
  // @ts-expect-error There is no such code.
  void new VitrineError("NO_SUCH_CODE", "");
}

export async function read(log: Blob, signal: AbortSignal): Promise<string> {
  const found: ExperimentReport = await report([log, "{}\n"], {
    metric: "revenue",
    weights: { control: 1, treatment: 2 },
    signal,
  });
  // @ts-expect-error There is no such metric.
  void report(log, { metric: "joy" });
  const [comparison] = found.metrics[0]?.comparisons ?? [];
  const [low = 0] = comparison?.always_valid?.ratio_interval ?? [];
  return `${comparison?.verdict}, from ${low}`;
}

export async function studioMisuse(studio: PictureStudio): Promise<void> {
  const picture = await studio.open("/lamp.jpg");
  // @ts-expect-error Pictures are not opened from numbers.
  void studio.open(7);
  // @ts-expect-error A strength is a number or "auto".
  void picture.enhance({ denoise: "much" });
  // @ts-expect-error There is no such format.
  void picture.present({ format: "banner" });
  // @ts-expect-error Without a sure subject there is no picture.
  (await picture.cutOut()).picture.dispose();
  // @ts-expect-error A style has no such member.
  void picture.harmonise({ backgroud: {} });
}
