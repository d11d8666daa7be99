import { type IssuedOrder, isIssued, memoryStore, type Order } from "@coincoin/core";
import { type Coin, createSandbox, type Sandbox, type SandboxOptions } from "@coincoin/sandbox";
import type { INestApplication } from "@nestjs/common";
import { CoinCoinAccounts } from "../accounts.ts";
import type { CoinCoinService } from "../coincoin.service.ts";
import type { CoinCoinModuleOptions } from "../options.ts";
import { getCoinCoinToken } from "../tokens.ts";
import { failuresDuring } from "./failures.ts";

export interface CreateTestPaymentsOptions {
  /** The account, where it has a name: `forRoot({ name })`. */
  readonly name?: string;
  /** Options of the module that differ, such as `http` or `accept`. */
  readonly options?: CoinCoinModuleOptions;
  /** Options of the sandbox that differ. */
  readonly sandbox?: Omit<SandboxOptions, "appId" | "secretKey">;
  /** The path before the token, where the webhook has a controller of its own: "/hooks/coincoin". */
  readonly webhookPath?: string;
}

export interface Paying {
  /** Decimal. Default: what remains to be paid. */
  readonly amount?: string;
  /** Default: the order's. */
  readonly coin?: Coin;
}

/** A CoinCoin in this process, and the options of an application that is paid through it. */
export interface TestPayments extends AsyncDisposable {
  /** For `overrideProvider(getCoinCoinOptionsToken()).useValue(payments.options)`: keys, a memory store, delivery by `pay()`. */
  readonly options: CoinCoinModuleOptions;
  /** What else customers, the chain and time may do. */
  readonly sandbox: Sandbox;
  /**
   * Pays the order with this reference or payment id, and resolves when the application has taken the webhook in and its
   * handlers are done. The application listens on loopback from the first time on. Resolves to the order as it is then.
   * @throws what a handler threw; an Error where there is no such order, or the application did not take the webhook.
   */
  pay(app: INestApplication<unknown>, order: string, paying?: Paying): Promise<IssuedOrder>;
  /** Sends what CoinCoin has to send, and delivers what is due: after a call of `sandbox`. @throws what a handler threw */
  settled(app: INestApplication<unknown>): Promise<void>;
  close(): Promise<void>;
}

const appId = "test-app";
const secretKey = "the secret key of a test";
/** Only its path is ever asked for: the port is not known before the application listens. */
const publicUrl = "http://127.0.0.1/coincoin";

/** Starts a sandbox on a free port of loopback. Close it after the application. */
export async function createTestPayments({
  name,
  options,
  sandbox: sandboxOptions,
  webhookPath,
}: CreateTestPaymentsOptions = {}): Promise<TestPayments> {
  const sandbox = await createSandbox({ ...sandboxOptions, appId, secretKey });
  const serviceOf = (app: INestApplication<unknown>): CoinCoinService => app.get(getCoinCoinToken(name));

  async function connect(app: INestApplication<unknown>): Promise<void> {
    if (!isListening(app.getHttpServer())) await app.listen(0, "127.0.0.1");
    const [token = ""] = serviceOf(app).webhookUrl().split("/").slice(-1);
    const path = webhookPath ?? `${mountOf(app, name)}/webhook`;
    sandbox.setWebhookUrl(`${(await app.getUrl()).replace("[::1]", "127.0.0.1")}${path}/${token}`);
  }

  async function settled(app: INestApplication<unknown>): Promise<void> {
    await connect(app);
    await sandbox.settled();
    const isFailed = ({ status }: { readonly status: string }) => status === "failed";
    // What was sent before there was an address.
    for (const { id } of sandbox.deliveries().filter(isFailed)) await sandbox.redeliver(id);
    const refused = sandbox.deliveries().find(isFailed);
    if (refused !== undefined) {
      throw new Error(`The application did not take a webhook: ${JSON.stringify(refused.attempts.at(-1))}`);
    }
    const failures = await failuresDuring(async () => void (await serviceOf(app).deliverDue()));
    if (failures.length === 1) throw failures[0];
    if (failures.length > 1) throw new AggregateError(failures, `${failures.length} deliveries failed.`);
  }

  async function pay(
    app: INestApplication<unknown>,
    wanted: string,
    { amount, coin }: Paying = {},
  ): Promise<IssuedOrder> {
    await connect(app);
    const order = await find(serviceOf(app), wanted);
    const { paymentId } = order;
    const remaining = serviceOf(app).publicOrder(order).remaining ?? "0";
    await sandbox.pay(paymentId, { amount: amount ?? remaining, ...(coin === undefined ? {} : { coin }) });
    await settled(app);
    const paid = await find(serviceOf(app), paymentId);
    if (!isIssued(paid)) throw new Error(`The gateway has not answered yet for ${paymentId}.`);
    return paid;
  }

  const close = () => sandbox.close();
  return {
    options: {
      appId,
      secretKey,
      publicUrl,
      apiUrl: sandbox.apiUrl,
      store: memoryStore({ acceptLoss: true }),
      delivery: "manual",
      environment: { now: () => sandbox.now() },
      ...options,
    },
    sandbox,
    pay,
    settled,
    close,
    [Symbol.asyncDispose]: close,
  };
}

function isListening(server: unknown): boolean {
  return typeof server === "object" && server !== null && "listening" in server && server.listening === true;
}

function mountOf(app: INestApplication<unknown>, name: string | undefined): string {
  const path = app.get(CoinCoinAccounts).get(name)?.path ?? false;
  if (path !== false) return path;
  throw new Error(
    "The module mounts no routes (path: false): createTestPayments({ webhookPath }) says where the webhook is.",
  );
}

async function find(coincoin: CoinCoinService, wanted: string): Promise<Order> {
  const purchase = await coincoin.getPurchase(wanted);
  const order = purchase?.attempts.at(-1) ?? (await coincoin.getOrder(wanted));
  if (order !== undefined) return order;
  throw new Error(`There is no order with the reference or payment id ${JSON.stringify(wanted)}.`);
}
