import { expect, test } from "vitest";
import { eventually } from "../store/shop.ts";
import { editOrder, expectOutcome, passDeadline, pay, type World } from "./world.ts";

/** What an order owes is paid by a link, however it came to owe it. */
export function payLinkJourneys(world: () => World): void {
  const linkOf = async (orderId: string): Promise<{ url: string; amount: string } | null> => {
    const { body } = await world().customers.admin("GET", `/admin/coincoin/orders/${orderId}`);
    return body.pay_link;
  };
  const owed = async (orderId: string) => {
    const link = await linkOf(orderId);
    if (link === null) throw new Error(`${orderId} has no pay link`);
    return link;
  };
  const open = (url: string, method = "GET") => fetch(url, { method, redirect: "manual" });
  /** The CoinCoin order whose page the link leads to. */
  const press = async (url: string): Promise<{ paymentId: string; page: string }> => {
    const answer = await open(url, "POST");
    expect(answer.status).toBe(303);
    const page = answer.headers.get("location") ?? "";
    return { paymentId: /\/checkout\/([^?]+)/.exec(page)?.[1] ?? "", page };
  };
  const send = async (paymentId: string, amount: string) => {
    await world().shop.sandbox.pay(paymentId, { amount });
    await world().shop.sandbox.settled();
  };
  const collectionsOf = (orderId: string) =>
    world().shop.query(
      "SELECT payment_collection_id FROM order_payment_collection WHERE order_id = $1 AND deleted_at IS NULL",
      [orderId],
    );
  const paidOf = async (orderId: string) => {
    const { body } = await world().customers.admin(
      "GET",
      `/admin/orders/${orderId}?fields=payment_status,summary.*`,
    );
    const { paid_total, pending_difference } = body.order.summary;
    return { status: body.order.payment_status, paid: paid_total, pending: pending_difference };
  };
  const placed = async () => {
    const { customers } = world();
    const cart = await customers.cart();
    const checkout = await customers.checkout(cart);
    const { body } = await customers.complete(cart);
    return { cart, checkout, orderId: String(body.order.id) };
  };
  const drafted = async () => {
    const { customers, shop } = world();
    const address = { first_name: "Ada", last_name: "Byron", address_1: "Street 1", city: "Berlin" };
    const { body } = await customers.admin("GET", "/admin/sales-channels");
    const channels: { id: string; name: string }[] = body.sales_channels;
    const made = await customers.admin("POST", "/admin/draft-orders", {
      sales_channel_id: channels.find(({ name }) => name === "Web")?.id,
      email: "ada@shop.test",
      region_id: shop.seed.regionId,
      items: [{ variant_id: shop.seed.shirt, quantity: 2 }],
      shipping_address: { ...address, postal_code: "10115", country_code: "de" },
    });
    expect(made.body).toMatchObject({ draft_order: { status: "draft" } });
    return String(made.body.draft_order.id);
  };

  test("an order that was made in the admin is paid by its link: over, in parts, and to the receipt", async () => {
    const { customers, shop } = world();
    const orderId = await drafted();
    expect(await linkOf(orderId)).toBeNull();
    expect((await customers.admin("POST", `/admin/draft-orders/${orderId}/convert-to-order`)).status).toBe(
      200,
    );
    const { url, amount } = await owed(orderId);
    const before = shop.sandbox.orders().length;
    for (const _ of [1, 2]) {
      const shown = await open(url);
      expect([shown.status, (await shown.text()).includes("$21.10")]).toEqual([200, true]);
    }
    expect([amount, shop.sandbox.orders().length, await collectionsOf(orderId)]).toEqual([
      "21.1",
      before,
      [],
    ]);

    const pressed = await Promise.all([press(url), press(url)]);
    const [{ paymentId: first, page }] = pressed;
    expect(pressed.map(({ paymentId }) => paymentId)).toEqual([first, first]);
    expect(await collectionsOf(orderId)).toHaveLength(1);
    await send(first, "10");
    const [collection] = await collectionsOf(orderId);
    await passDeadline(world(), { collectionId: String(collection?.["payment_collection_id"]) });
    // CoinCoin's word on the part comes with its own deadline.
    await shop.sandbox.expire(first);
    await shop.sandbox.settled();
    // The payment page leads back to the link, which asks for the rest.
    await eventually(async () => expect(await (await fetch(page)).text()).toContain("/pay-order/"));
    expect(await (await open(url)).text()).toContain("$11.10");
    const { paymentId: second } = await press(url);
    expect(second).not.toBe(first);
    await send(second, "11.1");
    await eventually(async () =>
      expect(await paidOf(orderId)).toEqual({ status: "captured", paid: 21.1, pending: 0 }),
    );
    for (const method of ["GET", "POST"]) {
      const receipt = await open(url, method);
      expect([method, receipt.status]).toEqual([method, 303]);
      expect(await (await fetch(receipt.headers.get("location") ?? "")).text()).toContain("Paid on");
    }
    expect(await linkOf(orderId)).toBeNull();
  });

  test("what an edit adds to a paid order is paid by its link", async () => {
    const { cart, checkout, orderId } = await placed();
    await pay(world(), checkout, 26.1);
    await expectOutcome(world().shop, cart, { captures: [26.1] });
    expect(await linkOf(orderId)).toBeNull();
    await editOrder(world(), orderId, 1);
    const { url, amount } = await owed(orderId);
    expect(amount).toBe("10.55");
    const { paymentId } = await press(url);
    await send(paymentId, "10.55");
    await eventually(async () => expect(await paidOf(orderId)).toMatchObject({ paid: 36.65, pending: 0 }));
    expect((await open(url)).status).toBe(303);
  });

  test("a link is good for its own order, whole and in its time, and not once the order is cancelled", async () => {
    const { customers } = world();
    const { orderId } = await placed();
    const other = await placed();
    const { url } = await owed(orderId);
    const wrong = [url.slice(0, -1), url.replace(orderId, other.orderId), url.replace(/until=./, "until=9")];
    for (const each of [...wrong, url.split("?")[0] ?? ""]) {
      for (const method of ["GET", "POST"]) {
        const answer = await open(each, method);
        expect([each, method, answer.status]).toEqual([each, method, 404]);
        expect(await answer.text()).toContain("This order cannot be shown");
      }
    }
    expect((await customers.admin("POST", `/admin/orders/${orderId}/cancel`, {})).status).toBe(200);
    for (const method of ["GET", "POST"]) expect((await open(url, method)).status).toBe(410);
  });
}
