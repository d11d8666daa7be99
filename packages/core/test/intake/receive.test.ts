import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Commit } from "../../src/domain/commit.ts";
import { toCommit } from "../../src/domain/intake.ts";
import { builtInNames } from "../../src/domain/names.ts";
import type { Proofs } from "../../src/domain/notification.ts";
import type { Purchase } from "../../src/domain/order.ts";
import { stateMeaning } from "../../src/domain/state.ts";
import type { TrustPolicy } from "../../src/domain/trust.ts";
import { readNotification } from "../../src/gateway/wire.ts";
import { SpoolDrain } from "../../src/intake/drain.ts";
import { WebhookIntake } from "../../src/intake/receive.ts";
import { fileSpool, type Spool } from "../../src/intake/spool.ts";
import { CoinCoinError } from "../../src/lib/errors.ts";
import { Lanes } from "../../src/lib/keyed-queue.ts";
import { silentLogger } from "../../src/lib/logger.ts";
import { memoryStore } from "../../src/store/memory/store.ts";
import type { Store } from "../../src/store/store.ts";
import { asked, DEADLINE, issued, terms } from "../domain/fixtures.ts";

const AT = "2026-01-01T00:05:00.000Z";
const patience = { unresolvedMs: 600_000, stalledMs: 3_600_000, unconfirmedMs: 3_600_000 };
const token: Proofs = { token: "v1.test", signature: "absent" };
const valid: Proofs = { token: "v1.test", signature: "valid" };

let folder: string;
let store: Store;
let broken: boolean;
let commits: Commit[];

interface IntakeOptions {
  spool?: Spool;
  spoolHolds?: () => Promise<boolean>;
  parkedLimit?: number;
  signature?: TrustPolicy["signature"];
  tokens?: readonly string[];
}

function intake(options: IntakeOptions = {}) {
  return new WebhookIntake({
    appId: "app",
    store: async () => {
      if (broken) throw new CoinCoinError("store_unavailable", "the disk is gone");
      return store;
    },
    spool: options.spool,
    rules: {
      patience,
      names: builtInNames,
      meaningOf: (state) => stateMeaning(state, "status-table"),
      confirmedBy: "code",
      trust: { signature: options.signature ?? "when-present", tokens: options.tokens ?? ["v1.test"] },
    },
    spoolHolds: options.spoolHolds ?? (async () => false),
    parkedLimit: options.parkedLimit ?? 10,
    logger: silentLogger,
    lanes: new Lanes(),
    committed: (commit) => commits.push(commit),
  });
}

function drainOf(receiver: WebhookIntake, spool: Spool) {
  return new SpoolDrain({
    appId: "app",
    names: builtInNames,
    store: async () => {
      if (broken) throw new CoinCoinError("store_unavailable", "the disk is gone");
      return store;
    },
    spool,
    intake: receiver,
    now: () => AT,
    logger: silentLogger,
    committed: (commit) => commits.push(commit),
  });
}

function record(body: object | string, proofs = token) {
  return {
    appId: "app",
    receivedAt: AT,
    proofs,
    body: typeof body === "string" ? body : JSON.stringify(body),
  };
}

function told(paymentId: string, usdt: number, state = 2, payment: object = {}) {
  return { payment: { payment_id: paymentId, ...payment }, collected: { usdt }, state };
}

async function put(purchase: Purchase) {
  const change = { purchase, events: [], attention: [], resolves: [] };
  const guard = { reference: purchase.reference, version: 0 };
  expect(await store.commit({ appId: "app", guard, ...toCommit(change, patience) })).toBe("committed");
}

