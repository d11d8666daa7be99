import { tron } from "@coincoin/chain";
import { CoinCoin, isIssued, memoryStore, type PaidBy, silentLogger, webhookReply } from "@coincoin/core";
import { createEngine, type Engine, type ProviderFaults } from "@coincoin/sandbox";
import { randomStream } from "../random.ts";

const KEYS = { appId: "chain-app", secretKey: "chain-secret" };
const START = Date.parse("2030-01-01T00:00:00.000Z");
const TICK_MS = 10_000;
const MINUTE_MS = 60_000;
/** Money comes, and providers fail, for so long; then all is right for so long. */
const TROUBLE_MS = 60 * MINUTE_MS;
const CALM_MS = 30 * MINUTE_MS;
/** A provider that shows too little for longer than ten minutes loses money: it is not promised that it does not. */
const LONGEST_SILENCE_MS = 8 * MINUTE_MS;
const PRICE = "100";

type Random = () => number;

/**
 * One seed's world: two processes of a shop on one store, the gateway, a chain, and two providers that lag, show nothing, run behind,
 * refuse and die; the first of them invents money, too. Resolves with what was broken.
 */
export async function runChain(seed: number): Promise<string[]> {
  const world = new ChainWorld(seed);
  return world.run();
}

class ChainWorld {
  readonly #random: Random;
  readonly #engine: Engine;
  readonly #shops: readonly CoinCoin[];
  readonly #paid: PaidBy;
  readonly #shipped: string[] = [];
  #now = START;
  #faultsEndAt = START;

  constructor(seed: number) {
    this.#random = randomStream(seed, "chain");
    this.#paid = this.#one("gateway", "both", "either");
    this.#engine = createEngine({ ...KEYS, now: START, seed });
    const store = memoryStore();
    this.#shops = [1, 2].map(() => this.#shop(store));
  }

