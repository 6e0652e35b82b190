// SPDX-License-Identifier: Apache-2.0
// A client of the element that runs on the page and draws its pages with a canvas: for tests that need to
// hold a page back, to fail one, or to know exactly what was asked for. It keeps the promises of Vitrine:
// a decided page stays, an override takes effect at once, an aborted request rejects.
import { VitrineError } from "/package/index.js";

const PRODUCTS_PER_PAGE = [1, 4, 6];
const TEMPLATES = ["cover", "hero-details", "grid-of-six"];
const TONES = ["#e9e1d5", "#dfe3dd", "#e6ddd8", "#dde1e6", "#ece6d6"];

const euros = (amount) => ({ amount, currency: "EUR", text: `€${amount}` });

export class DrawnClient extends EventTarget {
  /** Every page request as it came, with `aborted`, and every restart. */
  asked = [];
  restarts = [];
  seenPages = [];
  dismissed = [];
  /** Bitmaps handed out and not yet closed or transferred. */
  bitmaps = [];
  pages;
  products;
  /** Lines that each page has beside its headline. */
  motto = [];
  withoutCors = new Set();
  links = new Map();
  /**
   * What is special about products: `sizes`, of which those in `soldOut` are and which may have `amounts` of
   * their own, `video`, `availability`.
   */
  facts = new Map();
  /** How likely products were drawn; those without were decided. */
  propensities = new Map();
  #prices = new Map();
  #decided = new Map();
  #edition = 0;
  #held = [];
  #holds = false;
  #failure;

  constructor({ pages = 8, products = 40 } = {}) {
    super();
    this.pages = pages;
    this.products = products;
  }

  /** From now on pages are drawn but not handed over until `release`. */
  hold() {
    this.#holds = true;
  }

  /** Hands over what was held back. */
  release() {
    this.#holds = false;
    for (const go of this.#held.splice(0)) {
      go();
    }
  }

  /** The next requests fail with this code; undefined ends that. */
  fail(code) {
    this.#failure = code;
  }

  async page({ signal, ...request }) {
    const entry = { ...request, aborted: false };
    this.asked.push(entry);
    signal?.addEventListener("abort", () => {
      entry.aborted = true;
    });
    await this.#turn(signal);
    if (this.#failure) {
      throw new VitrineError(this.#failure, `page ${request.index} failed on purpose`);
    }
    return this.#draw(request);
  }

  async notForMe(productId) {
    this.dismissed.push(productId);
    for (const [index, ids] of this.#decided) {
      if (ids.includes(productId)) {
        this.#decided.delete(index);
      }
    }
    this.#changed({ cause: "not-for-me", productId });
  }

  async details(id, { similar = 6 } = {}) {
    if (this.#failure) {
      throw new VitrineError(this.#failure, `the details of ${id} failed on purpose`);
    }
    const { sizes = [], soldOut = [], amounts = {} } = this.facts.get(id) ?? {};
    const number = Number(id.slice(1));
    const others = Array.from(
      { length: similar },
      (_, i) => `p${(number + i + 1) % this.products}`,
    );
    return {
      ...this.#card(id),
      description: `Vessel no. ${number}, thrown by hand.`,
      images: [`${location.origin}/picture.svg`],
      variants: sizes.map((size) => ({
        ...this.#card(id),
        id: `${id}-${size}`,
        size,
        ...(amounts[size] && { price: euros(amounts[size]) }),
        availability: soldOut.includes(size) ? "out_of_stock" : "in_stock",
      })),
      similar: this.products > 1 ? others.map((other) => this.#card(other)) : [],
    };
  }

  async why(id) {
    return this.#card(id).reason;
  }

  async seen(index) {
    this.seenPages.push(index);
  }

  async restart({ from = 0 } = {}) {
    this.restarts.push(from);
    this.#edition += 1;
    for (const index of this.#decided.keys()) {
      if (index >= from) {
        this.#decided.delete(index);
      }
    }
    this.#changed({ cause: "restarted" });
  }

  observe() {
    this.#changed({ cause: "observed" });
  }

  override(id, amount) {
    this.#prices.set(id, amount);
    this.dispatchEvent(new CustomEvent("stale", { detail: { productIds: [id] } }));
  }

  #changed(detail) {
    this.dispatchEvent(new CustomEvent("change", { detail }));
  }

  #turn(signal) {
    return new Promise((resolve, reject) => {
      const abort = () => reject(new VitrineError("ABORTED", "aborted"));
      if (signal?.aborted) {
        abort();
        return;
      }
      signal?.addEventListener("abort", abort);
      const go = () => setTimeout(resolve);
      if (this.#holds) {
        this.#held.push(go);
      } else {
        go();
      }
    });
  }

  #decide(index) {
    if (!this.#decided.get(index)?.length) {
      const count = index < this.pages ? PRODUCTS_PER_PAGE[index % 3] : 0;
      const first = index * 6 + this.#edition * 7;
      const live = Array.from({ length: this.products }, (_, i) => `p${i}`).filter(
        (id) => !this.dismissed.includes(id),
      );
      const ids = Array.from({ length: Math.min(count, live.length) }, (_, i) =>
        live.at((first + i) % live.length),
      );
      this.#decided.set(index, ids);
    }
    return this.#decided.get(index);
  }

