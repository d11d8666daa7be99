import { NEW_KEY, OLD_KEY } from "./keys.ts";
import { operate, passAll, prune } from "./operator.ts";
import type { World } from "./world.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** What happens to the shop as a whole: outages, an operator's work, restarts in good order. */
export async function everyTenMinutes(world: World): Promise<void> {
  const { choices, faults, shops } = world;
  while (!faults.over) {
    await world.sleep(10 * MINUTE);
    if (faults.chance("outage", faults.knobs.storeOutage))
      takeStoreDown(world, choices.between("minutes of outage", 1, 20));
    if (faults.chance("long outage", faults.knobs.longOutage))
      takeStoreDown(world, choices.between("minutes of long outage", 60, 120));
    if (faults.chance("operator", faults.knobs.operator)) world.task(() => operate(world));
    if (faults.chance("prune", faults.knobs.prune)) world.task(() => prune(world));
    if (faults.chance("restart", faults.knobs.restart))
      world.task(() => shops.restart(choices.pick("which is restarted", shops.count)));
  }
}

function takeStoreDown(world: World, minutes: number): void {
  const { faults, scheduler } = world;
  faults.storeDownUntil = Math.max(faults.storeDownUntil, scheduler.now + minutes * MINUTE);
  world.log(`the store is out of order for ${minutes} minutes`);
}

/** A cron asks for background work, now soon after the last time and now long after it. */
export async function cron(world: World): Promise<void> {
  for (;;) {
    await world.sleep(world.choices.between("minutes to the cron", 1, 20) * MINUTE);
    passAll(world);
  }
}

/** The new key is made, shops learn it, the webhook's URL is pasted anew, the old key is retired. */
export async function rotateKeys(world: World): Promise<void> {
  const { keys } = world;
  await world.sleep(HOUR);
  keys.gateway = [NEW_KEY, OLD_KEY];
  keys.shop = [NEW_KEY, OLD_KEY];
  world.log("operator: gives shops the new key beside the old one");
  await restartAll(world);
  await world.sleep(30 * MINUTE);
  world.log("operator: pastes the new webhook URL");
  keys.webhook = NEW_KEY;
  await world.sleep(HOUR);
  world.log("operator: retires the old key");
  keys.gateway = [NEW_KEY];
  keys.shop = [NEW_KEY];
  await restartAll(world);
}

async function restartAll({ shops }: World): Promise<void> {
  for (let number = 0; number < shops.count; number++) await shops.restart(number);
}
