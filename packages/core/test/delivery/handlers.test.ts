import { expect, test } from "vitest";
import { Handlers } from "../../src/delivery/handlers.ts";
import { paidEvent } from "./fixtures.ts";

const nothing = () => {};
const context = { attempt: 1, signal: new AbortController().signal };

test("only types with a handler are claimed, and a removed handler is gone", async () => {
  const handlers = new Handlers();
  const heard: string[] = [];
  const remove = handlers.on("order.paid", (event) => void heard.push(event.id));
  handlers.on("order.expired", () => {});
  expect(handlers.types()).toEqual(["order.paid", "order.expired"]);
  await handlers.run(paidEvent(1), context);
  remove();
  remove();
  expect(handlers.types()).toEqual(["order.expired"]);
  expect(heard).toEqual(["evt_1"]);
});

test("the same function registered twice is two handlers, and each remover removes its own", () => {
  const handlers = new Handlers();
  const first = handlers.on("order.paid", nothing);
  handlers.on("order.paid", nothing);
  first();
  first();
  expect(handlers.types()).toEqual(["order.paid"]);
});

test("all handlers of an event run, also when one of them fails at once", async () => {
  const handlers = new Handlers();
  const heard: string[] = [];
  handlers.on("order.paid", () => {
    throw new Error("first");
  });
  handlers.on("order.paid", async () => {
    await Promise.resolve();
    heard.push("second");
  });
  await expect(handlers.run(paidEvent(1), context)).rejects.toThrow("first");
  expect(heard).toEqual(["second"]);
});

test("when several handlers fail the error names each, and keeps what each threw", async () => {
  const handlers = new Handlers();
  const errors = [new Error("no stock"), new Error("no mail")];
  handlers.on("order.paid", async function ship() {
    throw errors[0];
  });
  handlers.on("order.paid", async function mail() {
    throw errors[1];
  });
  const failed = handlers.run(paidEvent(1), context);
  await expect(failed).rejects.toThrow("ship: Error: no stock; mail: Error: no mail");
  await expect(failed).rejects.toMatchObject({ handlers: ["ship", "mail"], cause: { errors } });
});

test("a handler of several types is called for each of them, and removed from all at once", async () => {
  const handlers = new Handlers();
  const heard: string[] = [];
  const remove = handlers.on(["order.paid", "order.paid_late"], ({ type }) => heard.push(type));
  expect(handlers.types()).toEqual(["order.paid", "order.paid_late"]);
  await handlers.run(paidEvent(1), context);
  expect(heard).toEqual(["order.paid"]);
  remove();
  expect(handlers.types()).toEqual([]);
});

test("an event that failed is delivered again only to the handlers that are not done with it", async () => {
  const handlers = new Handlers();
  const heard: string[] = [];
  let failures = 2;
  handlers.on("order.paid", () => void heard.push("ship"));
  handlers.on("order.paid", () => {
    heard.push("mail");
    if (failures-- > 0) throw new Error("no mail");
  });
  await expect(handlers.run(paidEvent(1), context)).rejects.toThrow("no mail");
  await expect(handlers.run(paidEvent(1), context)).rejects.toThrow("no mail");
  await handlers.run(paidEvent(1), context);
  expect(heard).toEqual(["ship", "mail", "mail", "mail"]);
  // Delivered once more after all were done: a process that died before it was written down.
  await handlers.run(paidEvent(1), context);
  expect(heard.slice(4)).toEqual(["ship", "mail"]);
});

test("a handler that returned because it was told to stop is not done", async () => {
  const handlers = new Handlers();
  const heard: string[] = [];
  const stop = new AbortController();
  handlers.on("order.paid", async () => {
    heard.push("ship");
    stop.abort();
  });
  handlers.on("order.paid", () => Promise.reject(new Error("no mail")));
  await expect(handlers.run(paidEvent(1), { attempt: 1, signal: stop.signal })).rejects.toThrow("no mail");
  await expect(handlers.run(paidEvent(1), context)).rejects.toThrow("no mail");
  expect(heard).toEqual(["ship", "ship"]);
});

test("an event whose last handler went away is not taken for delivered", async () => {
  await expect(new Handlers().run(paidEvent(1), context)).rejects.toThrow(
    "no handler for order.paid any more",
  );
});

test("a type that does not exist is refused with the list of those that do", () => {
  const handlers = new Handlers();
  // @ts-expect-error: the type is misspelt
  expect(() => handlers.on("order.payed", () => {})).toThrow(
    /must be one of .*order\.paid,.*received "order\.payed"/,
  );
  // @ts-expect-error: a name that every object has is not an event either
  expect(() => handlers.on("toString", () => {})).toThrow(/received "toString"/);
});
