import { type ChainReader, evm, tron } from "@coincoin/chain";
import {
  CoinCoin,
  isIssued,
  memoryStore,
  type OnChain,
  type PaidBy,
  silentLogger,
  webhookReply,
} from "@coincoin/core";
import { createEngine, type Engine, type ProviderFaults } from "@coincoin/sandbox";
import { randomStream } from "../random.ts";
import { Alone } from "./alone.ts";
import { chainTruth } from "./chain-truth.ts";
import { TopUps, withTopUps } from "./top-ups.ts";

const KEYS = { appId: "chain-app", secretKey: "chain-secret" };
const START = Date.parse("2030-01-01T00:00:00.000Z");
const TICK_MS = 10_000;
const MINUTE_MS = 60_000;
/** Money comes, and providers fail, for so long; then all is right for so long. */
const TROUBLE_MS = 60 * MINUTE_MS;
const CALM_MS = 30 * MINUTE_MS;
/** A provider that shows too little for longer than ten minutes loses money: it is not promised that it does not. */
const LONGEST_SILENCE_MS = 8 * MINUTE_MS;
/** One that refuses, or is away, loses nothing however long it is. */
const LONGEST_OUTAGE_MS = 25 * MINUTE_MS;
const PRICE = "100";
/** Blocks a call of a poor plan: enough to follow the chain, not to catch up at once. */
const POOR_RANGE = { tron: 1, bsc: 60 };

const OLD_MS = 11 * MINUTE_MS;

type Random = () => number;

