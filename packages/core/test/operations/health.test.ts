import { expect, test } from "vitest";
import { CoinCoin, memoryStore, silentLogger } from "../../src/index.ts";

test("health is told in time although the store never answers", async () => {
  const store = memoryStore();
  store.ping = () => new Promise(() => {});
  const coincoin = new CoinCoin({
    appId: "an-app",
    secretKey: "a secret key of some length",
    store,
    logger: silentLogger,
  });
  const health = await coincoin.health({ timeoutMs: 20 });
  expect(health).toMatchObject({ ok: false, store: null, error: { code: "store_unavailable" } });
  expect(health.error?.message).toContain("within 20 ms");
  await coincoin.close();
});
