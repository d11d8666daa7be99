import { describe, expect, it } from "vitest";
import type { IssuedOrder, Purchase } from "../../src/domain/order.ts";
import { publicView } from "../../src/domain/view.ts";
import { asked, CLOSE, DEADLINE, dec, issued, START, terms } from "./fixtures.ts";
import { Story } from "./story.ts";

const ID = "payment_1";
const SECOND = "payment_2";
const JUST_BEFORE = "2026-01-01T11:59:59.999Z";
const ADDRESS = "0x52908400098527886E0F7030069857D2E4169EE7";
const story = () => new Story(issued(undefined, ID));

function seen(told: Story, paymentId = ID, now = START) {
  return publicView(told.order(paymentId), now, null, told.purchase);
}

/** On a network whose wallets read links. */
function ether(order: IssuedOrder): IssuedOrder {
  return { ...order, network: "ethereum", address: ADDRESS };
}

describe("what a customer sees", () => {
  it("of an order without terms, names no address, no coin and no amount", () => {
    const { order } = asked(undefined, terms());
    expect(publicView(order, CLOSE, "https://shop/pay")).toStrictEqual({
      paymentId: ID,
      status: "pending",
      paid: false,
      late: false,
      coverage: "none",
      received: "0",
      otherCoins: {},
      address: null,
      network: null,
      coin: null,
      amountDue: null,
      remaining: null,
      expiresAt: null,
      paymentUri: null,
      waitingFor: null,
      seen: null,
      createdAt: START,
      checkoutUrl: "https://shop/pay",
      display: null,
      wholePrice: true,
      receipt: null,
      now: CLOSE,
    });
  });

  it("of an order that receives, is everything to pay the rest with, and nothing of the merchant's", () => {
    const told = story();
    told.tell(ID, 0, { usdt: "40", trx: "3" });
    expect(publicView(ether(told.order(ID)), START, null)).toStrictEqual({
      paymentId: ID,
      status: "receiving",
      paid: false,
      late: false,
      coverage: "partial",
      received: "40",
      otherCoins: { trx: "3" },
      address: ADDRESS,
      network: "ethereum",
      coin: "usdt",
      amountDue: "100",
      remaining: "60",
      expiresAt: DEADLINE,
      paymentUri: expect.stringMatching(/^ethereum:.*uint256=60000000$/),
      waitingFor: null,
      seen: null,
      createdAt: START,
      checkoutUrl: null,
      display: null,
      wholePrice: true,
      receipt: null,
      now: START,
    });
  });

  it.each([0, 1, 2])("takes an address away at the deadline that was shown, under code %i too", (state) => {
    const told = story();
    told.tell(ID, state, { usdt: "40" });
    expect(seen(told, ID, JUST_BEFORE)).toMatchObject({
      status: "receiving",
      address: "address-of-payment_1",
    });
    for (const now of [DEADLINE, CLOSE]) {
      expect(seen(told, ID, now)).toMatchObject({ status: "expired", address: null, paymentUri: null });
    }
    // Also where this machine's clock has been set back since.
    told.sweep(CLOSE);
    expect(seen(told, ID, START)).toMatchObject({ status: "expired", address: null });
  });

  it("gives no link to pay with once the amount came, or the order is over", () => {
    const told = story();
    expect(publicView(ether(told.order(ID)), DEADLINE, null).paymentUri).toBeNull();
    told.tell(ID, 0, { usdt: "100" });
    const full = publicView(ether(told.order(ID)), START, null);
    expect(full).toMatchObject({ status: "receiving", address: ADDRESS, remaining: "0", paymentUri: null });
    const tolerant = new Story(issued(undefined, ID, { tolerance: "0.01" }));
    tolerant.tell(ID, 0, { usdt: "99" });
    expect(publicView(ether(tolerant.order(ID)), START, null)).toMatchObject({
      coverage: "full",
      remaining: "1",
      paymentUri: null,
    });
  });

  it("keeps the address of what is covered, with the status that the gateway gave", () => {
    const told = story();
    told.tell(ID, 0, { usdt: "100" });
    expect(seen(told, ID, CLOSE)).toMatchObject({ status: "receiving", address: "address-of-payment_1" });
    told.tell(ID, 2, { usdt: "100" });
    expect(seen(told, ID, CLOSE)).toMatchObject({ status: "settling", paid: true, late: false });
    told.tell(ID, 1, { usdt: "100" });
    expect(seen(told, ID, CLOSE)).toMatchObject({ status: "completed", address: "address-of-payment_1" });
  });

  it("says that the money came late", () => {
    const told = story();
    told.tell(ID, 1, { usdt: "100" }, "2026-01-01T13:00:00.001Z");
    expect(seen(told)).toMatchObject({ paid: true, late: true });
  });

  it("is invalid where the gateway says so long before the deadline, and else expired", () => {
    const told = story();
    told.tell(ID, -1, {});
    expect(seen(told, ID, "2026-01-01T11:54:59.999Z")).toMatchObject({ status: "invalid", address: null });
    for (const now of ["2026-01-01T11:55:00.000Z", DEADLINE, CLOSE]) {
      expect(seen(told, ID, now)).toMatchObject({ status: "expired", address: null });
    }
    told.tell(ID, 0, { usdt: "1" });
    expect(seen(told)).toMatchObject({ status: "receiving" });
    const settled = story();
    settled.tell(ID, 2, {});
    settled.tell(ID, -1, {});
    expect(seen(settled)).toMatchObject({ status: "receiving" });
  });

  it("calls no excess what was counted toward the price", () => {
    const small = issued(undefined, ID, { price: "10", amountDue: "10" });
    const counted = new Story(issued(small, SECOND, { price: "100", amountDue: "100" }));
    counted.tell(ID, 0, { usdt: "100" });
    expect(seen(counted).coverage).toBe("over");
    counted.tell(ID, 1, { usdt: "100" });
    expect(counted.purchase.paid).not.toBeNull();
    expect(seen(counted).coverage).toBe("full");
    expect(publicView(counted.order(ID), START, null).coverage).toBe("over");
    counted.tell(ID, 1, { usdt: "110" });
    expect(seen(counted).coverage).toBe("over");
    expect(seen(counted, SECOND).coverage).toBe("none");
  });
});

