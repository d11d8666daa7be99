import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type CoinCoin,
  CoinCoinError,
  type CoinCoinOptions,
  type CreateOrderRequest,
  memoryStore,
  type Store,
} from "@coincoin/core";
import type { Runner } from "../runner.ts";
import { type Gateway, openGateway } from "./gateway.ts";

/** What an adapter is asked to mount. */
export interface AdapterSetup {
  readonly options: CoinCoinOptions;
  /** The shop's own word for what is paid for, where `POST /orders` is to be open. */
  readonly resolveOrder?: (() => CreateOrderRequest | undefined) | undefined;
  /** Put the framework's JSON body parser in front of everything, as many shops do. */
  readonly bodyParser: boolean;
  /** Let a request meet the same router twice on its way: at the app's root, and then where it is mounted. */
  readonly twice: boolean;
}

export interface MountedAdapter {
  /** Where the routes are, mount path included: "http://127.0.0.1:4000/coincoin". */
  readonly url: string;
  readonly coincoin: CoinCoin;
  /** Stops the server and closes the instance. */
  close(): Promise<void>;
}

export interface AdapterFactory {
  /** For the titles: "Express 5". */
  readonly name: string;
  /** False where nothing parses bodies before a handler. */
  readonly hasBodyParser: boolean;
  /** True where one router can be mounted at two places. */
  readonly mountsTwice?: boolean;
  /** What a path that is not valid percent-encoding is answered with. Default 400. */
  readonly malformedPath?: 400 | 404 | 500;
  /** True where the framework redirects a path with a slash too many before we are asked, as Next does. Default false. */
  readonly redirectsSlashes?: boolean;
  mount(setup: AdapterSetup): Promise<MountedAdapter>;
}

export const APP = "conformance-app";
export const SECRET = "a secret of the conformance suite";
export const OTHER_SECRET = "the secret that came after";

export interface BenchOptions extends Partial<Omit<AdapterSetup, "options">> {
  readonly options?: CoinCoinOptions;
}

/** A mounted adapter with its gateway, and ways to break what is behind it. */
export class Bench {
  readonly gateway: Gateway;
  readonly mounted: MountedAdapter;
  readonly trouble: Trouble;
  readonly #folder: string;

  constructor(gateway: Gateway, mounted: MountedAdapter, trouble: Trouble, folder: string) {
    this.gateway = gateway;
    this.mounted = mounted;
    this.trouble = trouble;
    this.#folder = folder;
  }

  get url(): string {
    return this.mounted.url;
  }

  get coincoin(): CoinCoin {
    return this.mounted.coincoin;
  }

  /** The secret part of the webhook's address. */
  get token(): string {
    return new URL(this.coincoin.webhookUrl()).pathname.split("/").at(-1) ?? "";
  }

  get webhookUrl(): string {
    return `${this.url}/webhook/${this.token}`;
  }

  /** Sends a webhook and gives back what was answered. */
  async post(
    body: string | Uint8Array,
    given: { token?: string; headers?: Record<string, string> } = {},
  ): Promise<Answer> {
    const headers = new Headers(given.headers);
    if (!headers.has("content-type")) headers.set("content-type", "application/json");
    const url = `${this.url}/webhook/${given.token ?? this.token}`;
    return answerOf(await fetch(url, { method: "POST", headers, body: new Uint8Array(Buffer.from(body)) }));
  }

  async get(path: string, init: RequestInit = {}): Promise<Answer> {
    return answerOf(await fetch(this.url + path, init));
  }

  async attentionKinds(): Promise<string[]> {
    const { items } = await this.coincoin.attention.list();
    return items.filter((item) => item.resolvedAt === null).map((item) => item.kind);
  }

  async close(): Promise<void> {
    await this.mounted.close();
    await this.gateway.close();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: unknown;
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.startsWith("application/json") === true && text !== "";
  const json: unknown = isJson ? JSON.parse(text) : undefined;
  return { status: response.status, headers: response.headers, text, json };
}

/** Switches for what may fail. */
export interface Trouble {
  storeDown: boolean;
}

export async function openBench(factory: AdapterFactory, given: BenchOptions = {}): Promise<Bench> {
  const gateway = await openGateway();
  const folder = await mkdtemp(join(tmpdir(), "coincoin-adapter-"));
  const trouble: Trouble = { storeDown: false };
  const mounted = await factory.mount({
    options: {
      appId: APP,
      secretKey: SECRET,
      apiUrl: gateway.apiUrl,
      publicUrl: "https://shop.example/coincoin",
      store: breakable(memoryStore(), trouble),
      spool: join(folder, "spool"),
      // The suite decides when handlers run.
      delivery: "manual",
      logger: { debug() {}, info() {}, warn() {}, error() {} },
      ...given.options,
    },
    resolveOrder: given.resolveOrder,
    bodyParser: given.bodyParser ?? false,
    twice: given.twice ?? false,
  });
  return new Bench(gateway, mounted, trouble, folder);
}

/** A folder that can never be made: a file is in its way. */
export async function unusableFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "coincoin-adapter-"));
  await writeFile(join(folder, "file"), "");
  return join(folder, "file", "spool");
}

/** The same store, which answers nothing while it is down. */
function breakable(store: Store, trouble: Trouble): Store {
  return new Proxy(store, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== "function") return value;
      return (...input: unknown[]): unknown => {
        const isIo = name !== "open" && name !== "close";
        if (trouble.storeDown && isIo) {
          return Promise.reject(new CoinCoinError("store_unavailable", "The store is down for this test."));
        }
        return Reflect.apply(value, target, input);
      };
    },
  });
}

export interface Suite extends Runner {
  readonly factory: AdapterFactory;
  /** Runs a test against a mount of its own. */
  readonly test: (title: string, body: (bench: Bench) => Promise<void>, options?: BenchOptions) => void;
}

export function suiteOf(runner: Runner, factory: AdapterFactory): Suite {
  return {
    ...runner,
    factory,
    test(title, body, options) {
      runner.it(title, async () => {
        const bench = await openBench(factory, options);
        try {
          await body(bench);
        } finally {
          await bench.close();
        }
      });
    },
  };
}
