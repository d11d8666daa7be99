import { type Balancer, startBalancer } from "./balancer.ts";
import { between, type Random } from "./random.ts";
import { Shop } from "./shop.ts";
import type { ShopSettings } from "./shop-protocol.ts";

/** All processes of the shop behind one port, and one clock for them. */
export class Fleet {
  readonly #balancer: Balancer;
  readonly #shops: readonly Shop[];
  /** Of each process: one accident after the other. Several processes may be down at a time. */
  readonly #lanes = new Map<Shop, Promise<void>>();
  kills = 0;
  aheadMs = 0;

  private constructor(balancer: Balancer, shops: readonly Shop[]) {
    this.#balancer = balancer;
    this.#shops = shops;
  }

  static async open(
    count: number,
    settings: Omit<ShopSettings, "aheadMs" | "publicUrl">,
    log: string,
  ): Promise<Fleet> {
    const shops: Shop[] = [];
    const balancer = await startBalancer(() => shops.flatMap((shop) => shop.port ?? []));
    const fleet = new Fleet(balancer, shops);
    const publicUrl = `${balancer.url}/coincoin`;
    for (let index = 0; index < count; index++) {
      shops.push(new Shop(() => ({ ...settings, publicUrl, aheadMs: fleet.aheadMs }), log));
    }
    return fleet;
  }

  get url(): string {
    return this.#balancer.url;
  }

  /** Resolves with the address for webhooks. */
  async start(): Promise<string> {
    const [webhookUrl = ""] = await Promise.all(this.#shops.map((shop) => shop.start()));
    return webhookUrl;
  }

  /** Kills one at a moment of chance and starts it again. */
  async killOne(random: Random): Promise<void> {
    const shop = this.#shops[between(random, 0, this.#shops.length - 1)];
    if (shop === undefined) return;
    const afterMs = between(random, 0, 150);
    const next = (this.#lanes.get(shop) ?? Promise.resolve()).then(async () => {
      await pause(afterMs);
      await shop.kill();
      this.kills += 1;
      await shop.start();
    });
    this.#lanes.set(shop, next);
    await next;
  }

  /** Puts all clocks forward. One that is being started takes the new time by itself. */
  async setClock(aheadMs: number): Promise<void> {
    this.aheadMs = aheadMs;
    await Promise.all(this.#shops.map((shop) => shop.setClock().catch(() => {})));
  }

  /** Resolves when at least one takes requests. */
  async up(): Promise<void> {
    while (this.#shops.every((shop) => shop.port === undefined)) await pause(20);
  }

  /** Resolves when no kill is under way and all are up. */
  async whole(): Promise<void> {
    await Promise.all(this.#lanes.values());
  }

  /** What ended although nobody had ended it. */
  deaths(): string[] {
    return this.#shops.flatMap((shop) => shop.died ?? []);
  }

  async stop(): Promise<void> {
    await Promise.all(this.#shops.map((shop) => shop.stop()));
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.#lanes.values());
    await Promise.all(this.#shops.map((shop) => shop.kill()));
    await this.#balancer.close();
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
