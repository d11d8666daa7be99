// createOrder beside the bare fetch that it contains, turn by turn, against a gateway that answers at once.
import { CoinCoin, memoryStore, sign } from "@coincoin/core";
import { sqliteStore } from "@coincoin/sql/sqlite";
import { expose } from "../child/channel.ts";
import { shopOptions } from "../servers/shop.ts";
import { APP_ID, paymentIdOf, SECRET_KEY } from "../webhook.ts";
import type { CreationCalls } from "./creation-api.ts";

let created = 0;

expose<CreationCalls>({
  measure: async ({ apiUrl, count, file }) => {
    const stores = { memory: memoryStore({ acceptLoss: true }), SQLite: sqliteStore(file) };
    // Fewer than the 500 that the gateway allows to be open at once.
    const memory = new CoinCoin({ ...shopOptions(stores.memory), apiUrl, delivery: "manual" });
    const sqlite = new CoinCoin({ ...shopOptions(stores.SQLite), apiUrl, delivery: "manual" });
    await Promise.all([memory.start(), sqlite.start()]);
    const times: { fetch: number; memory: number; SQLite: number }[] = [];
    for (let n = 0; n < count; n++) {
      created += 1;
      const paymentId = paymentIdOf(created);
      const fetch = await timed(() => bareFetch(apiUrl, paymentId));
      const inMemory = await timed(() => memory.createOrder({ paymentId, price: 100, expiresInHours: 12 }));
      const inSqlite = await timed(() => sqlite.createOrder({ paymentId, price: 100, expiresInHours: 12 }));
      times.push({ fetch, memory: inMemory, SQLite: inSqlite });
    }
    await Promise.all([memory.close(), sqlite.close()]);
    return times;
  },
});

async function timed(task: () => Promise<unknown>): Promise<number> {
  const since = performance.now();
  await task();
  return performance.now() - since;
}

async function bareFetch(apiUrl: string, paymentId: string): Promise<unknown> {
  const timestamp = Date.now();
  const answer = await fetch(`${apiUrl}/order/create`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "cc-app-id": APP_ID,
      "cc-timespan": String(timestamp),
      "cc-sign": sign({ appId: APP_ID, timestamp, secretKey: SECRET_KEY }),
    },
    body: JSON.stringify({ payment_id: paymentId, price: 100, expired: 12 }),
  });
  return answer.json();
}
