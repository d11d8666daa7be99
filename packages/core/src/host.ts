import { isoTime } from "./environment.ts";
import { CoinCoinError } from "./errors.ts";
import { decodeUtf8 } from "./exact-json.ts";
import type { Admission, SurfaceHost, WebhookInput, WebhookReply } from "./http/host.ts";
import { refusedReply, takenReply } from "./http/webhook-reply.ts";
import { secretMatcher, viewKey } from "./keys.ts";
import type { IssuedOrder, Order, Purchase } from "./order/order.ts";
import { publicView } from "./order/view.ts";
import type { Parts } from "./parts.ts";
import { Refusals } from "./refusals.ts";
import type { CreateOrderRequest } from "./request.ts";
import { authenticate } from "./webhook/authenticate.ts";
import type { Proofs } from "./webhook/notification.ts";

/** What the façade lends to the HTTP surface besides the parts. */
export interface Lent {
  createOrder(request: CreateOrderRequest): Promise<IssuedOrder>;
  checkoutUrl(paymentId: string): string | null;
}

/** What HTTP needs of an instance. It translates; the parts decide. */
export function surfaceHost(parts: Parts, lent: Lent): SurfaceHost {
  const { config, policy, keys, closing, draining, inFlight, intake } = parts;
  const { appId, environment, limits, logger, testMode } = config;

  const refusals = new Refusals(logger);

  const admit = ({ token, headers }: Pick<WebhookInput, "token" | "headers">): Admission => {
    if (closing.signal.aborted) {
      return {
        type: "refused",
        reply: refusedReply(new CoinCoinError("closed", "This CoinCoin was closed.")),
      };
    }
    const now = environment.now();
    const verdict = authenticate(policy, { token, headers, now });
    if (verdict.type === "refused") {
      refusals.note(verdict.error, now);
      return { type: "refused", reply: refusedReply(verdict.error) };
    }
    return { type: "admitted", receive: (body) => inFlight.track(take(body, verdict.proofs)) };
  };

  const take = async (body: WebhookInput["body"], proofs: Proofs): Promise<WebhookReply> => {
    const text = bodyText(body);
    if (text instanceof Error) return refusedReply(text);
    if (Buffer.byteLength(text) > limits.bodyBytes) {
      return refusedReply(new CoinCoinError("body_too_large", `The body is over ${limits.bodyBytes} bytes.`));
    }
    const receivedAt = isoTime(environment.now());
    const received = await intake.receive({ appId, receivedAt, proofs, body: text });
    return received.type === "taken"
      ? takenReply(received.outcome, received.notification)
      : refusedReply(received.error);
  };

  return {
    limits: {
      bodyBytes: limits.bodyBytes,
      bodyTimeoutMs: limits.bodyTimeoutMs,
      streams: limits.streams,
      streamsPerOrder: limits.streamsPerOrder,
    },
    logger,
    environment,
    closing: draining.signal,
    admitWebhook: (token, headers) => admit({ token, headers }),
    receiveWebhook: async (input) => {
      const admission = admit(input);
      return admission.type === "refused" ? admission.reply : admission.receive(input.body);
    },
    createOrder: (request) => lent.createOrder(request),
    viewKey: (paymentId) => viewKey(currentKey(keys), appId, paymentId),
    checkViewKey: (paymentId, key) =>
      secretMatcher(keys.map((secret) => viewKey(secret, appId, paymentId)))(key),
    readView: async (paymentId) => {
      const store = await parts.store();
      const { purchase } = await store.read({ appId, paymentId });
      const order = attemptOf(purchase, paymentId);
      if (purchase === undefined || order === undefined) return undefined;
      const view = publicView(order, isoTime(environment.now()), lent.checkoutUrl(paymentId), purchase);
      return { view: { ...view, testMode }, version: purchase.version, reference: purchase.reference };
    },
    watch: (paymentId, signal) => {
      const { shared, pollIntervalMs } = config.store;
      return parts.changes.watch(
        paymentId,
        signal,
        shared ? { environment, pollMs: pollIntervalMs } : undefined,
      );
    },
  };
}

export function attemptOf(purchase: Purchase | undefined, paymentId: string): Order | undefined {
  return purchase?.attempts.find((order) => order.paymentId === paymentId);
}

export function currentKey(keys: readonly string[]): string {
  const [current] = keys;
  if (current === undefined) throw new CoinCoinError("config_invalid", "No secret key is set.");
  return current;
}

/** The body's text; a body that was parsed before it got here is written again, for no signature covers it. */
function bodyText(body: WebhookInput["body"]): string | CoinCoinError {
  if (typeof body === "string") return body;
  if (!(body instanceof Uint8Array)) return rewritten(body);
  return decodeUtf8(body) ?? new CoinCoinError("webhook_malformed", "The body is not UTF-8.");
}

/** What is nested too deep to be written is no notification. */
function rewritten(body: object): string | CoinCoinError {
  try {
    return JSON.stringify(body);
  } catch (cause) {
    return new CoinCoinError("webhook_malformed", "The parsed body cannot be written as JSON.", { cause });
  }
}