function idOf(place: number): string {
  return `EX20000000${place}`;
}

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
  /** The same gateway, asked for the address of an order that is not made yet. */
  readonly #addresses: Engine;
  readonly #shops: readonly CoinCoin[];
  readonly #paid: PaidBy;
  readonly #network: "tron" | "bsc";
  /** What is wrong with both providers all the time. */
  readonly #plan: ProviderFaults;
  readonly #paidBefore = new Map<string, number>();
  readonly #topUps = new TopUps();
  readonly #alone = new Alone();
  readonly #shipped: string[] = [];
  #now = START;
  #faultsEndAt = START;
  #needsCalm = false;

  constructor(seed: number) {
    this.#random = randomStream(seed, "chain");
    this.#network = this.#one("tron", "bsc");
    this.#plan = this.#chance(0.4) ? { maxRange: POOR_RANGE[this.#network] } : {};
    // Old blocks that are caught up with in steps are read once, by one of the providers: two do not agree on them.
    this.#paid = this.#isPoor ? this.#one("gateway", "both") : this.#one("gateway", "both", "either");
    const asset = { network: this.#network, coin: "usdt" } as const;
    this.#engine = createEngine({ ...KEYS, now: START, seed, coinFor: () => asset });
    this.#addresses = createEngine({ ...KEYS, now: START, seed, coinFor: () => asset });
    const store = memoryStore();
    this.#shops = [1, 2].map(() => this.#shop(store));
  }

  async run(): Promise<string[]> {
    const orders: string[] = [];
    for (let passed = 0; passed < TROUBLE_MS + CALM_MS; passed += TICK_MS) {
      this.#now += TICK_MS;
      this.#engine.advanceTo(this.#now);
      const isTrouble = passed < TROUBLE_MS;
      for (let place = isTrouble ? orders.length : 8; place < 8; place++)
        if (this.#chance(0.01)) this.#payBefore(idOf(place));
      if (isTrouble && orders.length < 8 && this.#isLongAgo(idOf(orders.length)) && this.#chance(0.05))
        orders.push(await this.#order(orders.length));
      if (isTrouble) for (const id of orders) if (this.#chance(0.01)) this.#pay(id);
      if (isTrouble && this.#chance(0.02))
        this.#engine.chains.reorg(this.#network, 1 + this.#below(12), this.#one("drop", "again"));
      this.#disturb(isTrouble);
      await this.#deliver(isTrouble);
      // Both at once: of all processes one looks.
      await Promise.all(this.#shops.map((shop) => shop.deliverDue()));
    }
    const broken = await this.#broken(orders);
    await Promise.all(this.#shops.map((shop) => shop.close()));
    return broken.map((each) => `${this.#network}, ${this.#paid}, ${JSON.stringify(this.#plan)}: ${each}`);
  }

  get #isPoor(): boolean {
    return this.#plan.maxRange !== undefined;
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
      chain: { networks: [this.#alone.watch(withTopUps(this.#reader(), this.#topUps))], paid: this.#paid },
    });
    shop.on(["order.paid", "order.paid_late"], ({ paymentId }) => void this.#shipped.push(paymentId));
    return shop;
  }

  #reader(): ChainReader {
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const url = new URL(input instanceof Request ? input.url : input);
      const provider = url.hostname === "first.test" ? "first" : "second";
      const body = typeof init?.body === "string" ? init.body : "";
      const request = { method: init?.method ?? "GET", path: url.pathname + url.search, body };
      const answer = this.#engine.chains.ask(this.#network, provider, request);
      if (answer.kind !== "reply") throw new TypeError("the provider did not answer");
      return new Response(answer.body, { status: answer.status, headers: answer.headers });
    };
    const urls = ["first", "second"].map((name) => ({ url: `https://${name}.test`, name }));
    const environment = { fetch, now: () => this.#now, sleep: async () => {} };
    return this.#network === "tron"
      ? tron({ urls, environment })
      : evm({ network: "bsc", urls, environment });
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
    const made = await shop?.createOrder({
      paymentId: idOf(number),
      reference: `cart-${number}`,
      price: PRICE,
    });
    if (made === undefined) throw new TypeError("no order");
    return made.paymentId;
  }

  /** The address was another's before: money that came to it then is not for this order. */
  #payBefore(paymentId: string): void {
    if (this.#paidBefore.has(paymentId)) return;
    this.#paidBefore.set(paymentId, this.#now);
    const body = JSON.stringify({ payment_id: paymentId, price: Number(PRICE) });
    this.#addresses.createOrder({ headers: this.#addresses.merchantHeaders(), body });
    const to = this.#addresses.order(paymentId)?.address;
    if (to !== undefined) this.#engine.chains.send(this.#network, [{ to, amount: PRICE }]);
  }

  /** What came in the last ten minutes would count, for clocks are not one. */
  #isLongAgo(paymentId: string): boolean {
    return this.#now > (this.#paidBefore.get(paymentId) ?? 0) + OLD_MS;
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
        chains.send(this.#network, [
          { to, amount: "50" },
          { to, amount: "50" },
        ]);
        break;
      case "fake":
        chains.send(this.#network, [{ to, amount: PRICE, isFake: true }]);
        break;
      case "nothing":
        chains.send(this.#network, [{ to, amount: "0" }]);
        break;
      case "gas":
        // The gateway puts some there before it takes the money.
        this.#topUps.add({ to, amount: PRICE, at: this.#now });
        break;
      case "forged":
        if (isOpen) this.#engine.pay(paymentId, { amount: PRICE, onChain: false });
    }
  }

  #disturb(isTrouble: boolean): void {
    if (isTrouble && this.#now < this.#faultsEndAt) return;
    this.#setFaults("first", {});
    this.#setFaults("second", {});
    if (!isTrouble) return;
    // Two troubles with no look between them that worked are one, and longer than is promised.
    if (this.#needsCalm) {
      this.#needsCalm = false;
      this.#faultsEndAt = this.#now + 2 * MINUTE_MS;
      return;
    }
    this.#needsCalm = true;
    if (this.#chance(0.2)) {
      this.#faultsEndAt = this.#now + MINUTE_MS + this.#below(LONGEST_OUTAGE_MS - MINUTE_MS);
      const faults: ProviderFaults = this.#one<ProviderFaults>({ status: 500 }, { dies: "reset" });
      this.#setFaults("first", faults);
      this.#setFaults("second", faults);
      return;
    }
    this.#faultsEndAt = this.#now + MINUTE_MS + this.#below(LONGEST_SILENCE_MS - MINUTE_MS);
    if (this.#chance(0.5)) return;
    // In steps old blocks are read once: what is not shown then is lost.
    if (this.#isPoor) return;
    const faults: ProviderFaults = this.#one<ProviderFaults>(
      { isSilent: true },
      { lag: 60 },
      { behind: 30 },
      { status: 500 },
      { dies: "reset" },
      { maxAddresses: 2 },
    );
    const both = this.#chance(0.5);
    this.#setFaults("first", this.#chance(0.3) ? { invents: this.#invented() } : faults);
    if (both) this.#setFaults("second", faults);
  }

  #setFaults(name: "first" | "second", faults: ProviderFaults): void {
    this.#engine.chains.setFaults(this.#network, name, { ...this.#plan, ...faults });
  }

  /** The price, in the units of the token. */
  #invented(): bigint {
    return BigInt(PRICE) * 10n ** BigInt(this.#network === "bsc" ? 18 : 6);
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
    const broken: string[] = [...this.#alone.broken];
    const [shop] = this.#shops;
    this.#engine.chains.setFaults(this.#network, "second", {});
    for (const paymentId of orders) {
      const order = await shop?.getOrder(paymentId);
      if (order === undefined || !isIssued(order) || order.onChain === null) continue;
      const transfers = chainTruth(this.#engine.chains, this.#network, order);
      const truth = transfers.map(placed).sort();
      const known = Object.values(order.onChain.transfers)
        .filter(({ shownBy }) => this.#isPoor || shownBy.includes("second"))
        .map(placed)
        .sort();
      if (truth.join() !== known.join())
        broken.push(`${paymentId}: the chain has [${truth.join()}], the order [${known.join()}]`);
      const isCovered = transfers.reduce((sum, { amount }) => sum + Number(amount), 0) >= 100;
      const isConfirmed = Number(order.confirmed["usdt"] ?? 0) >= 100;
      const expected = {
        gateway: isConfirmed,
        // One provider that invents money is enough beside a webhook that is forged.
        both: isConfirmed && (isCovered || isTold(order.onChain)),
        either: isConfirmed || isCovered,
      };
      if ((order.paid !== null) !== expected[this.#paid])
        broken.push(
          `${paymentId}: paid is ${order.paid !== null}, confirmed ${isConfirmed}, covered ${isCovered}`,
        );
      const shipped = this.#shipped.filter((id) => id === paymentId).length;
      if (shipped !== (order.paid === null ? 0 : 1)) broken.push(`${paymentId}: shipped ${shipped} times`);
    }
    const told = await shop?.attention.list({ limit: 200 });
    for (const { kind, message } of told?.items ?? [])
      if (kind === "chain_other") broken.push(`a top-up was told to a person: ${message}`);
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

function placed({ txId, index, amount }: { txId: string; index: number; amount: string }): string {
  return `${txId}:${index}:${amount}`;
}

/** Any of the providers showed the price, rightly or not. */
function isTold({ transfers }: OnChain): boolean {
  return Object.values(transfers).reduce((sum, { amount }) => sum + Number(amount), 0) >= Number(PRICE);
}