/** The store's methods, so that some can be replaced. */
function bound(inner: Store): Store {
  return {
    kind: inner.kind,
    durable: inner.durable,
    shared: inner.shared,
    pollIntervalMs: inner.pollIntervalMs,
    open: () => inner.open(),
    close: () => inner.close(),
    ping: () => inner.ping(),
    read: (query) => inner.read(query),
    commit: (change) => inner.commit(change),
    claim: (query) => inner.claim(query),
    settle: (settlement) => inner.settle(settlement),
    renew: (lease) => inner.renew(lease),
    bringForward: (query) => inner.bringForward(query),
    due: (query) => inner.due(query),
    unclaimed: (query) => inner.unclaimed(query),
    countOpen: (query) => inner.countOpen(query),
    takeRequests: (query) => inner.takeRequests(query),
    countRequests: (query) => inner.countRequests(query),
    openAt: (query) => inner.openAt(query),
    sharedAddresses: (query) => inner.sharedAddresses(query),
    watched: (query) => inner.watched(query),
    readChain: (query) => inner.readChain(query),
    writeChain: (row) => inner.writeChain(row),
    countParked: (query) => inner.countParked(query),
    listOrders: (query) => inner.listOrders(query),
    listPurchases: (query) => inner.listPurchases(query),
    listRefunds: (query) => inner.listRefunds(query),
    listInbox: (query) => inner.listInbox(query),
    listAttention: (query) => inner.listAttention(query),
    listDeliveries: (query) => inner.listDeliveries(query),
    resolveAttention: (resolution) => inner.resolveAttention(resolution),
    retryDelivery: (query) => inner.retryDelivery(query),
    stats: (query) => inner.stats(query),
    prune: (query) => inner.prune(query),
    pruneInbox: (query) => inner.pruneInbox(query),
  };
}

async function purchaseOf(paymentId: string) {
  return (await store.read({ appId: "app", paymentId })).purchase;
}

async function openKinds() {
  const page = await store.listAttention({ appId: "app", limit: 50, open: true });
  return page.items.map(({ kind }) => kind);
}

async function closeAll() {
  const { items } = await store.listAttention({ appId: "app", limit: 200, open: true });
  for (const { id } of items)
    await store.resolveAttention({ appId: "app", id, by: "Ada", note: "seen", at: AT });
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "coincoin-receive-"));
  store = memoryStore();
  await store.open();
  broken = false;
  commits = [];
});
afterEach(() => rm(folder, { recursive: true }));

