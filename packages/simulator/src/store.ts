import { CoinCoinError, type Store } from "@coincoin/core";
import type { Commit, Settlement } from "@coincoin/core/store";
import type { Faults } from "./faults.ts";
import type { Owner, Scheduler } from "./scheduler.ts";

/** What hears of everything that was really written. */
export interface StoreWitness {
  committed(change: Commit, place: string): void;
  settled(settlement: Settlement): void;
  pruned(): Promise<void>;
  resolvedByPerson(itemId: string): void;
}

/** One process's connection to the database that all share: every call waits for its turn, and may fail as calls do. */
export function connection(
  base: Store,
  owner: Owner,
  faults: Faults,
  scheduler: Scheduler,
  witness: StoreWitness,
): Store {
  const call = <T>(label: string, effect: () => Promise<T>): Promise<T> =>
    faults.call(owner, `store ${label}`, {
      effect,
      refused: faults.knobs.storeRefuses,
      refusal: () => new CoinCoinError("store_unavailable", "The simulated store is out of order."),
      ambiguous: true,
      opensRound: label === "due" || label === "claim",
      isDown: () => scheduler.now < faults.storeDownUntil,
    });
  return {
    kind: "simulated",
    durable: true,
    shared: true,
    pollIntervalMs: faults.knobs.pollMinutes * 60_000,
    open: () => call("open", async () => {}),
    close: async () => {},
    ping: () => call("ping", () => base.ping()),
    now: () => call("now", async () => new Date(scheduler.now).toISOString()),
    read: (query) =>
      call(`read ${"paymentId" in query ? query.paymentId : query.reference}`, () => base.read(query)),
    commit: (change) =>
      call(`commit ${change.purchase?.reference ?? ""}`, async () => {
        const result = await base.commit(change);
        if (result === "committed") witness.committed(change, owner.place);
        return result;
      }),
    claim: (query) => call("claim", () => base.claim(query)),
    settle: (settlement) =>
      call(`settle ${settlement.result.type}`, async () => {
        const mine = await base.settle(settlement);
        if (mine) witness.settled(settlement);
        return mine;
      }),
    renew: (lease) => call("renew", () => base.renew(lease)),
    bringForward: (query) => call("bringForward", () => base.bringForward(query)),
    due: (query) => call("due", () => base.due(query)),
    unclaimed: (query) => call("unclaimed", () => base.unclaimed(query)),
    countOpen: (query) => call("countOpen", () => base.countOpen(query)),
    takeRequests: (query) => call("takeRequests", () => base.takeRequests(query)),
    countRequests: (query) => call("countRequests", () => base.countRequests(query)),
    openAt: (query) => call("openAt", () => base.openAt(query)),
    sharedAddresses: (query) => call("sharedAddresses", () => base.sharedAddresses(query)),
    countParked: (query) => call("countParked", () => base.countParked(query)),
    listOrders: (query) => call("listOrders", () => base.listOrders(query)),
    listInbox: (query) => call("listInbox", () => base.listInbox(query)),
    listAttention: (query) => call("listAttention", () => base.listAttention(query)),
    listDeliveries: (query) => call("listDeliveries", () => base.listDeliveries(query)),
    resolveAttention: (resolution) =>
      call("resolveAttention", async () => {
        const isResolved = await base.resolveAttention(resolution);
        if (isResolved) witness.resolvedByPerson(resolution.id);
        return isResolved;
      }),
    retryDelivery: (query) => call("retryDelivery", () => base.retryDelivery(query)),
    pruneInbox: (query) => call("pruneInbox", () => base.pruneInbox(query)),
    stats: (query) => call("stats", () => base.stats(query)),
    prune: (query) =>
      call("prune", async () => {
        const removed = await base.prune(query);
        if (removed > 0) await witness.pruned();
        return removed;
      }),
  };
}
