import { domainEventTypes, type Order, type Purchase, type Store } from "@coincoin/core";
import type { Commit } from "@coincoin/core/store";
import fc from "fast-check";
import * as facts from "./facts.ts";
import { decimal, minute } from "./facts.ts";

/** `toString` is what a failing run prints. */
export type Command =
  | { readonly type: "call"; run(store: Store): Promise<unknown>; toString(): string }
  | { readonly type: "reopen" }
  | { readonly type: "crash" };

// Few names, so that commands meet.
const app = fc.constantFrom("app_one", "app_two");
const reference = fc.constantFrom("r1", "r2", "__proto__");
const paymentId = fc.constantFrom("payment_1", "payment_2", "payment_3", "payment_4");
const eventId = fc.constantFrom("e1", "e2", "e3", "e4", "e5", "e6", "e7", "e8");
const attentionId = fc.constantFrom("a1", "a2", "a3");
/** Two spellings of one address, and two that differ though they look alike. */
const ADDRESSES = [`0x${"aB".repeat(20)}`, `0x${"ab".repeat(20)}`, "TAbcAbcAbcAbc", "TAbcAbcAbcabc"] as const;
const CUSTOMERS = ["ada", "bob"] as const;
const day = fc.constantFrom("2025-12-31", "2026-01-01");
const leaseId = fc.constantFrom("l1", "l2");
const time = fc.integer({ min: 0, max: 40 }).map(minute);
const limit = fc.constantFrom(1, 2, 100);
const text = fc.string({ unit: "binary", maxLength: 6 });
const types = fc.subarray(["order.paid", "order.created"] as const);

const order: fc.Arbitrary<Order> = fc
  .record({
    paymentId,
    pending: fc.boolean(),
    refused: fc.boolean(),
    metadata: fc.dictionary(fc.oneof(text, fc.constant("__proto__")), text, {
      maxKeys: 2,
      noNullPrototype: true,
    }),
    updatedAt: time,
    receivingUntil: time,
    leaseUntil: time,
    customer: fc.constantFrom(null, ...CUSTOMERS),
    invalidSeen: fc.boolean(),
    lapsed: fc.boolean(),
    address: fc.constantFrom(...ADDRESSES),
    coverage: fc.constantFrom("none", "partial", "full" as const),
    status: fc.constantFrom("receiving", "settling" as const),
  })
  .map(({ pending, refused, ...fields }) => {
    const {
      paymentId: id,
      metadata,
      updatedAt,
      coverage,
      status,
      receivingUntil,
      invalidSeen,
      lapsed,
      address,
      leaseUntil,
      customer,
    } = fields;
    if (!pending) {
      const open = { coverage, status, receivingUntil, invalidSeen, lapsed, address };
      return facts.issuedOrder(id, { metadata, updatedAt, customer, ...open });
    }
    const base = facts.pendingOrder(id, { metadata, updatedAt, customer });
    return { ...base, creation: { ...base.creation, leaseUntil, outcome: refused ? "refused" : "asking" } };
  });

const purchase = fc.record({
  reference,
  attempts: fc.uniqueArray(order, { minLength: 1, maxLength: 3, selector: (each) => each.paymentId }),
  wakeAt: fc.option(time),
  paid: fc.boolean(),
});

const inboxEntry = fc.record({
  paymentId,
  digest: fc.constantFrom("d1", "d2"),
  body: text,
  outcome: fc.constantFrom("applied", "parked", "held", "conflict", "dismissed" as const),
  attentionId: fc.option(attentionId),
  reason: fc.option(text),
  by: fc.option(text),
  lastAt: time,
  count: fc.integer({ min: 0, max: 2 }),
});

const event = fc
  .record({ id: eventId, paymentId, at: time, paid: fc.boolean() })
  .map(({ paid, ...over }) => (paid ? facts.paidEvent(over.id, over) : facts.createdEvent(over.id, over)));

const draft = fc.record({
  id: attentionId,
  kind: fc.constantFrom("unmatched", "conflict" as const),
  paymentId: fc.option(paymentId),
  reference: fc.option(reference),
  message: text,
  at: time,
});