describe("taking a notification in", () => {
  it("commits inbox row, order and events together, and calls the same body a duplicate", async () => {
    await put(issued(undefined, "payment_1"));
    const receiver = intake();
    expect(await receiver.receive(record(told("payment_1", 100)))).toMatchObject({
      type: "taken",
      outcome: "applied",
    });
    expect(commits).toHaveLength(1);
    expect(commits[0]?.events?.map(({ type }) => type)).toEqual([
      "order.payment",
      "order.settling",
      "order.paid",
    ]);
    expect(await receiver.receive(record(told("payment_1", 100)))).toMatchObject({
      type: "taken",
      outcome: "duplicate",
    });
    const inbox = await store.listInbox({ appId: "app", limit: 10 });
    expect(inbox.items).toMatchObject([
      { paymentId: "payment_1", outcome: "applied", count: 2, proofs: token },
    ]);
  });

  it("applies fifty at once without losing one and without paying twice", async () => {
    await put(issued(undefined, "payment_1"));
    const receiver = intake();
    await Promise.all(
      Array.from({ length: 50 }, (_, index) => receiver.receive(record(told("payment_1", 51 + index)))),
    );
    expect((await purchaseOf("payment_1"))?.attempts[0]).toMatchObject({ received: { usdt: "100" } });
    const paid = commits.flatMap(({ events = [] }) => events).filter(({ type }) => type === "order.paid");
    expect(paid).toHaveLength(1);
  });

  it("takes back that an order is underpaid when more comes, and when it is paid", async () => {
    await put(issued(undefined, "payment_1"));
    const receiver = intake();
    const received = async () => {
      const { items } = await store.listAttention({ appId: "app", limit: 50, open: true });
      return items.map(({ kind, details }) => `${kind} ${details.received}`);
    };
    await receiver.receive(record(told("payment_1", 40)));
    expect(await received()).toEqual(["partly_settled 40"]);
    await receiver.receive({ ...record(told("payment_1", 60)), receivedAt: DEADLINE });
    expect(await received()).toEqual(["underpaid 60"]);
    await receiver.receive(record(told("payment_1", 100)));
    expect((await purchaseOf("payment_1"))?.paid).not.toBeNull();
    expect(await received()).toEqual([]);
  });

  it("takes back that the first order of a reference was settled with a part when the second pays it", async () => {
    await put(issued(undefined, "payment_1"));
    await intake().receive(record(told("payment_1", 40)));
    const before = await purchaseOf("payment_1");
    const renewed = issued(before, "payment_2", { amountDue: "60" });
    const change = { purchase: renewed, events: [], attention: [], resolves: [] };
    await store.commit({ appId: "app", ...toCommit(change, patience) });
    expect(await openKinds()).toEqual(["partly_settled"]);
    await intake().receive(record(told("payment_2", 60)));
    expect((await purchaseOf("payment_1"))?.paid).not.toBeNull();
    expect(await openKinds()).toEqual([]);
  });

  it("parks what is for no order, tells of it, and bounds how much", async () => {
    const receiver = intake({ parkedLimit: 2 });
    for (const id of ["unknown_1", "unknown_2"]) {
      expect(await receiver.receive(record(told(id, 1)))).toMatchObject({ type: "taken", outcome: "parked" });
    }
    expect(await openKinds()).toEqual(["unmatched", "unmatched"]);
    expect(await receiver.receive(record(told("unknown_3", 1)))).toMatchObject({
      type: "refused",
      error: { code: "parked_full" },
    });
    expect(await openKinds()).toContain("parked_full");
    expect(await receiver.receive(record(told("unknown_1", 1)))).toMatchObject({
      type: "taken",
      outcome: "parked",
    });
  });

  it.each([
    ["held", {}, (at: number) => told("payment_1", 100 + at)],
    ["held", {}, (at: number) => told(`unknown_${at}`, 1)],
    [
      "conflict",
      { signature: "off" as const },
      (at: number) => told("payment_1", 100 + at, 2, { address: "another" }),
    ],
  ])("bounds how much is %s, until a person has looked at it (%o)", async (outcome, options, body) => {
    await put(issued(undefined, "payment_1"));
    const receiver = intake({ ...options, parkedLimit: 2 });
    await receiver.receive(record(told("payment_1", 1, 0), valid));
    for (const at of [1, 2]) {
      expect(await receiver.receive(record(body(at)))).toMatchObject({ type: "taken", outcome });
    }
    const refused = { type: "refused", error: { code: "parked_full" } };
    for (const at of [3, 4]) expect(await receiver.receive(record(body(at)))).toMatchObject(refused);
    expect((await openKinds()).sort()).toEqual([outcome, outcome, "parked_full"].sort());
    // What comes again needs no more room, and what is true is taken in.
    expect(await receiver.receive(record(body(1)))).toMatchObject({ type: "taken", outcome });
    expect(await receiver.receive(record(told("payment_1", 100), valid))).toMatchObject({
      outcome: "applied",
    });
    const { items } = await store.listAttention({ appId: "app", limit: 50, open: true });
    const oldest = items.findLast(({ kind }) => kind === outcome)?.id ?? "";
    await store.resolveAttention({ appId: "app", id: oldest, by: "Ada", note: "not ours", at: AT });
    expect(await receiver.receive(record(body(3)))).toMatchObject({ type: "taken", outcome });
  });

  it("parks what comes before the order has terms, and moves the purchase on so that its answer must see it", async () => {
    await put(asked(undefined, terms()).purchase);
    const before = await purchaseOf("payment_1");
    expect(await intake().receive(record(told("payment_1", 0, 0)))).toMatchObject({
      type: "taken",
      outcome: "parked",
    });
    const after = await store.read({ appId: "app", paymentId: "payment_1" });
    expect(after.purchase?.version).toBe((before?.version ?? 0) + 1);
    expect(after.parked).toHaveLength(1);
    expect(await openKinds()).toEqual([]);
  });

  it("bounds what waits for one order of ours, and passes that bound for what is signed", async () => {
    await put(asked(undefined, terms()).purchase);
    const receiver = intake({ parkedLimit: 1 });
    for (let at = 1; at <= 50; at++) {
      expect(await receiver.receive(record(told("payment_1", at, 0)))).toMatchObject({ outcome: "parked" });
    }
    expect(await receiver.receive(record(told("payment_1", 51, 0)))).toMatchObject({
      type: "refused",
      error: { code: "parked_full" },
    });
    expect(await receiver.receive(record(told("payment_1", 52, 0), valid))).toMatchObject({
      outcome: "parked",
    });
    expect(await openKinds()).toContain("parked_full");
    expect(await receiver.receive(record(told("unknown_1", 1)))).toMatchObject({ outcome: "parked" });
  });

  it("tells a person of money for an order that has no terms, and again when there is more of it", async () => {
    await put(asked(undefined, terms()).purchase);
    const receiver = intake();
    await receiver.receive(record(told("payment_1", 50)));
    expect(await openKinds()).toEqual(["unmatched"]);
    await closeAll();
    await receiver.receive(record(told("payment_1", 50, 1)));
    expect(await openKinds()).toEqual([]);
    await receiver.receive(record(told("payment_1", 100)));
    expect(await openKinds()).toEqual(["unmatched"]);
  });

  it("records a contradiction without touching the order, and looks again when it comes again", async () => {
    const purchase = issued(undefined, "payment_1");
    await put(purchase);
    const receiver = intake();
    const other = told("payment_1", 100, 2, { address: "another" });
    expect(await receiver.receive(record(other))).toMatchObject({ type: "taken", outcome: "conflict" });
    expect((await purchaseOf("payment_1"))?.attempts).toEqual(purchase.attempts);
    expect(await openKinds()).toEqual(["conflict"]);
    expect(await receiver.receive(record(other))).toMatchObject({ type: "taken", outcome: "conflict" });
    expect(await receiver.receive(record(told("payment_1", 100)))).toMatchObject({
      type: "taken",
      outcome: "applied",
    });
  });

  it("holds what is unsigned once a signed one was seen, and applies the very same body when it comes signed", async () => {
    await put(issued(undefined, "payment_1"));
    const receiver = intake();
    expect(await receiver.receive(record(told("payment_1", 1, 0), valid))).toMatchObject({
      outcome: "applied",
    });
    expect(await receiver.receive(record(told("payment_1", 100)))).toMatchObject({
      type: "taken",
      outcome: "held",
    });
    expect((await purchaseOf("payment_1"))?.paid).toBeNull();
    expect(await openKinds()).toEqual(["held"]);
    expect(await receiver.receive(record(told("payment_1", 100), valid))).toMatchObject({
      type: "taken",
      outcome: "applied",
    });
    expect((await purchaseOf("payment_1"))?.paid).not.toBeNull();
    expect(await openKinds()).toEqual([]);
  });

  it("keeps a signed notification waiting for its order though an unsigned copy of it comes after", async () => {
    const receiver = intake();
    expect(await receiver.receive(record(told("payment_1", 100), valid))).toMatchObject({
      outcome: "parked",
    });
    expect(await receiver.receive(record(told("payment_1", 100)))).toMatchObject({ outcome: "parked" });
    const { items } = await store.listInbox({ appId: "app", limit: 10 });
    expect(items).toMatchObject([{ outcome: "parked", proofs: valid, count: 2 }]);
  });

  it("does not put back to held what a signed copy had applied in the meantime", async () => {
    await put(issued(undefined, "payment_1"));
    await intake().receive(record(told("payment_1", 1, 0), valid));
    const behind = store;
    let raced = false;
    store = {
      ...bound(behind),
      // Another process takes the signed copy between this one's look and its commit.
      commit: async (change) => {
        if (!raced) {
          raced = true;
          const other = intake();
          expect(await other.receive(record(told("payment_1", 100), valid))).toMatchObject({
            outcome: "applied",
          });
        }
        return behind.commit(change);
      },
    };
    expect(await intake().receive(record(told("payment_1", 100)))).toMatchObject({ outcome: "duplicate" });
    const { items } = await behind.listInbox({ appId: "app", limit: 10 });
    expect(items.map(({ outcome }) => outcome)).toEqual(["applied", "applied"]);
    expect(await openKinds()).toEqual([]);
  });

  it("refuses what is authentic and unreadable, but not silently", async () => {
    expect(await intake().receive(record("{"))).toMatchObject({
      type: "refused",
      error: { code: "webhook_malformed" },
    });
    expect(await openKinds()).toEqual(["unreadable"]);
  });
});