  #card(id) {
    const number = Number(id.slice(1));
    const amount = this.#prices.get(id) ?? 20 + number;
    const { availability = "in_stock", regular, video } = this.facts.get(id) ?? {};
    return {
      id,
      title: `Vessel no. ${number}`,
      brand: "Atelier",
      price: euros(amount),
      ...(regular && { regularPrice: euros(regular) }),
      ...(video && { video }),
      availability,
      link: this.links.get(id) ?? `${location.origin}/product/${id}`,
      image: `${location.origin}/picture.svg`,
      viewed: false,
      ...(this.propensities.has(id) && { propensity: this.propensities.get(id) }),
      reason: {
        text: "Because you looked at lamps",
        kind: "facet",
        facet: "category",
        rankWith: number,
        rankWithout: number + 9,
      },
    };
  }

  #draw({ index, width, height, devicePixelRatio, dark }) {
    const canvas = new OffscreenCanvas(
      Math.ceil(width * devicePixelRatio),
      Math.ceil(height * devicePixelRatio),
    );
    const paint = canvas.getContext("2d", { alpha: false });
    paint.scale(devicePixelRatio, devicePixelRatio);
    paint.fillStyle = dark ? "#26231f" : TONES[index % TONES.length];
    paint.fillRect(0, 0, width, height);
    const margin = Math.round(width * 0.07);
    const ink = dark ? "#f0ebe2" : "#26221d";
    paint.fillStyle = ink;
    const size = Math.round(Math.min(width, height) * 0.06);
    paint.font = `${size}px serif`;
    const headline = index === 0 ? "Quiet forms" : `Chapter ${index + 1}`;
    paint.fillText(headline, margin, margin + size);
    const line = (text, baseline) => ({ text, x: margin, baseline, width: 9 * text.length, size });
    const texts = [line(headline, margin + size), line(String(index + 1), height - 4)];
    const { motto } = this;
    texts.push(...motto.map((text, i) => line(text, height - margin + size * (1 + i))));
    const ids = this.#decide(index);
    const columns = ids.length > 1 ? (width > height ? 3 : 2) : 1;
    const rows = Math.ceil(ids.length / columns);
    const top = margin * 1.6 + size;
    const cell = {
      width: (width - margin * 2 - (columns - 1) * 16) / columns,
      height: (height - top - margin - (rows - 1) * 16) / Math.max(1, rows),
    };
    const regions = ids.map((id, i) => {
      const x = margin + (i % columns) * (cell.width + 16);
      const y = top + Math.floor(i / columns) * (cell.height + 16);
      const area = { x, y, ...cell };
      const picture = { x, y, width: cell.width, height: cell.height - 44 };
      const product = this.#card(id);
      const cors = this.withoutCors.has(id);
      paint.fillStyle = dark ? "#3a352f" : "#fbf8f3";
      paint.fillRect(picture.x, picture.y, picture.width, picture.height);
      if (!cors) {
        this.#vessel(paint, picture, Number(id.slice(1)));
      }
      paint.fillStyle = ink;
      paint.font = "600 14px sans-serif";
      paint.fillText(product.title, x, y + cell.height - 24);
      paint.font = "14px sans-serif";
      paint.fillText(product.price.text, x, y + cell.height - 6);
      const error = new VitrineError("IMAGE_CORS", "no CORS");
      return { product, area, picture, ...(cors && { fallback: { src: product.image, error } }) };
    });
    const bitmap = canvas.transferToImageBitmap();
    this.bitmaps.push(bitmap);
    return {
      ...{ index, template: TEMPLATES[index % 3], headline, width, height, bitmap, regions, texts },
      revision: 0,
      dispose: () => bitmap.close(),
    };
  }

  #vessel(paint, { x, y, width, height }, number) {
    const side = Math.min(width, height) * 0.3;
    paint.fillStyle = `hsl(${(number * 47) % 360} 28% 52%)`;
    paint.beginPath();
    paint.ellipse(x + width / 2, y + height * 0.55, side * 0.8, side, 0, 0, Math.PI * 2);
    paint.fill();
  }
}
