import type { Decimal } from "../domain/amount.ts";
import type { Names } from "../domain/names.ts";
import { unknownOutcome } from "../domain/unknown-outcome.ts";
import { backoffMs } from "../lib/backoff.ts";
import { publish } from "../lib/diagnostics.ts";
import type { Environment } from "../lib/environment.ts";
import { CoinCoinError, isCoinCoinError } from "../lib/errors.ts";
import type { Secret } from "../lib/secret.ts";
import type { DailyBudget } from "./daily-budget.ts";
import { jsonNumber, writeExactJson } from "./exact-json.ts";
import { exchange } from "./exchange.ts";
import { checkExpiry, checkPaymentId, checkPrice } from "./limits.ts";
import type { TryResult } from "./reply.ts";
import { sign } from "./signature.ts";
import { isPrivateTransport } from "./url.ts";
import type { CreateAnswer } from "./wire.ts";

export interface CreateRequest {
  readonly paymentId: string;
  readonly price: Decimal;
  /** 1 to 48. */
  readonly expiresInHours: number;
}

export type CreateOutcome =
  | { readonly type: "made"; readonly answer: CreateAnswer }
  /** Certainly not made by this call. */
  | { readonly type: "refused"; readonly error: CoinCoinError }
  /** It may have been made: the same id can be asked for again, another id could make a second order. */
  | { readonly type: "unknown"; readonly error: CoinCoinError };

export interface GatewayClient {
  /**
   * Asks for one order, again where that is safe, until an answer or the deadline. When the signal aborts, no further try begins;
   * the answer to the one under way is still waited for. Never rejects.
   */
  createOrder(request: CreateRequest, options?: CreateCallOptions): Promise<CreateOutcome>;
  /** Requests in the present UTC day, of all processes. Rejects as the store does. */
  requestsToday(): Promise<number>;
}

export interface CreateCallOptions {
  readonly signal?: AbortSignal | undefined;
  /** Default 8. */
  readonly maxTries?: number | undefined;
}

/** What of the configuration the client goes by. */
export interface GatewayClientOptions {
  readonly appId: string;
  /** The newest first: it signs. */
  readonly secretKeys: readonly Secret[];
  /** Without a slash at its end. */
  readonly apiUrl: string;
  readonly plainHttpHosts?: readonly string[];
  readonly gateway: { readonly tryTimeoutMs: number; readonly deadlineMs: number };
  readonly webhook: { readonly toleranceSeconds: number };
  readonly names: Names;
  readonly environment: Environment;
}

/** However small the waits turn out. */
const MAX_TRIES = 8;
const RETRY = { baseMs: 500, maxMs: 8000 };

/** Gateway's document: "Create order". Throws `config_invalid` for a URL that is neither HTTPS nor this machine. */
export function createGatewayClient(options: GatewayClientOptions, budget: DailyBudget): GatewayClient {
  const { apiUrl, plainHttpHosts } = options;
  if (!URL.canParse(apiUrl) || !isPrivateTransport(new URL(apiUrl), plainHttpHosts)) {
    throw new CoinCoinError(
      "config_invalid",
      `Option "apiUrl" must be https, received another. CoinCoin accepts nothing else.`,
    );
  }
  return {
    createOrder: (request, call = {}) => createOrder(options, budget, request, call),
    requestsToday: () => budget.used(),
  };
}

async function createOrder(
  options: GatewayClientOptions,
  budget: DailyBudget,
  request: CreateRequest,
  call: CreateCallOptions,
): Promise<CreateOutcome> {
  // Waits between tries keep no process alive by themselves; a script that awaits this call must not end in one.
  const hold = setInterval(() => {}, 60_000);
  try {
    return refusedUnasked(request) ?? (await persist(options, budget, request, call));
  } catch (error) {
    // Nothing above is meant to throw; if it does, an order may have been made.
    const broken = new CoinCoinError("outcome_unknown", "The request to CoinCoin broke off.", {
      cause: error,
    });
    return { type: "unknown", error: unknownOutcome(request.paymentId, broken.message, broken) };
  } finally {
    clearInterval(hold);
  }
}

function refusedUnasked(request: CreateRequest): CreateOutcome | undefined {
  try {
    checkPaymentId(request.paymentId);
    checkPrice(request.price);
    checkExpiry(request.expiresInHours);
    return undefined;
  } catch (error) {
    if (isCoinCoinError(error)) return { type: "refused", error };
    throw error;
  }
}

/** Tries until there is an answer, a refusal that will not change, or no time. */
async function persist(
  options: GatewayClientOptions,
  budget: DailyBudget,
  request: CreateRequest,
  { signal, maxTries = MAX_TRIES }: CreateCallOptions,
): Promise<CreateOutcome> {
  const { environment } = options;
  const { deadlineMs, tryTimeoutMs } = options.gateway;
  const deadline = environment.now() + deadlineMs;
  // A try with less time than this would only turn a clear refusal into an unknown outcome.
  const leastMs = Math.min(1000, tryTimeoutMs / 4);
  let doubt: CoinCoinError | undefined;
  let last: CoinCoinError | undefined;
  for (let tries = 1; ; tries++) {
    if (signal?.aborted === true) {
      last ??= new CoinCoinError(
        "closed",
        "This CoinCoin was closed before the request was sent to the gateway. Nothing was created; try again with a new instance.",
      );
      break;
    }
    const exhausted = await budget.take();
    if (exhausted !== undefined) {
      last = exhausted;
      break;
    }
    const timeoutMs = Math.min(tryTimeoutMs, deadline - environment.now());
    const result = await tryOnce(options, request, { tries, timeoutMs });
    if (result.type === "made") return { type: "made", answer: result.answer };
    last = result.error;
    if (result.type === "unknown") doubt = result.error;
    if (!result.again || tries >= maxTries) break;
    const waitMs = (result.waitMs ?? 0) + backoffMs(tries, RETRY, () => environment.random());
    if (environment.now() + waitMs + leastMs > deadline) break;
    await environment.sleep(waitMs, signal);
  }
  if (doubt === undefined) return { type: "refused", error: last };
  return { type: "unknown", error: unknownOutcome(request.paymentId, doubt.message, last) };
}

async function tryOnce(
  options: GatewayClientOptions,
  request: CreateRequest,
  { tries, timeoutMs }: { tries: number; timeoutMs: number },
): Promise<TryResult> {
  const { appId, environment, secretKeys } = options;
  const startedAt = environment.now();
  const timestamp = String(Math.trunc(startedAt)).padStart(13, "0");
  const [newest] = secretKeys;
  const signature = sign({ appId, timestamp, secretKey: newest?.reveal() ?? "" });
  const result = await exchange(environment, {
    url: `${options.apiUrl}/order/create`,
    headers: {
      "cc-app-id": appId,
      "cc-timespan": timestamp,
      "cc-sign": signature,
      "content-type": "application/json",
      accept: "application/json",
    },
    body: writeExactJson({
      payment_id: request.paymentId,
      price: jsonNumber(request.price),
      expired: jsonNumber(String(request.expiresInHours)),
    }),
    timeoutMs,
    context: {
      paymentId: request.paymentId,
      names: options.names,
      toleranceSeconds: options.webhook.toleranceSeconds,
      secrets: [...secretKeys.map((key) => key.reveal()), signature],
    },
  });
  publish("gateway", () => ({
    appId,
    paymentId: request.paymentId,
    try: tries,
    result: result.type,
    status: result.status ?? null,
    code: result.type === "made" ? null : result.error.code,
    durationMs: environment.now() - startedAt,
  }));
  return result;
}