/** `off` is how far the guard is from the truth: mostly not at all. */
const change = fc.record({
  appId: app,
  guardBy: fc.constantFrom("reference", "paymentId", "none"),
  off: fc.constantFrom(0, 0, 0, 0, 1, -1),
  purchase: fc.option(purchase),
  inbox: fc.array(inboxEntry, { maxLength: 2 }),
  events: fc.array(event, { maxLength: 2 }),
  attention: fc.array(draft, { maxLength: 2 }),
  resolves: fc.option(fc.record({ ids: fc.array(attentionId, { maxLength: 2 }), note: text, at: time })),
  pin: fc.option(fc.option(fc.record({ since: time, paymentId })), { nil: undefined }),
  confirmedSeenAt: fc.option(time),
  paymentId,
});

type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

/** Reads, then commits on what was read, as core does. */
async function readAndCommit(store: Store, input: Change): Promise<unknown> {
  const { appId, off } = input;
  const guardId = input.purchase?.attempts[0]?.paymentId ?? input.paymentId;
  const byPayment = input.guardBy === "paymentId";
  const snapshot = await store.read(
    byPayment
      ? { appId, paymentId: guardId, digest: "d1" }
      : { appId, reference: input.purchase?.reference ?? "r1" },
  );
  const version = Math.max(0, (snapshot.purchase?.version ?? 0) + off);
  const guard = byPayment
    ? { paymentId: guardId, version }
    : { reference: input.purchase?.reference ?? "r1", version };
  const commit: Commit = {
    appId,
    ...(input.guardBy === "none" && input.purchase === null ? {} : { guard }),
    ...(input.purchase === null ? {} : { purchase: complete(appId, version + 1, input.purchase) }),
    inbox: input.inbox.map((entry) =>
      facts.inboxEntry(entry.digest, { ...entry, appId, firstAt: entry.lastAt }),
    ),
    events: input.events.map((each) => ({ ...each, appId })),
    attention: input.attention.map((each) => facts.draft(each.id, { ...each, appId })),
    ...(input.resolves === null ? {} : { resolves: input.resolves }),
    app: {
      ...(input.pin === undefined ? {} : { pin: input.pin }),
      ...(input.confirmedSeenAt === null ? {} : { confirmedSeenAt: input.confirmedSeenAt }),
    },
  };
  return { snapshot, outcome: await store.commit(commit) };
}

function complete(appId: string, version: number, value: Exclude<Change["purchase"], null>): Purchase {
  const { reference: of, paid, wakeAt } = value;
  const attempts = value.attempts.map((each, index) => ({
    ...each,
    appId,
    reference: of,
    attempt: index + 1,
  }));
  const first = attempts[0]?.paymentId ?? "";
  return {
    appId,
    reference: of,
    version,
    price: decimal("100"),
    wakeAt,
    attempts,
    paid: paid ? { at: minute(1), paymentId: first, late: false, price: decimal("100") } : null,
  };
}

function call<T>(
  name: string,
  input: fc.Arbitrary<T>,
  run: (store: Store, input: T) => Promise<unknown>,
): fc.Arbitrary<Command> {
  return input.map((value) => ({
    type: "call",
    run: (store) => run(store, value),
    toString: () => `${name}(${fc.stringify(value)})`,
  }));
}

const result = fc.oneof(
  fc.constant({ type: "done" as const }),
  fc.record({ type: fc.constant("retry" as const), availableAt: time, error: text }),
  fc.record({ type: fc.constant("dead" as const), error: text }),
);