describe("what a person has closed", () => {
  const later = (body: object | string, receivedAt: string) => ({ ...record(body), receivedAt });

  it("is told again when more money comes for an order that is not there, and not when the same is told again", async () => {
    const receiver = intake();
    await receiver.receive(record(told("unknown_1", 50, 0)));
    await closeAll();
    await receiver.receive(record(told("unknown_1", 50, 0)));
    await receiver.receive(record(told("unknown_1", 50, 2)));
    expect(await openKinds()).toEqual([]);
    await receiver.receive(record(told("unknown_1", 100, 2)));
    expect(await openKinds()).toEqual(["unmatched"]);
  });

  it("is told again when there is no room an hour later", async () => {
    const receiver = intake({ parkedLimit: 1 });
    await receiver.receive(record(told("unknown_1", 1)));
    await receiver.receive(later(told("unknown_2", 1), "2026-01-01T00:10:00.000Z"));
    await receiver.receive(later(told("unknown_3", 1), "2026-01-01T00:20:00.000Z"));
    expect((await openKinds()).sort()).toEqual(["parked_full", "unmatched"]);
    await closeAll();
    await receiver.receive(later(told("unknown_4", 1), "2026-01-01T01:00:00.000Z"));
    await receiver.receive(later(told("unknown_5", 1), "2026-01-01T01:05:00.000Z"));
    expect((await openKinds()).sort()).toEqual(["parked_full", "unmatched"]);
  });

  it("is told again when another body cannot be read, and not when it is the same", async () => {
    const receiver = intake();
    // Their digests begin alike.
    const [one, other] = ["no JSON 20", "no JSON 23"];
    await receiver.receive(record(one));
    await closeAll();
    await receiver.receive(record(one));
    expect(await openKinds()).toEqual([]);
    await receiver.receive(record(other));
    expect(await openKinds()).toEqual(["unreadable"]);
  });

  it("is told again when more comes under a strange code, and not when totals fall again", async () => {
    await put(issued(undefined, "payment_1"));
    const receiver = intake();
    await receiver.receive(record(told("payment_1", 50, 0)));
    for (const total of [30, 29]) await receiver.receive(record(told("payment_1", total, 7)));
    expect((await openKinds()).sort()).toEqual(["suspicious_total", "unknown_state"]);
    await closeAll();
    await receiver.receive(record(told("payment_1", 28, 7)));
    expect(await openKinds()).toEqual([]);
    await receiver.receive(record(told("payment_1", 80, 7)));
    expect(await openKinds()).toEqual(["unknown_state"]);
    await receiver.receive(record(told("payment_1", 20, 0)));
    expect(await openKinds()).toEqual(["unknown_state"]);
  });

  it("stays bounded however much cannot be read", async () => {
    const receiver = intake();
    await Promise.all(Array.from({ length: 600 }, (_, at) => receiver.receive(record(`no JSON ${at}`))));
    const { attention } = await store.stats({ appId: "app", now: AT, types: [] });
    expect(attention).toEqual({ unreadable: 144 });
  });
});

