import type { Runner } from "../runner.ts";
import { arrival } from "./arrival.ts";
import { authentication } from "./authentication.ts";
import { type AdapterFactory, suiteOf } from "./bench.ts";
import { events } from "./events.ts";
import { lost } from "./lost.ts";
import { orders } from "./orders.ts";
import { payLinks } from "./pay-links.ts";
import { transport } from "./transport.ts";
import { views } from "./views.ts";
import { webhooks } from "./webhooks.ts";

export type { AdapterFactory, AdapterSetup, MountedAdapter } from "./bench.ts";

/**
 * What every adapter passes, over real sockets: the same bytes in, the same statuses, bodies and headers out, whatever
 * framework is in between.
 */
export function adapterSuite(runner: Runner, factory: AdapterFactory): void {
  const suite = suiteOf(runner, factory);
  runner.describe(factory.name, () => {
    for (const group of [webhooks, authentication, arrival, lost, transport, views, payLinks, orders, events])
      group(suite);
  });
}