  async run(): Promise<string[]> {
    const orders: string[] = [];
    for (let passed = 0; passed < TROUBLE_MS + CALM_MS; passed += TICK_MS) {
      this.#now += TICK_MS;
      this.#engine.advanceTo(this.#now);
      const isTrouble = passed < TROUBLE_MS;
      if (isTrouble && orders.length < 8 && this.#chance(0.05)) orders.push(await this.#order(orders.length));
      if (isTrouble) for (const id of orders) if (this.#chance(0.01)) this.#pay(id);
      if (isTrouble && this.#chance(0.02))
        this.#engine.chains.reorg("tron", 1 + this.#below(12), this.#one("drop", "again"));
      this.#disturb(isTrouble);
      await this.#deliver(isTrouble);
      // Both at once: of all processes one looks.
      await Promise.all(this.#shops.map((shop) => shop.deliverDue()));
    }
    const broken = await this.#broken(orders);
    await Promise.all(this.#shops.map((shop) => shop.close()));
    return broken.map((each) => `${this.#paid}: ${each}`);
  }

  #shop(store: ReturnType<typeof memoryStore>): CoinCoin {
    const shop = new CoinCoin({
      ...KEYS,
      apiUrl: "https://gateway.test/v1",
      publicUrl: "https://shop.test/coincoin",
      store,
      spool: false,
      delivery: "manual",
      logger: silentLogger,
      environment: {
        now: () => this.#now,
        random: this.#random,
        fetch: async (...to) => this.#gateway(...to),
      },
      chain: { networks: [this.#reader(["first", "second"])], paid: this.#paid },
    });
    shop.on(["order.paid", "order.paid_late"], ({ paymentId }) => void this.#shipped.push(paymentId));
    return shop;
  }

  #reader(names: readonly ("first" | "second")[]) {
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const url = new URL(input instanceof Request ? input.url : input);
      const provider = url.hostname === "first.test" ? "first" : "second";
      const body = typeof init?.body === "string" ? init.body : "";
      const request = { method: init?.method ?? "GET", path: url.pathname + url.search, body };
      const answer = this.#engine.chains.ask("tron", provider, request);
      if (answer.kind !== "reply") throw new TypeError("the provider did not answer");
      return new Response(answer.body, { status: answer.status, headers: answer.headers });
    };
    const urls = names.map((name) => ({ url: `https://${name}.test`, name }));
    return tron({ urls, environment: { fetch, now: () => this.#now, sleep: async () => {} } });
  }

  #gateway(...[, init]: Parameters<typeof fetch>): Response {
    const headers = { ...Object.fromEntries(new Headers(init?.headers)), ...this.#engine.merchantHeaders() };
    const body = typeof init?.body === "string" ? init.body : "";
    const outcome = this.#engine.createOrder({ headers, body });
    if (outcome.kind !== "reply") throw new TypeError("the gateway did not answer");
    return new Response(outcome.body, { status: outcome.status, headers: outcome.headers });
  }

  async #order(number: number): Promise<string> {
    const [shop] = this.#shops;
    const made = await shop?.createOrder({ reference: `cart-${number}`, price: PRICE });
    if (made === undefined) throw new TypeError("no order");
    return made.paymentId;
  }

  /** Money, or what only looks like it. */
  #pay(paymentId: string): void {
    const order = this.#engine.order(paymentId);
    if (order === undefined) return;
    const to = order.address;
    const { chains } = this.#engine;
    const isOpen = order.status === "receiving";
    switch (this.#one("all", "all", "half", "twice", "fake", "nothing", "gas", "forged")) {
      case "all":
        if (isOpen) this.#engine.pay(paymentId, { amount: PRICE });
        break;
      case "half":
        if (isOpen) this.#engine.pay(paymentId, { amount: "50" });
        break;
      case "twice":
        // One transaction, two transfers: the gateway is silent of it.
        chains.send("tron", [
          { to, amount: "50" },
          { to, amount: "50" },
        ]);
        break;
      case "fake":
        chains.send("tron", [{ to, amount: PRICE, isFake: true }]);
        break;
      case "nothing":
        chains.send("tron", [{ to, amount: "0" }]);
        break;
      case "gas":
        chains.send("tron", [{ to, amount: PRICE, coin: "trx" }]);
        break;
      case "forged":
        if (isOpen) this.#engine.pay(paymentId, { amount: PRICE, onChain: false });
    }
  }

  #disturb(isTrouble: boolean): void {
    if (isTrouble && this.#now < this.#faultsEndAt) return;
    const { chains } = this.#engine;
    for (const name of ["first", "second"] as const) chains.setFaults("tron", name, {});
    if (!isTrouble) return;
    this.#faultsEndAt = this.#now + MINUTE_MS + this.#below(LONGEST_SILENCE_MS - MINUTE_MS);
    if (this.#chance(0.5)) return;
    const faults: ProviderFaults = this.#one<ProviderFaults>(
      { isSilent: true },
      { lag: 60 },
      { behind: 30 },
      { status: 500 },
      { dies: "reset" },
      { maxRange: 3 },
      { maxAddresses: 2 },
    );
    const both = this.#chance(0.5);
    chains.setFaults("tron", "first", this.#chance(0.3) ? { invents: 100_000_000n } : faults);
    if (both) chains.setFaults("tron", "second", faults);
  }

  async #deliver(isTrouble: boolean): Promise<void> {
    const [shop] = this.#shops;
    for (const { id, headers, body } of this.#engine.takeDeliveries()) {
      const isLost = isTrouble && this.#chance(0.4);
      const reply = isLost
        ? undefined
        : await shop?.receiveWebhook({ token: shop.webhookUrl().split("/").at(-1), headers, body });
      this.#engine.report(
        id,
        reply === undefined ? { error: "lost" } : { status: webhookReply(reply).status },
      );
    }
  }

  /** Held against the chain as it is, read through a provider that is right. */
  async #broken(orders: readonly string[]): Promise<string[]> {
    const broken: string[] = [];
    const [shop] = this.#shops;
    const reader = this.#reader(["second"]);
    for (const paymentId of orders) {
      const order = await shop?.getOrder(paymentId);
      if (order === undefined || !isIssued(order) || order.onChain === null) continue;
      const { facts } = await reader.look({
        addresses: [order.address],
        cursor: null,
        since: new Date(START).toISOString(),
      });
      const truth = facts.map(({ txId, index, amount }) => `${txId}:${index}:${amount}`).sort();
      const known = Object.values(order.onChain.transfers)
        .filter(({ shownBy }) => shownBy.includes("second"))
        .map(({ txId, index, amount }) => `${txId}:${index}:${amount}`)
        .sort();
      if (truth.join() !== known.join())
        broken.push(`${paymentId}: the chain has [${truth.join()}], the order [${known.join()}]`);
      const isCovered = facts.reduce((sum, { amount }) => sum + Number(amount), 0) >= 100;
      const isConfirmed = Number(order.confirmed["usdt"] ?? 0) >= 100;
      const expected = {
        gateway: isConfirmed,
        both: isConfirmed && isCovered,
        either: isConfirmed || isCovered,
      };
      if ((order.paid !== null) !== expected[this.#paid])
        broken.push(
          `${paymentId}: paid is ${order.paid !== null}, confirmed ${isConfirmed}, covered ${isCovered}`,
        );
      const shipped = this.#shipped.filter((id) => id === paymentId).length;
      if (shipped !== (order.paid === null ? 0 : 1)) broken.push(`${paymentId}: shipped ${shipped} times`);
    }
    return broken;
  }

  #chance(share: number): boolean {
    return this.#random() < share;
  }

  #below(count: number): number {
    return Math.floor(this.#random() * count);
  }

  #one<T>(...values: readonly T[]): T {
    const value = values[this.#below(values.length)];
    if (value === undefined) throw new TypeError("nothing to choose from");
    return value;
  }
}
