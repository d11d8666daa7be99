import { type IssuedOrder, isCoinCoinError } from "@coincoin/core";
import { split, text, units } from "./decimal.ts";
import { forge } from "./network.ts";
import type { Plan, PlannedPayment } from "./plan.ts";
import type { World } from "./world.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const CLICKS = 4;

/** One customer, from the cart to the last payment. */
export async function buy(world: World, plan: Plan): Promise<void> {
  await world.sleep(plan.startMs);
  const customer = new Customer(world, plan);
  if (plan.impatient) world.task(() => customer.ask());
  const order = await customer.ask();
  if (order === undefined) return;
  if (plan.forged < world.faults.knobs.forged) world.task(() => forge(world, order.paymentId, order.address));
  await Promise.all([customer.changeCart(), customer.pay(plan.payments)]);
  if (plan.again === "no") return;
  await world.sleep(order.expiresInHours * HOUR + 40 * MINUTE);
  const next = await customer.ask();
  if (next === undefined || plan.again === "leaves") return;
  const share = plan.again === "pays" ? 1 : 0.6;
  await customer.pay([{ afterMs: 5 * MINUTE, share, wrongCoin: false, back: 0 }]);
}

class Customer {
  readonly #world: World;
  readonly #plan: Plan;
  /** The addresses that were shown, each once, the newest last. */
  #shown: readonly IssuedOrder[] = [];
  #price: string;

  constructor(world: World, plan: Plan) {
    this.#world = world;
    this.#plan = plan;
    this.#price = plan.price;
    world.asks.cart(plan.reference, plan.price);
  }

  /** The cart shrinks and grows, and each time the customer goes to pay again. */
  async changeCart(): Promise<void> {
    for (const { afterMs, price } of this.#plan.changes) {
      await this.#world.sleep(afterMs);
      this.#world.log(`${this.#plan.reference}: costs ${price}`);
      this.#price = price;
      this.#world.asks.cart(this.#plan.reference, price);
      await this.ask();
    }
  }

  /** Clicks until there is an address, or there will be none. */
  async ask(): Promise<IssuedOrder | undefined> {
    const world = this.#world;
    const { reference } = this.#plan;
    for (let click = 0; click < CLICKS; click++) {
      const process = world.shops.any(reference);
      if (process === undefined) {
        await world.sleep(2 * MINUTE);
        continue;
      }
      const ended = world.asks.begin(reference, this.#price);
      try {
        const order = await process.coincoin.createOrder(this.#request(click));
        ended(process.owner.alive);
        if (!process.owner.alive) continue;
        this.#show(order);
        return order;
      } catch (error) {
        ended(false);
        world.log(`${reference}: no address (${isCoinCoinError(error) ? error.code : "the shop is gone"})`);
        if (isCoinCoinError(error, "already_paid")) return undefined;
      }
      await world.sleep(2 * MINUTE);
    }
    return undefined;
  }

  /** A shop with ids of its own has one for each price, and comes back to it with the price; in trouble it lets core choose. */
  #request(click: number) {
    const { reference, hours, ownIds, price: first } = this.#plan;
    const price = this.#price;
    const isFirst = Number(price) === Number(first);
    const id = isFirst ? ownIds : ownIds?.replace(/_(.)$/, `_${Math.round(Number(price) * 100)}_$1`);
    const paymentId = id === undefined || click >= 2 ? {} : { paymentId: id };
    return { reference, price, expiresInHours: hours, ...paymentId };
  }

  #show(order: IssuedOrder): void {
    this.#world.log(
      `${order.reference}: is shown ${order.paymentId}, ${order.amountDue} ${order.coin} for ${order.askedPrice}`,
    );
    this.#shown = [...this.#shown.filter(({ paymentId }) => paymentId !== order.paymentId), order];
    this.#world.oracle.shown.push(order);
  }

  async pay(payments: readonly PlannedPayment[]): Promise<void> {
    const shares = payments.map(({ share }) => share);
    for (const [index, { afterMs, wrongCoin, back }] of payments.entries()) {
      await this.#world.sleep(afterMs);
      const order = this.#shown.at(-1 - Math.min(back, this.#shown.length - 1));
      const amount = order === undefined ? undefined : split(units(order.amountDue), shares)[index];
      if (order !== undefined && amount !== undefined)
        this.#send(order, amount, wrongCoin ? "eth" : undefined);
    }
  }

  #send(order: IssuedOrder, amount: bigint, coin: "eth" | undefined): void {
    const { gateway } = this.#world;
    this.#world.log(`${order.reference}: pays ${text(amount)} ${coin ?? order.coin} to ${order.paymentId}`);
    gateway.engine.pay(order.paymentId, {
      amount: text(amount),
      ...(coin === undefined ? {} : { coin }),
    });
    gateway.pump();
  }
}