describe("when the store is out of order", () => {
  it("spools what is authentic, and takes it in when the store is back", async () => {
    await put(issued(undefined, "payment_1"));
    const spool = fileSpool(join(folder, "spool"), {});
    const receiver = intake({ spool });
    broken = true;
    expect(await receiver.receive(record(told("payment_1", 100)))).toMatchObject({
      type: "taken",
      outcome: "spooled",
    });
    const drain = drainOf(receiver, spool);
    await expect(drain.drain(10)).rejects.toMatchObject({ code: "store_unavailable" });
    expect(await spool.count()).toBe(1);
    broken = false;
    expect(await drain.drain(10)).toBe(1);
    expect(await spool.count()).toBe(0);
    expect((await purchaseOf("payment_1"))?.paid).not.toBeNull();
  });

  it("refuses without a spool, and when the disk fails too", async () => {
    broken = true;
    expect(await intake().receive(record(told("payment_1", 1)))).toMatchObject({
      type: "refused",
      error: { code: "store_unavailable" },
    });
    const file = join(folder, "file");
    await writeFile(file, "");
    const spool = fileSpool(join(file, "spool"), {});
    expect(await intake({ spool }).receive(record(told("payment_1", 1)))).toMatchObject({
      type: "refused",
      error: { code: "store_unavailable" },
    });
  });

  it.each([
    ["text", "{"],
    ["bytes that are no text", Buffer.from([0xff, 0xfe])],
    ["nothing", undefined],
  ])("spools what cannot be read, %s, and tells a person when the store is back", async (_, body) => {
    const spool = fileSpool(join(folder, "spool"), {});
    const receiver = intake({ spool });
    const came = { appId: "app", receivedAt: AT, ...(body === undefined ? {} : { body }) };
    const unreadable = new CoinCoinError("webhook_malformed", "It is not JSON.");
    broken = true;
    expect(await receiver.unreadable(came, unreadable)).toBe(unreadable);
    expect(await spool.count()).toBe(1);
    broken = false;
    expect(await drainOf(receiver, spool).drain(10)).toBe(1);
    expect(await spool.count()).toBe(0);
    // The same as where it could be told at once.
    await receiver.unreadable(came, unreadable);
    const { items } = await store.listAttention({ appId: "app", limit: 50, open: true });
    expect(items).toMatchObject([{ kind: "unreadable", count: 2, details: items[0]?.details }]);
  });

  it("refuses what cannot be read so that it comes again, where neither store nor spool takes it", async () => {
    broken = true;
    const failing = { put: async () => Promise.reject(new Error("the disk is full")) };
    const spool = { ...fileSpool(join(folder, "spool"), {}), ...failing };
    for (const receiver of [intake(), intake({ spool })]) {
      expect(await receiver.receive(record("{"))).toMatchObject({ error: { code: "store_unavailable" } });
    }
  });

  it("stores what comes after a record on which it breaks", async () => {
    await put(issued(undefined, "payment_1"));
    const spool = fileSpool(join(folder, "spool"), {});
    await spool.put(record(told("payment_2", 100)));
    await spool.put({ ...record(told("payment_1", 100)), receivedAt: "2026-01-01T00:06:00.000Z" });
    const behind = store;
    store = {
      ...bound(behind),
      read: async (query) => {
        if ("paymentId" in query && query.paymentId === "payment_2") throw new TypeError("a mistake of ours");
        return behind.read(query);
      },
    };
    expect(await drainOf(intake(), spool).drain(1)).toBe(0);
    expect(await drainOf(intake(), spool).drain(2)).toBe(1);
    expect((await purchaseOf("payment_1"))?.paid).not.toBeNull();
    expect(await spool.count()).toBe(1);
  });

  it("forgets what had to stay once another process has taken it", async () => {
    const spool = fileSpool(join(folder, "spool"), {});
    await spool.put({ ...record(told("payment_1", 100)), appId: "other" });
    const limits: number[] = [];
    const drain = drainOf(intake(), {
      put: (each) => spool.put(each),
      remove: (id) => spool.remove(id),
      count: () => spool.count(),
      list: (limit) => {
        limits.push(limit);
        return spool.list(limit);
      },
    });
    await drain.drain(2);
    for (const { id } of await spool.list(10)) await spool.remove(id);
    await drain.drain(2);
    await drain.drain(2);
    expect(limits).toEqual([2, 3, 2]);
  });

  it("is not held up by what cannot be stored, nor takes what is another app's", async () => {
    await put(issued(undefined, "payment_1"));
    const spool = fileSpool(join(folder, "spool"), {});
    const receiver = intake({ spool, parkedLimit: 1 });
    await receiver.receive(record(told("unknown_0", 1)));
    await spool.put({ ...record(told("payment_1", 100)), appId: "other" });
    for (const id of ["unknown_1", "unknown_2", "unknown_3"]) await spool.put(record(told(id, 1)));
    await spool.put({ ...record(told("payment_1", 100)), receivedAt: "2026-01-01T00:06:00.000Z" });
    const drain = drainOf(receiver, spool);
    let stored = 0;
    for (let pass = 0; pass < 5; pass++) stored += await drain.drain(2);
    expect(stored).toBe(1);
    expect((await purchaseOf("payment_1"))?.paid).not.toBeNull();
    expect(await spool.count()).toBe(4);
  });
});