it("a part is shown as a part where another address paid the rest", () => {
  const told = new Story(issued(undefined, ID));
  told.tell(ID, 2, { usdt: "40" });
  told.purchase = issued(told.purchase, SECOND, { amountDue: "60" });
  told.tell(SECOND, 2, { usdt: "60" });
  expect(seen(told)).toMatchObject({ paid: true, coverage: "partial" });
});

describe("what a customer waits for", () => {
  const rests = () => {
    const told = new Story(issued(undefined, ID));
    told.tell(ID, 0, { usdt: "40" });
    told.purchase = issued(told.purchase, SECOND, { amountDue: "60" });
    return told;
  };
  const waitingFor = (told: Story, id = SECOND) => seen(told, id).waitingFor;

  it("is the earlier part that is not confirmed, less what of it is", () => {
    const told = rests();
    expect(waitingFor(told)).toBeNull();
    told.tell(SECOND, 2, { usdt: "60" });
    expect(waitingFor(told)).toEqual({ amount: "40", coin: "usdt", until: DEADLINE });
    expect(waitingFor(told, ID)).toBeNull();
    told.tell(ID, 2, { usdt: "15" });
    expect(waitingFor(told)).toEqual({ amount: "25", coin: "usdt", until: DEADLINE });
    expect(publicView(told.order(SECOND), START, null).waitingFor).toBeNull();
    told.tell(ID, 2, { usdt: "40" });
    expect(told.purchase.paid).not.toBeNull();
    expect(waitingFor(told)).toBeNull();
  });

  it("is not the order's own confirmation", () => {
    const told = story();
    told.tell(ID, 0, { usdt: "100" });
    expect(waitingFor(told, ID)).toBeNull();
  });

  it("is nothing on the page of a part, nor once the reference is paid", () => {
    const told = rests();
    told.tell(SECOND, 0, { usdt: "60" });
    expect(waitingFor(told, ID)).toBeNull();
    for (const [id, amount] of [
      [ID, "40"],
      [SECOND, "60"],
    ] as const)
      told.tell(id, 2, { usdt: amount });
    expect(told.purchase.paid).not.toBeNull();
    told.tell(ID, 0, { usdt: "45" });
    expect(waitingFor(told)).toBeNull();
  });

  it("is nothing where what came is not enough, or is in another coin", () => {
    const told = rests();
    told.tell(SECOND, 2, { usdt: "59" });
    expect(waitingFor(told)).toBeNull();
    const dear = new Story(issued(issued(undefined, ID, { price: "50", amountDue: "50" }), SECOND));
    dear.tell(SECOND, 0, { usdt: "40" });
    dear.tell(ID, 2, { usdt: "50" });
    expect(waitingFor(dear, ID)).toBeNull();
    const other = new Story(issued(issued(undefined, ID), SECOND, { coin: "trx", amountDue: "400" }));
    other.tell(ID, 0, { usdt: "100" });
    other.tell(SECOND, 0, { trx: "400" });
    expect(waitingFor(other)).toBeNull();
  });

  it("is all parts together, until the latest of their deadlines", () => {
    const told = rests();
    const withDeadline = (purchase: Purchase, paymentId: string, expiresAt: string): Purchase => ({
      ...purchase,
      attempts: purchase.attempts.map((order) =>
        order.paymentId === paymentId ? { ...order, expiresAt } : order,
      ),
    });
    told.tell(SECOND, 0, { usdt: "20" });
    told.purchase = issued(told.purchase, "payment_3", { amountDue: "40" });
    told.tell("payment_3", 2, { usdt: "40" });
    for (const [first, second] of [
      [CLOSE, DEADLINE],
      [DEADLINE, CLOSE],
    ] as const) {
      const moved = withDeadline(withDeadline(told.purchase, ID, first), SECOND, second);
      expect(waitingFor(new Story(moved), "payment_3")).toEqual({ amount: "60", coin: "usdt", until: CLOSE });
    }
  });

  it("is not until the deadline of a part that is confirmed", () => {
    const told = rests();
    told.tell(ID, 2, { usdt: "40" });
    told.tell(SECOND, 0, { usdt: "20" });
    told.purchase = issued(told.purchase, "payment_3", { amountDue: "40" });
    told.tell("payment_3", 2, { usdt: "40" });
    const attempts = told.purchase.attempts.map((order) =>
      order.paymentId === ID ? { ...order, expiresAt: CLOSE } : order,
    );
    const moved = new Story({ ...told.purchase, attempts });
    expect(waitingFor(moved, "payment_3")).toEqual({ amount: "20", coin: "usdt", until: DEADLINE });
  });

  it("is counted exactly", () => {
    const told = rests();
    told.tell(ID, 0, { usdt: "40.10" });
    told.tell(SECOND, 2, { usdt: dec("60") });
    expect(waitingFor(told)?.amount).toBe("40.1");
  });
});
