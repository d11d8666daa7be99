import { isCoinCoinError, webhookReply } from "@coincoin/core";
import { type PostgresServer, startPostgres } from "@coincoin/test-lib/postgres-server";
import pg from "pg";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { Bench, crash } from "./crash-bench.ts";
import type { CrashJob } from "./fixtures/crash-job.ts";

/** Where the process dies; what is on the disk then; what the restarted shop answers; and what there is in the end. */
type Row = readonly [point: string, durable: string, again: string, end: string];

const NO_WEBHOOK: CrashJob["webhook"] = { token: undefined, headers: {}, body: "" };
const PAID = "order paid, inbox applied, order.paid done, fulfilled x1";
const kinds = ["SQLite", "PostgreSQL"] as const;
const benches: Bench[] = [];
let server: PostgresServer | undefined;
let databases = 0;

async function open(kind: (typeof kinds)[number]): Promise<Bench> {
  const bench = await Bench.open(kind === "SQLite" ? undefined : await emptyDatabase());
  benches.push(bench);
  return bench;
}

async function emptyDatabase(): Promise<string> {
  server ??= await startPostgres();
  const name = `shop_${++databases}`;
  const client = new pg.Client({ connectionString: server.connectionString });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  return server.connectionString.replace(/postgres$/, name);
}

/** The shop has an order that is paid at the gateway; its webhook has not come yet. */
async function paidAtGateway(bench: Bench): Promise<CrashJob["webhook"]> {
  await bench.shop((coincoin) => coincoin.createOrder({ reference: "cart-1", price: "100" }));
  return bench.pay();
}

/** The gateway sends it again where it had no answer, then what is due is done. */
async function resend(bench: Bench, webhook: CrashJob["webhook"]): Promise<string> {
  return bench.shop(async (coincoin) => {
    const result = await coincoin.receiveWebhook(webhook);
    await coincoin.deliverDue();
    return `${webhookReply(result).status} ${result.type === "taken" ? result.outcome : null}`;
  });
}

async function deliverAgain(bench: Bench): Promise<string> {
  const { delivered, drained } = await bench.shop((coincoin) => coincoin.deliverDue());
  return `${drained} drained, ${delivered} delivered`;
}

async function createAgain(bench: Bench): Promise<string> {
  return bench.shop((coincoin) =>
    coincoin.createOrder({ reference: "cart-1", price: "100" }).then(
      (order) => `${order.status} in attempt ${order.attempt}`,
      (error: unknown) => (isCoinCoinError(error) ? error.code : String(error)),
    ),
  );
}

afterEach(async () => {
  for (const bench of benches.splice(0)) await bench.close();
});
afterAll(() => server?.stop());

describe.each(kinds)("intake of a webhook on %s", (kind) => {
  const lost = "order receiving";
  const kept = "order paid, inbox applied, order.paid pending";
  it.each<Row>([
    ["before read 1", lost, "200 applied", PAID],
    ["after read 1", lost, "200 applied", PAID],
    ["before commit 1", lost, "200 applied", PAID],
    ["before COMMIT 1", lost, "200 applied", PAID],
    ["after COMMIT 1", kept, "200 duplicate", PAID],
    ["after commit 1", kept, "200 duplicate", PAID],
    ["before the answer", kept, "200 duplicate", PAID],
  ])("dies %s: on the disk is %s; sent again it is answered %s; in the end %s", async (...row) => {
    const [point, durable, again, end] = row;
    const bench = await open(kind);
    const webhook = await paidAtGateway(bench);
    expect(await crash(bench.job("intake", point, webhook))).toBe("SIGKILL");
    expect(await bench.durable()).toBe(durable);
    expect(await resend(bench, webhook)).toBe(again);
    expect(await bench.durable()).toBe(end);
  });
});

