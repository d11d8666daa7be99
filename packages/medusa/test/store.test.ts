import { afterAll, beforeAll, describe } from "vitest";
import { amountJourneys } from "./journeys/amounts.ts";
import { bootJourneys } from "./journeys/boot.ts";
import { changeJourneys } from "./journeys/changes.ts";
import { moneyJourneys } from "./journeys/money.ts";
import { payLinkJourneys } from "./journeys/pay-links.ts";
import { placingJourneys } from "./journeys/placing.ts";
import { surfaceJourneys } from "./journeys/surface.ts";
import { troubleJourneys } from "./journeys/trouble.ts";
import type { World } from "./journeys/world.ts";
import { Customers } from "./store/customer.ts";
import { openShop } from "./store/shop.ts";

let opened: World | undefined;

beforeAll(async () => {
  // A request to CoinCoin that hangs is tried again after this.
  const shop = await openShop({ coincoin: { gateway: { tryTimeoutMs: 4_000 } } });
  opened = { shop, customers: new Customers(shop) };
}, 600_000);

afterAll(() => opened?.shop.close());

function world(): World {
  if (opened === undefined) throw new Error("the store did not open");
  return opened;
}

describe("from paid to placed", () => {
  placingJourneys(world);
});
describe("amounts", () => {
  amountJourneys(world);
});
describe("carts that change", () => {
  changeJourneys(world);
});
describe("money that goes back, and orders that change", () => {
  moneyJourneys(world);
});
describe("pay links", () => {
  payLinkJourneys(world);
});
describe("trouble", () => {
  troubleJourneys(world);
});
describe("what others see", () => {
  surfaceJourneys(world);
});
describe("boot", () => {
  bootJourneys(world);
});
