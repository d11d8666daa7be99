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
  if (plan.impatient) world.task(() => ask(world, plan, plan.price, plan.paymentId));
  let order = await ask(world, plan, plan.price, plan.paymentId);
  if (order === undefined) return;
  if (plan.forged < world.faults.knobs.forged)
    world.task(() => forge(world, order?.paymentId ?? "", order?.address ?? ""));
  if (plan.newPrice !== undefined) {
    await world.sleep(MINUTE);
    order = (await ask(world, plan, plan.newPrice, undefined)) ?? order;
  }
  await payAll(world, order, plan.payments);
  if (plan.again === "no") return;
  await world.sleep(order.expiresInHours * HOUR + 40 * MINUTE);
  const next = await ask(world, plan, plan.newPrice ?? plan.price, undefined);
  if (next === undefined || plan.again === "leaves") return;
  const share = plan.again === "pays" ? 1 : 0.6;
  await payAll(world, next, [{ afterMs: 5 * MINUTE, share, wrongCoin: false }]);
}

/** Clicks until there is an address, or there will be none. */
async function ask(
  world: World,
  { reference, hours }: Plan,
  price: string,
  paymentId: string | undefined,
): Promise<IssuedOrder | undefined> {
  for (let click = 0; click < CLICKS; click++) {
    const process = world.shops.any(reference);
    if (process === undefined) {
      await world.sleep(2 * MINUTE);
      continue;
    }
    try {
      const id = click < 2 ? paymentId : undefined;
      const request = {
        reference,
        price,
        expiresInHours: hours,
        ...(id === undefined ? {} : { paymentId: id }),
      };
      const order = await process.coincoin.createOrder(request);
      if (!process.owner.alive) continue;
      world.log(`${reference}: is shown ${order.paymentId}, ${order.amountDue} ${order.coin}`);
      return order;
    } catch (error) {
      world.log(`${reference}: no address (${isCoinCoinError(error) ? error.code : "the shop is gone"})`);
      if (isCoinCoinError(error, "already_paid")) return undefined;
    }
    await world.sleep(2 * MINUTE);
  }
  return undefined;
}

async function payAll(world: World, order: IssuedOrder, payments: readonly PlannedPayment[]): Promise<void> {
  const amounts = split(
    units(order.amountDue),
    payments.map(({ share }) => share),
  );
  for (const [index, { afterMs, wrongCoin }] of payments.entries()) {
    await world.sleep(afterMs);
    const amount = amounts[index];
    if (amount === undefined) continue;
    const coin = wrongCoin ? "eth" : undefined;
    world.log(`${order.reference}: pays ${text(amount)} ${coin ?? order.coin} to ${order.paymentId}`);
    world.gateway.engine.pay(order.paymentId, {
      amount: text(amount),
      ...(coin === undefined ? {} : { coin }),
    });
    world.gateway.pump();
  }
}
