import { expect, test } from "vitest";
import { outcomeOf } from "../store/customer.ts";
import { eventually } from "../store/shop.ts";
import { passDeadline, pay, type World } from "./world.ts";

export function surfaceJourneys(world: () => World): void {
  test("the webhook answers at its own address, and nobody gets in without its token", async () => {
    const { shop } = world();
    const refused = await fetch(`${shop.server.url}/coincoin/webhook/guess`, { method: "POST", body: "{}" });
    expect(refused.status).toBe(401);
    expect((await fetch(shop.webhookUrl, { method: "POST", body: "{}" })).status).toBe(400);
    expect((await fetch(shop.webhookUrl)).status).toBe(405);
  });

  test("no log has the webhook's token or the key of a customer's page", async () => {
    const { customers, shop } = world();
    const checkout = await customers.checkout(await customers.cart());
    await pay(world(), checkout, 10);
    const { body } = await customers.store("GET", `/store/coincoin/payment-sessions/${checkout.sessionId}`);
    expect((await fetch(body.order_url)).status).toBe(200);
    await eventually(async () => expect(shop.server.log()).toMatch(/\/coincoin\/webhook\/…/));
    await eventually(async () => expect(shop.server.log()).toMatch(/\/coincoin\/orders\/\w+\?key=…/));
    expect(shop.server.log()).not.toContain(shop.webhookUrl.split("/").at(-1));
    expect(shop.server.log()).not.toContain(new URL(body.order_url).searchParams.get("key"));
  });

  test("CoinCoin's order names the customer of the cart, of whom at most five are open at once", async () => {
    const { customers, shop } = world();
    const cart = await customers.cart();
    const { collectionId } = await customers.checkout(cart);
    const [row] = await shop.query(
      "SELECT p.data::json->'attempts'->0->>'customer' AS given, c.customer_id FROM coincoin.coincoin_purchases p, cart c WHERE p.reference = $1 AND c.id = $2",
      [collectionId, cart.id],
    );
    expect(row?.["given"]).toMatch(/^cus_/);
    expect(row?.["given"]).toBe(row?.["customer_id"]);

    const { email } = (await customers.store("GET", `/store/carts/${cart.id}?fields=email`)).body.cart;
    const another = async () => {
      const next = await customers.cart();
      expect((await customers.store("POST", `/store/carts/${next.id}`, { email })).status).toBe(200);
      return customers.askSession(await customers.collection(next));
    };
    for (let open = 2; open <= 5; open++) expect((await another()).status).toBe(200);
    expect((await another()).status).toBeGreaterThanOrEqual(400);
    // Others buy on.
    await customers.checkout(await customers.cart());
  });

  const heard = (checkout: { collectionId: string }) =>
    world()
      .shop.server.log()
      .split("\n")
      .filter((line) => line.startsWith("BUS ") && line.includes(checkout.collectionId))
      .map((line): { name: string; id: string; order_id: string | null } => JSON.parse(line.slice(4)));

  test("the store's own subscribers hear of addresses that are over, and of what needs a person", async () => {
    const { customers } = world();
    const cart = await customers.cart({ shipping: false });
    const over = await customers.checkout(cart);
    await passDeadline(world(), over);
    await pay(world(), await customers.checkout(cart), 21.1);
    const about = { collection_id: over.collectionId, cart_id: cart.id, order_id: null };
    await eventually(async () =>
      expect(heard(over)).toEqual([
        expect.objectContaining({ name: "coincoin.expired", payment_id: over.paymentId, ...about }),
        expect.objectContaining({ name: "coincoin.attention", code: "cart_not_ready", ...about }),
      ]),
    );
  });

  test("the store's own subscribers hear of parts, and of too much", async () => {
    const { customers } = world();
    const cart = await customers.cart();
    const checkout = await customers.checkout(cart);
    const { body } = await customers.complete(cart);
    await pay(world(), checkout, 10);
    await pay(world(), checkout, 20);
    await eventually(async () =>
      expect(heard(checkout)).toEqual([
        expect.objectContaining({ name: "coincoin.part_received", received: "10", remaining: "16.1" }),
        expect.objectContaining({ name: "coincoin.surplus", order_id: body.order.id, cart_id: cart.id }),
      ]),
    );
  });

  test("Medusa's built-in hook does nothing, and the log names the right address", async () => {
    const { customers, shop } = world();
    const cart = await customers.cart();
    const checkout = await customers.checkout(cart);
    const body = JSON.stringify({
      payment: {
        payment_id: checkout.paymentId,
        address: checkout.data["address"],
        coin: "usdt",
        network: "tron",
        amount: 26.1,
      },
      collected: { usdt: 26.1 },
      state: 1,
    });
    const hook = `${shop.server.url}/hooks/payment/coincoin_coincoin`;
    const answer = await fetch(hook, {
      method: "POST",
      body,
      headers: { "content-type": "application/json" },
    });
    expect(answer.status).toBe(200);
    await eventually(async () =>
      expect(shop.server.log()).toMatch(/webhook came to Medusa's \/hooks\/payment\//),
    );
    expect(await outcomeOf(shop, cart)).toMatchObject({ orders: 0, payments: 0 });
  });

  test("a storefront reads what is to be paid, follows it live, and may do so from its own origin", async () => {
    const { customers } = world();
    const cart = await customers.cart();
    const checkout = await customers.checkout(cart);
    const { body } = await customers.store("GET", `/store/coincoin/payment-sessions/${checkout.sessionId}`);
    expect(body.payment).toMatchObject({
      paymentId: checkout.paymentId,
      status: "receiving",
      remaining: "26.1",
    });
    expect(JSON.stringify(checkout.data)).not.toContain(new URL(body.order_url).searchParams.get("key"));
    const order = await fetch(body.order_url, { headers: { origin: "http://localhost:8000" } });
    expect(order.headers.get("access-control-allow-origin")).toBe("http://localhost:8000");
    const elsewhere = await fetch(body.order_url, { headers: { origin: "http://evil.test" } });
    expect(elsewhere.headers.get("access-control-allow-origin")).toBeNull();
    expect((await fetch(body.checkout_url)).status).toBe(200);
    const stream = await fetch(body.events_url);
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
    await pay(world(), checkout, 26.1);
    let seen = "";
    while (!seen.includes('"paid":true')) {
      const chunk = await reader?.read();
      if (chunk === undefined || chunk.done) break;
      seen += chunk.value;
    }
    expect(seen).toContain('"paid":true');
    await reader?.cancel();
    const unknown = await customers.store(
      "GET",
      "/store/coincoin/payment-sessions/payses_01AAAAAAAAAAAAAAAAAAAAAAAA",
    );
    expect(unknown.status).toBe(404);
  });

  test("the admin's routes are closed to those who are not logged in, and show an order's payments to who is", async () => {
    const { customers, shop } = world();
    for (const path of ["/admin/coincoin", "/admin/coincoin/attention", "/admin/coincoin/orders/order_1"]) {
      expect((await fetch(shop.server.url + path)).status).toBe(401);
    }
    const overview = await customers.admin("GET", "/admin/coincoin");
    expect(overview.body).toMatchObject({
      accounts: [{ id: null, webhook_url: shop.webhookUrl, health: { ok: true } }],
    });
    const cart = await customers.cart();
    const checkout = await customers.checkout(cart);
    const placed = await customers.complete(cart);
    await pay(world(), checkout, 26.1);
    const { body } = await customers.admin("GET", `/admin/coincoin/orders/${placed.body.order.id}`);
    expect(body.payments).toMatchObject([
      {
        collection_id: checkout.collectionId,
        amount: "26.1",
        confirmed: "26.1",
        addresses: [
          { payment_id: checkout.paymentId, coin: "usdt", network: "tron", due: "26.1", received: "26.1" },
        ],
      },
    ]);
    expect(body.payments[0].addresses[0].explorer_url).toMatch(/^https:\/\/tronscan/);
    expect(body.payments[0].addresses[0].notifications[0].proofs).toBe("token, signature valid");
  });
}