const calls = {
  commit: call("commit", change, readAndCommit),
  claim: call(
    "claim",
    fc.record({ appId: app, types, limit, now: time, leaseId, leaseUntil: time }),
    (store, query) => store.claim(query),
  ),
  settle: call(
    "settle",
    fc.record({
      appId: app,
      eventId,
      leaseId,
      now: time,
      result,
      attention: fc.array(draft, { maxLength: 1 }),
    }),
    (store, { attention, ...query }) =>
      store.settle({
        ...query,
        attention: attention.map((each) => facts.draft(each.id, { ...each, appId: query.appId })),
      }),
  ),
  renew: call("renew", fc.record({ appId: app, eventId, leaseId, leaseUntil: time }), (store, query) =>
    store.renew(query),
  ),
  bringForward: call(
    "bringForward",
    fc.record({ appId: app, types, unclaimed: time, leased: time, waiting: time }),
    (store, query) => store.bringForward(query),
  ),
  look: call(
    "look",
    fc.record({
      appId: app,
      paymentId,
      reference,
      now: time,
      types,
      limit,
      address: fc.constantFrom(...ADDRESSES),
      customer: fc.constantFrom(...CUSTOMERS),
      day,
    }),
    async (
      store,
      { appId, paymentId: id, reference: named, now, types: kinds, limit: most, address, ...of },
    ) => [
      await store.read({ appId, paymentId: id, digest: "d1" }),
      await store.read({ appId, reference: named }),
      await store.due({ appId, now, limit: most }),
      await store.countOpen({ appId, now, limit: most }),
      await store.countOpen({ appId, now, limit: most, customer: of.customer }),
      await store.countRequests({ appId, day: of.day }),
      await store.openAt({ appId, address, now, limit: most }),
      await store.sharedAddresses({ appId, now, limit: most }),
      await store.countParked({ appId, limit: most }),
      await store.unclaimed({ appId, types: kinds, before: now, limit: most }),
      await store.stats({ appId, now, types: domainEventTypes }),
    ],
  ),
  takeRequests: call(
    "takeRequests",
    fc.record({ appId: app, day, count: fc.integer({ min: 1, max: 3 }), limit: fc.nat({ max: 12 }) }),
    (store, query) => store.takeRequests(query),
  ),
  list: call(
    "list",
    fc.record({
      appId: app,
      paymentId: fc.option(paymentId, { nil: undefined }),
      open: fc.option(fc.boolean(), { nil: undefined }),
    }),
    async (store, query) => [
      await facts.everything((after) => store.listInbox({ ...query, limit: 2, after })),
      await facts.everything((after) => store.listInbox({ ...query, outcome: "held", limit: 2, after })),
      await facts.everything((after) => store.listAttention({ ...query, limit: 2, after })),
      await facts.everything((after) =>
        store.listDeliveries({
          ...query,
          state: query.open === true ? "pending" : undefined,
          limit: 2,
          after,
        }),
      ),
    ],
  ),
  resolve: call(
    "resolve",
    fc.record({ appId: app, id: attentionId, by: fc.option(text), note: text, at: time }),
    (store, query) => store.resolveAttention(query),
  ),
  retry: call("retry", fc.record({ appId: app, eventId, now: time }), (store, query) =>
    store.retryDelivery(query),
  ),
  prune: call(
    "prune",
    fc.record({ appId: app, olderThan: time, now: time, keepTypes: types, limit }),
    (store, query) => store.prune(query),
  ),
};

const pruneInbox = call(
  "pruneInbox",
  fc.record({
    appId: app,
    outcomes: fc.subarray(["parked", "held", "conflict", "dismissed"] as const),
    olderThan: time,
    limit,
  }),
  (store, query) => store.pruneInbox(query),
);

export const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 10, arbitrary: calls.commit },
  { weight: 4, arbitrary: calls.claim },
  { weight: 4, arbitrary: calls.settle },
  { weight: 1, arbitrary: calls.renew },
  { weight: 1, arbitrary: calls.bringForward },
  { weight: 3, arbitrary: calls.look },
  { weight: 1, arbitrary: calls.takeRequests },
  { weight: 1, arbitrary: calls.list },
  { weight: 1, arbitrary: calls.resolve },
  { weight: 1, arbitrary: calls.retry },
  { weight: 2, arbitrary: calls.prune },
  { weight: 1, arbitrary: pruneInbox },
  { weight: 1, arbitrary: fc.constantFrom<Command>({ type: "reopen" }, { type: "crash" }) },
);
