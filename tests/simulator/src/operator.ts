import { isCoinCoinError } from "@coincoin/core";
import type { ShopProcess } from "./process.ts";
import type { World } from "./world.ts";

const HOUR = 3_600_000;

/** A person looks at the attention list, and sometimes does the right thing. */
export async function operate(world: World): Promise<void> {
  const process = world.shops.any("the operator");
  if (process === undefined) return;
  try {
    const { items } = await process.coincoin.attention.list({ limit: 50 });
    const item = items[world.faults.choices.pick("the operator's item", items.length)];
    if (item === undefined) return;
    if (item.kind === "dead_letter") {
      world.log(`operator: retries ${item.details["eventId"]}`);
      await process.coincoin.deadLetters.retry(item.details["eventId"] ?? "");
    } else if (item.paymentId !== null && world.faults.choices.chance("the operator reconciles", 0.7)) {
      await reconcile(world, process, item.paymentId);
    } else {
      world.log(`operator: closes ${item.kind} of ${item.paymentId ?? item.reference}`);
      await process.coincoin.attention.resolve(item.id, "Looked at.", { by: "operator" });
    }
  } catch (error) {
    expected(world, error);
  }
}

/** Enters what the gateway's own site says, to the letter. */
async function reconcile(world: World, process: ShopProcess, paymentId: string): Promise<void> {
  const truth = world.gateway.engine.order(paymentId);
  if (truth === undefined) return;
  const states = world.faults.knobs.responseTable
    ? { receiving: 0, settling: 1, completed: 2, invalid: -1 }
    : { receiving: 0, settling: 2, completed: 1, invalid: -1 };
  const entered = Object.entries(truth.collected).map(([coin, amount]) => `"${coin}":${amount}`);
  world.log(`operator: reconciles ${paymentId} as ${truth.status} with ${entered.join(" ")}`);
  world.oracle.arriving(
    `{"payment":{"payment_id":"${paymentId}"},"collected":{${entered.join(",")}},"state":${states[truth.status]}}`,
  );
  await process.coincoin.reconcile(paymentId, {
    collected: truth.collected,
    state: truth.status,
    by: "operator",
  });
}

/** One pass of background work at each shop, as a cron asks for it. */
export function passAll(world: World): void {
  for (const process of world.shops.serving) {
    world.task(async () => {
      try {
        await process.coincoin.deliverDue();
      } catch (error) {
        // The store's or the disk's: the next pass tries again.
        world.log(`${process.owner.name}: a pass ends with ${String(error)}`);
      }
    });
  }
}

export async function prune(world: World): Promise<void> {
  const process = world.shops.any("the operator");
  if (process === undefined) return;
  try {
    const olderThan = new Date(
      world.scheduler.now - HOUR - HOUR * world.faults.choices.pick("how much is pruned", 2),
    );
    world.log(`operator: prunes what is older than ${olderThan.toISOString()}`);
    await process.coincoin.prune({ olderThan });
  } catch (error) {
    expected(world, error);
  }
}

/** A store that refuses, a process that dies, somebody who was faster: that is life. Anything else is not. */
function expected(world: World, error: unknown): void {
  const isExpected = isCoinCoinError(error) || (error instanceof Error && error.name === "Crash");
  if (!isExpected) world.broke("an operator's call", error);
}
