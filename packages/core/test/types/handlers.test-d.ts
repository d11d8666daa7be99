import { Handlers } from "../../src/delivery/handlers.ts";
import type { DomainEvent, OrderPaymentEvent } from "../../src/domain/events.ts";

const handlers = new Handlers();

// The event is the one asked for, with its own fields.
handlers.on("order.payment", (event, { attempt, signal }) => {
  const exact: OrderPaymentEvent = event;
  const increment: string = event.increment;
  const number: number = attempt;
  const aborted: boolean = signal.aborted;
  void [exact, increment, number, aborted];
});

// A handler may be asynchronous, and may ignore what it is given.
handlers.on("order.paid", async () => {});
const remove: () => void = handlers.on("order.paid", () => {});
remove();

// @ts-expect-error: no such event
handlers.on("order.payed", () => {});

// @ts-expect-error: `increment` belongs to order.payment
handlers.on("order.paid", (event) => void event.increment);

// @ts-expect-error: a handler of another event
handlers.on("order.paid", (event: OrderPaymentEvent) => void event);

// What it returns is ignored, so a handler may be one expression.
handlers.on("order.paid", () => "done");

// One of several types has their union.
handlers.on(["order.paid", "order.payment"], (event) => {
  const type: "order.paid" | "order.payment" = event.type;
  void type;
});

// What the union has in common is there, and narrowing by `type` gives the rest.
handlers.on(["order.paid", "order.underpaid", "order.payment"] as const, (event) => {
  const reference: string = event.reference;
  const increment: string | undefined = event.type === "order.payment" ? event.increment : undefined;
  // @ts-expect-error: `increment` belongs to order.payment alone
  void [reference, increment, event.increment];
});

// @ts-expect-error: no such event among them
handlers.on(["order.paid", "order.payed"], () => {});

// @ts-expect-error: a handler of one of them only
handlers.on(["order.paid", "order.payment"], (event: OrderPaymentEvent) => void event);

// A handler of more events than are asked for.
handlers.on(["order.paid", "order.payment"], (_event: DomainEvent) => {});
