import { tron } from "@coincoin/chain";
import { type ChainOptions, type IssuedOrder, isIssued } from "@coincoin/core";
import { createSandbox, type Sandbox } from "@coincoin/sandbox";
import { onTestFinished } from "vitest";
import { openShop, type Shop } from "../readings/shop.ts";

/** Of a look, in minutes. */
const TICK = 1 / 6;

export interface ChainShop extends Shop {
  order(reference: string, price?: string): Promise<IssuedOrder>;
  read(paymentId: string): Promise<IssuedOrder>;
  /** So many minutes pass, with a look after each step of some; by default a tick of Tron. */
  pass(minutes: number, step?: number): Promise<void>;
  /** Kinds of what is open. */
  items(): Promise<string[]>;
  types(): string[];
}

/** A shop that reads the chain of its sandbox through both of its providers. */
export async function chainShop(options: Partial<ChainOptions> = {}): Promise<ChainShop> {
  // A reader is made before the sandbox that it reads: a chain of its own would be another one.
  const opened: { sandbox?: Sandbox } = {};
  const probe = await createSandbox();
  onTestFinished(() => probe.close());
  const environment = {
    now: () => opened.sandbox?.now() ?? Date.now(),
    fetch: (input: string | URL | Request, init?: RequestInit) =>
      fetch(
        String(input instanceof Request ? input.url : input).replace(
          probe.url,
          opened.sandbox?.url ?? probe.url,
        ),
        init,
      ),
  };
  const urls = (["first", "second"] as const).map((name) => ({ url: probe.chainUrl("tron", name), name }));
  const chain = { networks: [tron({ urls, environment })], ...options };
  const shop = await openShop({}, { chain });
  opened.sandbox = shop.sandbox;
  const { coincoin, clock } = shop;
  return {
    ...shop,
    order: (reference, price = "100") => coincoin.createOrder({ reference, price }),
    async read(paymentId) {
      const order = await coincoin.getOrder(paymentId);
      if (order === undefined || !isIssued(order)) throw new TypeError(`${paymentId} is not issued`);
      return order;
    },
    async pass(minutes, step = TICK) {
      for (let passed = 0; passed < minutes; passed += step) {
        clock.advance({ minutes: step });
        await shop.settle();
      }
    },
    async items() {
      const { items } = await coincoin.attention.list({ open: true });
      return items.map(({ kind }) => kind).sort();
    },
    types: () => shop.events.map(({ type }) => type),
  };
}
