import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { PretendChains } from "../chain/chains.ts";
import { createEngine } from "../engine/engine.ts";
import { SandboxError } from "../engine/errors.ts";
import { DEFAULT_APP_ID, DEFAULT_SECRET_KEY, type EngineOptions } from "../engine/options.ts";
import type { SandboxOrder } from "../engine/order.ts";
import type { Sandbox } from "./contract.ts";
import { isLoopback } from "./guard.ts";
import { createHandler } from "./handler.ts";
import { selfCreate } from "./self-create.ts";
import { createWebhookSender } from "./webhook-sender.ts";

export interface SandboxOptions extends Omit<EngineOptions, "now"> {
  /** Default 0: any free port. */
  readonly port?: number;
  /** Default "127.0.0.1". Anything but loopback opens the controls to the network: they ask for no password. */
  readonly host?: string;
  /** Further names in `Host` under which the controls may be reached, such as a Compose service. IPs and localhost are. */
  readonly allowedHosts?: readonly string[];
  /** Where webhooks go: the URL a merchant enters on CoinCoin's website. Without one they are recorded as failed. */
  readonly webhookUrl?: string;
  /** How long a webhook may go unanswered, ms. Default 10,000. */
  readonly webhookTimeoutMs?: number;
  /** The merchants' clock, ms. Default `Date.now`. The gateway's own runs ahead of it by what was advanced. */
  readonly now?: () => number;
  /**
   * Whose clock signatures are made and judged by. Default "merchant": the one both sides share, so that a shop still
   * gets on with a sandbox whose time was advanced. "virtual": the advanced one.
   */
  readonly signatureClock?: "merchant" | "virtual";
  /**
   * How long a shop that follows this clock takes to see that it was put forward, ms. The clock then goes from one thing
   * that happens to the next, and a webhook waits until the shop's clock is there. Default 0: the shop's clock is its own.
   */
  readonly shopFollowsWithinMs?: number;
  /** The page on which the shop lets a customer pay an order: the dashboard links to it. */
  readonly paymentPage?: (paymentId: string) => string | undefined;
}

