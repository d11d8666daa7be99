// The same journey for every Node and every way of loading: order, pay in two parts, be told once.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";

const appId = "release-checks";
const secretKey = "release-checks-secret-key-0123456789";

/**
 * @param modules the built packages, as some way of loading gave them
 * @param store what to keep orders in
 */
export async function buyOnce({ core, expressAdapter, express, sandbox: { createSandbox } }, store) {
  const gateway = await createSandbox({ appId, secretKey });
  const app = express();
  const server = createServer(app).listen(0, "127.0.0.1");
  await once(server, "listening");
  const publicUrl = `http://127.0.0.1:${server.address().port}/coincoin`;
  const coincoin = new core.CoinCoin({ appId, secretKey, apiUrl: gateway.apiUrl, publicUrl, store });
  app.use("/coincoin", expressAdapter.coincoinRouter(coincoin));
  try {
    gateway.setWebhookUrl(coincoin.webhookUrl());
    const paid = [];
    const told = new Promise((resolve) => {
      coincoin.on("order.paid", (event) => {
        paid.push(event);
        resolve(event);
      });
    });
    const order = await coincoin.createOrder({ paymentId: "RELEASE_CHECK_1", price: "20" });
    assert.equal(order.status, "receiving");

    await gateway.pay(order.paymentId, { amount: "5" });
    await gateway.settled();
    assert.equal(paid.length, 0, "a part is not the whole");

    const page = await fetch(coincoin.checkoutUrl(order.paymentId));
    assert.equal(page.status, 200);
    assert.match(await page.text(), new RegExp(order.address));

    await gateway.pay(order.paymentId, { amount: "15" });
    await gateway.complete(order.paymentId);
    await gateway.settled();
    const event = await told;
    assert.equal(event.type, "order.paid");
    assert.equal(event.paymentId, order.paymentId);
    assert.equal(paid.length, 1, "fulfilled once");
  } finally {
    await coincoin.close();
    await gateway.close();
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  }
}

/** `node:sqlite` is there without a flag, and complete, from 22.18. */
export const hasSqlite = (() => {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  return major > 22 || (major === 22 && minor >= 18);
})();
