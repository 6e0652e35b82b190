// SPDX-License-Identifier: Apache-2.0
// Products between the core's words and the shop's.
import type { Answer } from "./core.js";
import type { CoreModule } from "./modules.js";
import { reasonIn } from "./phrasing.js";
import { type MicrosPrice, PriceFormatter } from "./prices.js";
import type { CreateParams } from "./protocol.js";
import type { Override, PickedProduct, ProductCard, ProductDetails, Reason } from "./types.js";
import { answered, check } from "./wasm-module.js";

/** A product as the core writes it. */
export type CardFacts<Card extends ProductCard> = Omit<Card, "price" | "regularPrice" | "video"> & {
  readonly price: MicrosPrice;
  readonly regularPrice?: MicrosPrice;
  readonly video_link?: string;
};

/** What the core says to `details`. */
interface DetailsFacts {
  readonly product: CardFacts<ProductCard & Pick<ProductDetails, "description" | "images">>;
  readonly variants: readonly CardFacts<ProductCard>[];
  readonly similar: readonly CardFacts<ProductCard>[];
}

type CoreSession = InstanceType<CoreModule["Session"]>;

/** Reads the core's answers about products: prices and reasons put into words, addresses made whole. */
export class Cards {
  readonly #session: CoreSession;
  readonly #prices: PriceFormatter;
  readonly #baseUrl: string;
  readonly #phrases: CreateParams["phrases"];

  constructor(
    core: CoreModule,
    session: CoreSession,
    { locale, baseUrl, phrases }: Pick<CreateParams, "locale" | "baseUrl" | "phrases">,
  ) {
    this.#session = session;
    this.#prices = new PriceFormatter(locale, (micros, currency) =>
      core.formatPrice(micros, currency),
    );
    this.#baseUrl = baseUrl;
    this.#phrases = phrases;
  }

  /** The products of an answer to `picks`. */
  picks(answer: Answer): readonly PickedProduct[] {
    const { picks } = answered<{ picks: readonly CardFacts<PickedProduct>[] }>(answer);
    return picks.map((pick) => this.pick(pick));
  }

  pick(facts: CardFacts<PickedProduct>): PickedProduct {
    const pick = this.#card(facts);
    return { ...pick, reason: reasonIn(this.#phrases, pick.reason, pick.title) };
  }

  /** @throws {VitrineError} UNKNOWN_PRODUCT. */
  details(id: string, similar: number): ProductDetails {
    const facts = answered<DetailsFacts>(this.#session.details(id, similar));
    const product = this.#card(facts.product);
    return {
      ...product,
      images: product.images.map((image) => webAddress(image, this.#baseUrl)).filter(Boolean),
      variants: facts.variants.map((variant) => this.#card(variant)),
      similar: facts.similar.map((other) => this.#card(other)),
    };
  }

  /** The reason in an answer to `why`. */
  reason(answer: Answer, id: string): Reason {
    const { reason } = answered<{ reason: Reason }>(answer);
    const title = this.#phrases ? this.details(id, 0).title : "";
    return reasonIn(this.#phrases, reason, title);
  }

  #card<Card extends ProductCard>(facts: CardFacts<Card>): Card {
    const { price, regularPrice, link, image, video_link, ...others } = facts;
    const video = webAddress(video_link ?? "", this.#baseUrl);
    const card = {
      ...others,
      price: this.#prices.price(price),
      ...(regularPrice && { regularPrice: this.#prices.price(regularPrice) }),
      link: webAddress(link, this.#baseUrl),
      image: webAddress(image, this.#baseUrl),
      ...(video && { video }),
    };
    return card as unknown as Card;
  }
}

/** @throws {VitrineError} UNKNOWN_PRODUCT, INVALID_ARGUMENT, NON_FINITE. */
export function makeChange(session: CoreSession, { id, price, availability }: Override): void {
  if (price) {
    check(session.overridePrice(id, price.amount, price.currency));
  }
  if (availability !== undefined) {
    check(session.overrideAvailability(id, availability));
  }
}

// A feed is somebody else's text: a `javascript:` link in it must never reach the page.
function webAddress(link: string, base: string): string {
  if (link === "") {
    return "";
  }
  try {
    const { href, protocol } = new URL(link, base);
    return protocol === "https:" || protocol === "http:" ? href : "";
  } catch {
    return "";
  }
}
