import { postgresStore } from "@coincoin/sql/postgres";
import { type PostgresServer, startPostgres } from "@coincoin/test-lib/postgres-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { coincoin, openShop } from "./shop.ts";

const PAYMENT_ID = "EX100100100";
let server: PostgresServer;

beforeAll(async () => {
  server = await startPostgres();
}, 60_000);

afterAll(() => server.stop());

describe("a shop on PostgreSQL", () => {
  it("may run on while a person looks after it from the command line", async () => {
    const { connectionString } = server;
    await using shop = await openShop({ store: () => postgresStore({ connectionString, schema: "shop" }) });
    const fulfilled: string[] = [];
    shop.coincoin.on("order.paid", (event) => void fulfilled.push(event.reference));
    await shop.coincoin.createOrder({ paymentId: PAYMENT_ID, reference: "cart-17", price: "100" });
    await fetch(shop.coincoin.webhookUrl(), { method: "POST", body: "no JSON" });
    const env = { ...shop.env, COINCOIN_STORE: connectionString };
    const schema = ["--schema", "shop"];

    const examined = await coincoin(["doctor", ...schema], env);
    expect(examined).toMatchObject({ code: 0, out: expect.stringContaining("postgres: up to date") });
    expect(examined.out).toContain("1 unreadable");

    const entered = ["--collected", "usdt=100", "--state", "completed", "--by", "Ada", "--yes"];
    expect(await coincoin(["reconcile", PAYMENT_ID, ...entered, ...schema], env)).toMatchObject({ code: 0 });
    await expect.poll(() => fulfilled, { timeout: 10_000 }).toEqual(["cart-17"]);

    const [item] = (await shop.coincoin.attention.list()).items;
    const closed = ["attention", "resolve", item?.id ?? "", "--note", "a test", "--by", "Ada"];
    // Also the longer spelling of a store.
    const store = ["--store", `postgres:${connectionString}`];
    expect(await coincoin([...closed, ...schema, ...store], env)).toMatchObject({ code: 0, err: "" });
    expect((await shop.coincoin.attention.list()).items).toEqual([]);
  });

  it("that is not reached is told of, without its password", async () => {
    const env = {
      COINCOIN_APP_ID: "app",
      COINCOIN_SECRET_KEY: "a key",
      COINCOIN_STORE: "postgres://x:hush-hush@127.0.0.1:1/x",
    };
    const { code, out } = await coincoin(["doctor", "--offline"], env);
    expect([code, out]).toEqual([1, expect.stringMatching(/FAIL {2}store/)]);
    expect(out).not.toContain("hush-hush");
  });
});
