import type { Ground } from "./ground.ts";
import type { Shops } from "./shops.ts";

/** The world of one run: shops, gateway, network, customers, an operator, and whoever watches that nothing is lost. */
export interface World extends Ground {
  readonly shops: Shops;
}
