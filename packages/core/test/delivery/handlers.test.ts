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

test("when several handlers fail the error tells how many, and why the first did", async () => {
  const handlers = new Handlers();
  handlers.on("order.paid", () => Promise.reject(new Error("no stock")));
  handlers.on("order.paid", () => Promise.reject(new Error("no mail")));
  await expect(handlers.run(paidEvent(1), context)).rejects.toThrow(
    "2 handlers failed; the first: Error: no stock",
  );
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
    /there is no event "order\.payed".*order\.paid,/,
  );
  // @ts-expect-error: a name that every object has is no event either
  expect(() => handlers.on("toString", () => {})).toThrow(/there is no event/);
});