describe.each(kinds)("spooling a webhook while %s is down", (kind) => {
  const nothing = "order receiving";
  const torn = "order receiving, spool unfinished";
  const kept = "order receiving, spool waiting";
  const tornPaid = `${PAID}, spool unfinished`;
  it.each<Row>([
    ["before read 1", nothing, "200 applied", PAID],
    ["before create 1", nothing, "200 applied", PAID],
    ["after create 1", torn, "200 applied", tornPaid],
    ["before write 1", torn, "200 applied", tornPaid],
    ["after write 1", torn, "200 applied", tornPaid],
    ["before sync 2", torn, "200 applied", tornPaid],
    ["before rename 1", torn, "200 applied", tornPaid],
    ["after rename 1", kept, "200 applied", PAID],
    ["before sync 3", kept, "200 applied", PAID],
    ["before the answer", kept, "200 applied", PAID],
  ])("dies %s: on the disk is %s; sent again it is answered %s; in the end %s", async (...row) => {
    const [point, durable, again, end] = row;
    const bench = await open(kind);
    const webhook = await paidAtGateway(bench);
    expect(await crash(bench.job("intake", point, webhook, true))).toBe("SIGKILL");
    expect(await bench.durable()).toBe(durable);
    expect(await resend(bench, webhook)).toBe(again);
    expect(await bench.durable()).toBe(end);
  });

  it.each<Row>([
    ["before commit 1", kept, "1 drained, 1 delivered", PAID],
    ["before COMMIT 1", kept, "1 drained, 1 delivered", PAID],
    [
      "after COMMIT 1",
      "order paid, inbox applied, order.paid pending, spool waiting",
      "1 drained, 1 delivered",
      PAID,
    ],
    [
      "before unlink 1",
      "order paid, inbox applied, order.paid pending, spool waiting",
      "1 drained, 1 delivered",
      PAID,
    ],
    ["after unlink 1", "order paid, inbox applied, order.paid pending", "0 drained, 1 delivered", PAID],
  ])("dies while the spool is drained, %s: on the disk is %s; then %s; in the end %s", async (...row) => {
    const [point, durable, again, end] = row;
    const bench = await open(kind);
    const webhook = await paidAtGateway(bench);
    expect(await crash(bench.job("intake", "never", webhook, true))).toBeNull();
    expect(await bench.durable()).toBe(kept);
    expect(await crash(bench.job("deliver", point, NO_WEBHOOK))).toBe("SIGKILL");
    expect(await bench.durable()).toBe(durable);
    expect(await deliverAgain(bench)).toBe(again);
    expect(await bench.durable()).toBe(end);
  });
});

describe.each(kinds)("creating an order on %s", (kind) => {
  const made = "order receiving";
  const asking = "order pending";
  const asked = "order pending, attention outcome_unknown";
  it.each<readonly [...Row, gateway: number]>([
    ["before read 1", "nothing", "receiving in attempt 1", made, 0],
    ["before commit 1", "nothing", "receiving in attempt 1", made, 0],
    ["before COMMIT 1", "nothing", "receiving in attempt 1", made, 0],
    ["after COMMIT 1", asking, "receiving in attempt 1", made, 0],
    ["before fetch 1", asking, "receiving in attempt 1", made, 0],
    ["after fetch 1", asking, "outcome_unknown", asked, 1],
    ["before read 2", asking, "outcome_unknown", asked, 1],
    ["before commit 2", asking, "outcome_unknown", asked, 1],
    // The request is counted in the transaction between. On PostgreSQL what the answer makes of the order is one statement.
    ...(kind === "SQLite"
      ? ([
          ["before COMMIT 3", asking, "outcome_unknown", asked, 1],
          ["after COMMIT 3", made, "receiving in attempt 1", made, 1],
        ] as const)
      : []),
    ["before the answer", made, "receiving in attempt 1", made, 1],
  ])("dies %s: on the disk is %s; asked again: %s; in the end %s (%i at the gateway)", async (...row) => {
    const [point, durable, again, end, atGateway] = row;
    const bench = await open(kind);
    await bench.shop((coincoin) => coincoin.start());
    expect(await crash(bench.job("create", point, NO_WEBHOOK))).toBe("SIGKILL");
    expect(await bench.durable()).toBe(durable);
    expect(bench.sandbox.orders()).toHaveLength(atGateway);
    expect(await createAgain(bench)).toBe(again);
    expect(await bench.durable()).toBe(end);
    // A customer is never left without a way to pay, and never with two.
    expect(await createAgain(bench)).toBe(again === "outcome_unknown" ? "receiving in attempt 2" : again);
    expect(bench.sandbox.orders()).toHaveLength(again === "outcome_unknown" ? 2 : 1);
  });
});

describe.each(kinds)("delivering order.paid on %s", (kind) => {
  const due = "order paid, inbox applied, order.paid pending";
  const once = "1 delivered";
  const twice = "order paid, inbox applied, order.paid done, fulfilled x2";
  // On PostgreSQL claiming and settling are one statement each.
  const onSqlite: Row[] = [
    ["before COMMIT 1", due, once, PAID],
    ["before COMMIT 2", `${due}, fulfilled x1`, once, twice],
    ["after COMMIT 2", PAID, "0 delivered", PAID],
  ];
  it.each<Row>([
    ["before claim 1", due, once, PAID],
    ["after claim 1", due, once, PAID],
    ["before the handler's own commit", due, once, PAID],
    ["after the handler's own commit", `${due}, fulfilled x1`, once, twice],
    ["before settle 1", `${due}, fulfilled x1`, once, twice],
    ["after settle 1", PAID, "0 delivered", PAID],
    ["at the end", PAID, "0 delivered", PAID],
    ...(kind === "SQLite" ? onSqlite : []),
  ])("dies %s: on the disk is %s; then %s; in the end %s", async (...row) => {
    const [point, durable, again, end] = row;
    const bench = await open(kind);
    const webhook = await paidAtGateway(bench);
    expect(await crash(bench.job("intake", "never", webhook))).toBeNull();
    expect(await crash(bench.job("deliver", point, NO_WEBHOOK))).toBe("SIGKILL");
    expect(await bench.durable()).toBe(durable);
    expect(await deliverAgain(bench)).toBe(`0 drained, ${again}`);
    expect(await bench.durable()).toBe(end);
  });
});