const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Starts a local CoinCoin. Throws what `listen` throws, and `SandboxError` with `bad_option`. */
export async function createSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const realNow = options.now ?? Date.now;
  const engine = createEngine({ ...options, now: realNow() });
  const listeners = new Set<() => void>();
  const host = options.host ?? "127.0.0.1";
  let webhookUrl = checkedUrl(options.webhookUrl);
  let offsetMs = 0;
  let quietUntil = 0;
  const followMs = options.shopFollowsWithinMs ?? 0;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;

  const sender = createWebhookSender({
    url: () => webhookUrl,
    timeoutMs: options.webhookTimeoutMs ?? 10_000,
    report(transmissionId, result) {
      engine.report(transmissionId, result);
      if (!closed) pump();
    },
  });

  function sync(): void {
    const merchantNow = realNow();
    const virtualNow = merchantNow + offsetMs;
    engine.advanceTo(virtualNow, options.signatureClock === "virtual" ? virtualNow : merchantNow);
  }

  /** Brings the clock up to date, sends what is due, and wakes up for what comes next. */
  function pump(): void {
    sync();
    const quietMs = quietUntil - performance.now();
    if (quietMs <= 0) sender.send(engine.takeDeliveries());
    clearTimeout(timer);
    const dueAt = engine.nextDueAt();
    if (dueAt !== undefined) {
      timer = setTimeout(pump, Math.min(Math.max(dueAt - engine.now(), quietMs, 1), LONGEST_TIMER_MS));
    }
    for (const listener of listeners) listener();
  }

  function jump(toMs: number): void {
    act(() => {
      offsetMs += Math.max(0, toMs - engine.now());
      quietUntil = performance.now() + followMs;
      sync();
    });
  }

  /** A shop that follows the clock lives through what happens on the way: it hears of each thing at its time. */
  async function putForward(ms: number): Promise<void> {
    if (!(ms >= 0 && ms < Infinity)) {
      throw new SandboxError("bad_option", "time only goes forward: give hours or ms, 0 or more");
    }
    const target = engine.now() + ms;
    if (followMs > 0) await liveUntil(target);
    jump(target);
  }

  async function liveUntil(target: number): Promise<void> {
    for (;;) {
      const dueAt = engine.nextDueAt();
      if (dueAt === undefined || dueAt >= target || closed) return;
      jump(dueAt);
      await settled();
    }
  }

  /** Every control: first time catches up, then it acts, then what follows from it is sent. */
  function act<T>(action: () => T): T {
    if (closed) throw new SandboxError("closed", "this sandbox was closed");
    sync();
    try {
      return action();
    } finally {
      pump();
    }
  }

  function existing(paymentId: string): SandboxOrder {
    const order = engine.order(paymentId);
    if (order !== undefined) return order;
    throw new SandboxError(
      "unknown_order",
      `there is no order "${paymentId}"; GET /_sandbox/orders lists them`,
    );
  }

  /** Looking changes nothing, unless something fell due meanwhile. */
  function read<T>(look: () => T): T {
    if (!closed) {
      sync();
      if ((engine.nextDueAt() ?? Infinity) <= engine.now()) pump();
    }
    return look();
  }

  async function settled(): Promise<void> {
    do {
      if (closed) return;
      pump();
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, quietUntil - performance.now())));
      pump();
      await sender.idle();
    } while ((engine.nextDueAt() ?? Infinity) <= engine.now());
  }

  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
  const url = urlOf(server.address(), host);

  const sandbox: Sandbox = {
    url,
    apiUrl: `${url}/v1`,
    appId: options.appId ?? DEFAULT_APP_ID,
    reading: engine.reading,
    shopEnvironment: shopEnvironment(`${url}/v1`, options),
    chains: chainsInTime(engine.chains, () => sandbox.now()),
    chainUrl: (network, provider = "first") => `${url}/chain/${provider}/${network}`,
    now: () => read(() => engine.now()),
    order: (paymentId) => read(() => engine.order(paymentId)),
    orders: () => read(() => engine.orders()),
    paymentPage: (paymentId) => options.paymentPage?.(paymentId),
    createOrder: async (order) => act(() => selfCreate(engine, order)),
    pay: async (paymentId, payment) => act(() => engine.pay(paymentId, payment)),
    settle: async (paymentId) => act(() => engine.settle(paymentId)),
    complete: async (paymentId) => act(() => engine.complete(paymentId)),
    invalidate: async (paymentId) => act(() => engine.invalidate(paymentId)),
    async expire(paymentId) {
      const { status, expiresAt } = act(() => existing(paymentId));
      const aheadMs = Date.parse(expiresAt) - engine.now();
      if (aheadMs > 0 && status !== "receiving") {
        throw new SandboxError("bad_state", `order "${paymentId}" is ${status}, not receiving`);
      }
      await putForward(Math.max(0, aheadMs));
      return existing(paymentId);
    },
    async advance(by) {
      act(() => undefined);
      await putForward((by.hours ?? 0) * 3_600_000 + (by.ms ?? 0));
      return engine.now();
    },
    deliveries: () => read(() => engine.deliveries()),
    async redeliver(deliveryId) {
      act(() => engine.redeliver(deliveryId));
      await sender.idle();
      const delivery = engine.delivery(deliveryId);
      if (delivery === undefined)
        throw new SandboxError("unknown_delivery", `there is no delivery "${deliveryId}"`);
      return delivery;
    },
    faults: () => engine.faults(),
    setFaults: (plan) => act(() => engine.setFaults(plan)),
    webhookUrl: () => webhookUrl,
    setWebhookUrl: (next) =>
      act(() => {
        webhookUrl = checkedUrl(next);
      }),
    asset: () => engine.asset(),
    setAsset: (asset) => act(() => engine.setAsset(asset)),
    settled,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      if (closed) return;
      closed = true;
      clearTimeout(timer);
      sender.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await sender.idle();
    },
    [Symbol.asyncDispose]: () => sandbox.close(),
  };

  const allowedHosts = [...(options.allowedHosts ?? []), ...(isLoopback(host) ? [] : [host.toLowerCase()])];
  server.on(
    "request",
    createHandler({ sandbox, create: (request) => act(() => engine.createOrder(request)), allowedHosts }),
  );
  return sandbox;
}

/** Blocks come with time, so the clock is brought up to date before anybody looks at a chain or writes to it. */
function chainsInTime(chains: PretendChains, catchUp: () => void): PretendChains {
  const inTime =
    <A extends readonly unknown[], R>(action: (...args: A) => R) =>
    (...args: A): R => {
      catchUp();
      return action(...args);
    };
  return {
    ...chains,
    send: inTime(chains.send),
    sweep: inTime(chains.sweep),
    reorg: inTime(chains.reorg),
    heights: inTime(chains.heights),
    ask: inTime(chains.ask),
  };
}

/** Only the default key is shown: another one may be in use elsewhere. */
function shopEnvironment(apiUrl: string, { appId, secretKey }: SandboxOptions): Record<string, string> {
  return {
    COINCOIN_API_URL: apiUrl,
    COINCOIN_APP_ID: appId ?? DEFAULT_APP_ID,
    ...(secretKey === undefined || secretKey === DEFAULT_SECRET_KEY
      ? { COINCOIN_SECRET_KEY: DEFAULT_SECRET_KEY }
      : {}),
  };
}

function checkedUrl(url: string | undefined): string | undefined {
  if (url === undefined) return undefined;
  if (URL.canParse(url) && /^https?:\/\//.test(url)) return url;
  throw new SandboxError("bad_option", "the webhook URL has to be a whole http or https URL");
}

function urlOf(address: AddressInfo | string | null, host: string): string {
  if (address === null || typeof address === "string") throw new Error("the server listens on no port");
  return `http://${host.includes(":") ? `[${host}]` : host}:${address.port}`;
}
