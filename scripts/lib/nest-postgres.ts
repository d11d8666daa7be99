import { startPostgres } from "../../tests/lib/src/postgres-server.ts";

const VARIABLE = "DATABASE_URL";

/**
 * A project's own test with the store for many processes. Jest knows no `import()`, so this is where a driver that is loaded
 * late does not load.
 */
export const postgresSpec = `import { CoinCoinModule, CoinCoinService } from "@coincoin/nestjs";
import { createTestPayments, type TestPayments } from "@coincoin/nestjs/testing";
import { postgresStore } from "@coincoin/sql/postgres";
import type { INestApplication } from "@nestjs/common";
import { Test } from "@nestjs/testing";

let payments: TestPayments;
let app: INestApplication;

beforeEach(async () => {
  const store = postgresStore({ connectionString: process.env["${VARIABLE}"] ?? "" });
  payments = await createTestPayments({ options: { store } });
  const imports = [CoinCoinModule.forRoot(payments.options)];
  app = (await Test.createTestingModule({ imports }).compile()).createNestApplication();
});

afterEach(async () => {
  await app.close();
  await payments.close();
});

it("keeps its orders in PostgreSQL", async () => {
  await app.init();
  const coincoin = app.get(CoinCoinService);
  await coincoin.createOrder({ reference: "cart-17", price: "25" });
  expect((await payments.pay(app, "cart-17")).coverage).toBe("full");
  expect((await coincoin.health()).error).toBeNull();
});
`;

/** Runs the work with what the test finds a PostgreSQL by, which is stopped after it. */
export async function withPostgres(
  work: (environment: Record<string, string>) => Promise<void>,
): Promise<void> {
  const server = await startPostgres();
  try {
    await work({ [VARIABLE]: server.connectionString });
  } finally {
    await server.stop();
  }
}
