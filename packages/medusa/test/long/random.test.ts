import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { editOrder, expectQuiet, pay, record, type World } from "../journeys/world.ts";
import { type Cart, type Checkout, Customers } from "../store/customer.ts";
import { eventually, openShop } from "../store/shop.ts";

let opened: World | undefined;

beforeAll(async () => {
  const shop = await openShop();
  opened = { shop, customers: new Customers(shop) };
}, 300_000);

afterAll(() => opened?.shop.close());

function world(): World {
  if (opened === undefined) throw new Error("the store did not open");
  return opened;
}

/** One cart and all that was done with it so far. */
interface Story {
  readonly cart: Cart;
  readonly checkouts: Checkout[];
  orderId: string | undefined;
  records: number;
}

const step = fc.oneof(
  fc.record({ do: fc.constantFrom("ask", "complete", "confirm", "cancel", "refund") }),
  fc.record({
    do: fc.constant("pay"),
    which: fc.nat(3),
    amount: fc.constantFrom("5", "10", "15.55", "26.1"),
  }),
  fc.record({ do: fc.constant("record"), amount: fc.constantFrom(5, 10, 15.55, 26.1) }),
  fc.record({ do: fc.constant("edit"), quantity: fc.constantFrom(1, 2, 3) }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** SEED=7 STORIES=100 for others, and more of them. */
const { SEED = "13", STORIES = "20" } = process.env;
const stories = fc.sample(fc.array(step, { minLength: 4, maxLength: 10 }), {
  seed: Number(SEED),
  numRuns: Number(STORIES),
});

// The model's property, on a real store: what the model says of Medusa has to be so.
test.for(stories.map((steps, index) => [index + 1, steps] as const))(
  "story %i ships for money that is held, and what is held beyond what is booked is a row",
  { timeout: 240_000 },
  async ([number, steps]) => {
    const { customers } = world();
    const cart = await customers.cart();
    const first = await customers.checkout(cart);
    const story: Story = { cart, checkouts: [first], orderId: undefined, records: 0 };
    for (const one of steps) {
      story.orderId = await orderIdOf(cart);
      await act(story, one, number);
    }
    await expectQuiet(world());
    await eventually(async () => {
      const { held, booked, rows, status, pending } = await readBooks(story);
      const told = JSON.stringify({ steps, held, booked, rows, status, pending });
      if (booked > Math.max(held, 0) + 0.001) expect(rows, told).toContain("refund_unbooked");
      const isWaiting = status === null || (status !== "canceled" && pending > 0.001);
      if (held > booked + 0.001 && !isWaiting) expect(rows.length, told).toBeGreaterThan(0);
      if (status === "canceled" && held > 0.001) expect(rows, told).toContain("order_canceled");
    });
  },
);

async function act(story: Story, one: Step, number: number): Promise<void> {
  const { customers, shop } = world();
  const last = story.checkouts.at(-1) ?? expect.fail();
  const { collectionId } = last;
  switch (one.do) {
    case "ask": {
      // Refused where nothing can be asked for, as of a cart that is completed.
      const reply = await customers.askSession(collectionId);
      const session = reply.body?.payment_collection?.payment_sessions?.[0];
      if (typeof session?.data?.amount_due !== "string") return;
      const { id: sessionId, amount, data } = session;
      story.checkouts.push({ collectionId, sessionId, amount, data, paymentId: data.payment_id });
      return;
    }
    case "complete":
      await customers.complete(story.cart);
      return;
    case "confirm":
      for (const { paymentId } of story.checkouts)
        await shop.sandbox.settle(paymentId).catch(() => undefined);
      await shop.sandbox.settled();
      return;
    case "cancel":
      if (story.orderId !== undefined)
        await customers.admin("POST", `/admin/orders/${story.orderId}/cancel`, {});
      return;
    case "refund": {
      const payments = await shop.query("SELECT id FROM payment WHERE payment_collection_id = $1", [
        collectionId,
      ]);
      for (const { id } of payments)
        await customers.admin("POST", `/admin/payments/${String(id)}/refund`, { amount: 10 });
      return;
    }
    case "pay":
    case "record":
    case "edit":
      await actOnMoney(story, one, number);
  }
}

async function actOnMoney(story: Story, one: Step, number: number): Promise<void> {
  const last = story.checkouts.at(-1) ?? expect.fail();
  if ("which" in one) {
    await pay(world(), story.checkouts[one.which % story.checkouts.length] ?? last, one.amount);
  } else if ("quantity" in one) {
    await edit(story, one.quantity);
  } else if ("amount" in one) {
    await record(world(), last, one.amount, `0xstory-${number}-${story.records}`);
    story.records += 1;
  }
}

/** The cart while it is one, and the order afterwards. */
async function edit({ cart, orderId }: Story, quantity: number): Promise<void> {
  const { customers } = world();
  if (orderId === undefined) {
    // The store may have placed it meanwhile.
    await customers.changeQuantity(cart, quantity).catch(() => undefined);
    return;
  }
  const { body } = await customers.admin("GET", `/admin/orders/${orderId}`);
  const before = Number(body.order.items[0].quantity);
  if (body.order.status !== "canceled" && before !== quantity)
    await editOrder(world(), orderId, quantity - before);
}

/** The customer's, or the one that the store placed without them. */
async function orderIdOf({ id }: Cart): Promise<string | undefined> {
  const [row] = await world().shop.query("SELECT order_id FROM order_cart WHERE cart_id = $1", [id]);
  return row === undefined ? undefined : String(row["order_id"]);
}

async function readBooks({ cart, checkouts }: Story) {
  const { shop } = world();
  const collectionId = checkouts[0]?.collectionId ?? "";
  const number = async (text: string) => Number((await shop.query(text, [collectionId]))[0]?.["n"] ?? 0);
  const confirmed = await number(
    `SELECT sum((a->'confirmed'->>'usdt')::numeric) AS n FROM coincoin.coincoin_purchases p,
       json_array_elements(p.data::json->'attempts') a WHERE split_part(p.reference, '.', 1) = $1`,
  );
  const sentBack = await number(
    "SELECT sum(amount) AS n FROM coincoin.medusa_refunds WHERE collection_id = $1 AND withdrawn_at IS NULL",
  );
  const booksOf = (table: string) =>
    number(
      `SELECT sum(b.amount) AS n FROM ${table} b JOIN payment p ON p.id = b.payment_id
       WHERE p.payment_collection_id = $1 AND b.deleted_at IS NULL`,
    );
  const rows = await shop.query(
    `SELECT coalesce(data::json->'details'->>'code', kind) AS code FROM coincoin.coincoin_attention
     WHERE split_part(reference, '.', 1) = $1 AND open`,
    [collectionId],
  );
  const [order] = await shop.query(
    `SELECT o.status, (s.totals->>'pending_difference')::float AS pending FROM order_cart c JOIN "order" o ON o.id = c.order_id
     LEFT JOIN order_summary s ON s.order_id = o.id AND s.version = o.version AND s.deleted_at IS NULL WHERE c.cart_id = $1`,
    [cart.id],
  );
  return {
    held: confirmed - sentBack,
    booked: (await booksOf("capture")) - (await booksOf("refund")),
    rows: rows.map((row) => String(row["code"])),
    status: order === undefined ? null : String(order["status"]),
    pending: Number(order?.["pending"] ?? 0),
  };
}
