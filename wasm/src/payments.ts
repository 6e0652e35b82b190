// SPDX-License-Identifier: Apache-2.0
// What shoppers paid, out of the events that a shop emits. docs/events.md has the vocabularies; docs/measurement.md
// says what is read of an order. Products and names are never looked at.
import { asArray } from "./data-layer.js";

/** An order, or money that went back. */
export interface Payment {
  readonly type: "order" | "revenue";
  /** What was paid, 0 or more; of a refund what went back. Nothing where the event does not say. */
  readonly amount?: number;
  /** Three capital letters. */
  readonly currency?: string;
  /** The order's own id. */
  readonly id?: string;
}

/** As the reader of logs has it. */
const MOST_AMOUNT = 1e12;
const MOST_ID_LENGTH = 512;
/** Lists in lists: a batch of batches has these levels, and nobody has more. */
const DEEPEST = 3;

type Facts = Readonly<Record<string, unknown>>;

/** The payments among one event or several, of any vocabulary. What is something else is left out. */
export function paymentsOf(events: unknown, depth = 0): readonly Payment[] {
  const value = asArray(events);
  if (Array.isArray(value)) {
    const [command, name, facts] = value;
    if (command === "event") {
      return ofGa4(name, [facts]);
    }
    return depth < DEEPEST ? value.flatMap((event) => paymentsOf(event, depth + 1)) : [];
  }
  const event = factsOf(value);
  const body = ["inputConfig", "userEventInlineSource", "inlineSource"].reduce(
    (facts, name) => (isObject(facts[name]) ? facts[name] : facts),
    event,
  );
  const batch = [body.events, body.batch, body.userEvents].find(Array.isArray);
  if (batch) {
    return paymentsOf(batch, depth + 1);
  }
  const { event: named, eventType } = event;
  if (named === undefined && eventType) {
    return ofRetail(eventType, event);
  }
  const name = named ?? event.event_name ?? event.name;
  const { properties } = event;
  return isObject(properties)
    ? ofSegment(name, event, properties)
    : ofGa4(name, [event.ecommerce, event.params, event]);
}

// Facts may stand in several objects; the first that has one counts.
function ofGa4(name: unknown, objects: readonly unknown[]): readonly Payment[] {
  const fact = (of: string) => objects.map((object) => factsOf(object)[of]).find(isThere);
  const order = fact("transaction_id");
  if (name === "purchase") {
    return [payment("order", fact("value"), fact("currency"), order)];
  }
  // Parts of an order that go back one after the other tell themselves apart by their event's id.
  return name === "refund"
    ? [payment("revenue", fact("value"), fact("currency"), fact("event_id") ?? order)]
    : [];
}

function ofSegment(name: unknown, { messageId }: Facts, properties: Facts): readonly Payment[] {
  const { order_id: order, currency } = properties;
  const paid = [properties.revenue, properties.total, properties.value].find(isThere);
  if (name === "Order Completed") {
    return [payment("order", paid, currency, order)];
  }
  return name === "Order Refunded" ? [payment("revenue", paid, currency, messageId ?? order)] : [];
}

function ofRetail(type: unknown, event: Facts): readonly Payment[] {
  if (type !== "purchase-complete" && type !== "purchase") {
    return [];
  }
  const { id, revenue, currencyCode } = factsOf(event.purchaseTransaction);
  const info = factsOf(event.transactionInfo);
  const order = [id, info.id, info.transactionId].find(isThere);
  const currency = currencyCode ?? info.currency;
  return [payment("order", revenue ?? info.value, currency, order)];
}

// Shops write amounts as text too.
function payment(type: Payment["type"], paid: unknown, code: unknown, name: unknown): Payment {
  const text = typeof paid === "string" && paid.trim() !== "" ? Number(paid) : paid;
  const amount = typeof text === "number" && text >= 0 && text <= MOST_AMOUNT ? text : undefined;
  const currency =
    typeof code === "string" && /^[a-z]{3}$/i.test(code) ? code.toUpperCase() : undefined;
  const id = typeof name === "string" || Number.isSafeInteger(name) ? String(name) : "";
  return {
    type,
    ...(amount !== undefined && { amount }),
    ...(currency && { currency }),
    ...(id !== "" && id.length <= MOST_ID_LENGTH && { id }),
  };
}

const isThere = (value: unknown) => value !== undefined && value !== null;

const factsOf = (value: unknown): Facts => Object(value);

const isObject = (value: unknown): value is Facts => factsOf(value) === value;