describe("a notification that came after the deadline, while one that came before it waits in the spool", () => {
  const LATE = "2026-01-03T00:00:00.000Z";
  const late = () => ({ ...record(told("payment_1", 100, 1)), receivedAt: LATE });

  async function waiting() {
    await put(issued(undefined, "payment_1"));
    const spool = fileSpool(join(folder, "spool"), {});
    await spool.put(record(told("payment_1", 100, 2)));
    const receiver = intake({ spool, spoolHolds: async () => (await spool.count()) > 0 });
    return { spool, receiver };
  }

  it("waits behind it, and the reference is paid in time", async () => {
    const { spool, receiver } = await waiting();
    expect(await receiver.receive(late())).toMatchObject({ type: "taken", outcome: "spooled" });
    expect(await spool.count()).toBe(2);
    expect(await drainOf(receiver, spool).drain(10)).toBe(2);
    expect((await purchaseOf("payment_1"))?.paid).toMatchObject({ late: false });
  });

  it("is taken in at once where nothing depends on its time", async () => {
    const { spool, receiver } = await waiting();
    const part = { ...record(told("payment_1", 40, 0)), receivedAt: AT };
    expect(await receiver.receive(part)).toMatchObject({ outcome: "applied" });
    expect(await spool.count()).toBe(1);
  });

  it("is taken in all the same where the disk takes no more", async () => {
    const { spool, receiver } = await waiting();
    spool.put = async () => Promise.reject(new Error("the disk is full"));
    expect(await receiver.receive(late())).toMatchObject({ type: "taken", outcome: "applied" });
    expect((await purchaseOf("payment_1"))?.paid).toMatchObject({ late: true });
  });

  it("keeps back what a person enters, for a moment", async () => {
    const { spool, receiver } = await waiting();
    const { paymentId, ...entered } = { paymentId: "payment_1", digest: "0".repeat(64), body: "{}" };
    const intakeOf = {
      ...entered,
      appId: "app",
      paymentId,
      proofs: token,
      source: "operator" as const,
      by: "Ada",
      firstAt: LATE,
      lastAt: LATE,
      count: 1,
      notification: readNotification(JSON.stringify(told("payment_1", 100, 1))),
    };
    await expect(receiver.enter(intakeOf)).rejects.toMatchObject({ code: "store_unavailable" });
    await drainOf(receiver, spool).drain(10);
    expect(await receiver.enter(intakeOf)).toBe("applied");
  });
});
