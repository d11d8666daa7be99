import type { Config } from "../config/config.ts";
import { readPayLink } from "../creation/pay-link.ts";
import type { CreateOrderRequest } from "../creation/request.ts";
import { attemptOf, type IssuedOrder } from "../domain/order.ts";
import { payState } from "../domain/pay-state.ts";
import { publicView } from "../domain/view.ts";
import { MINIMUM_PRICE } from "../gateway/limits.ts";
import type { WebhookGate } from "../intake/gate.ts";
import { type Environment, isoTime } from "../lib/environment.ts";
import { currentKey, secretMatcher, viewKey } from "../lib/keys.ts";
import type { Store } from "../store/store.ts";
import type { Changes } from "./changes.ts";
import type { SurfaceHost } from "./host.ts";

/** What the HTTP surface is made of. */
export interface SurfaceParts {
  readonly config: Pick<
    Config,
    "appId" | "limits" | "logger" | "testMode" | "store" | "underpaymentTolerance"
  >;
  readonly environment: Environment;
  readonly keys: readonly string[];
  readonly draining: AbortController;
  readonly gate: WebhookGate;
  readonly store: () => Promise<Store>;
  readonly changes: Changes;
}

/** What the façade gives besides. */
export interface SurfaceCalls {
  createOrder(request: CreateOrderRequest): Promise<IssuedOrder>;
  checkoutUrl(paymentId: string): string | null;
}

/** What HTTP needs of an instance. It translates; the parts decide. */
export function surfaceHost(parts: SurfaceParts, calls: SurfaceCalls): SurfaceHost {
  const { config, environment, keys, draining, gate } = parts;
  const { appId, limits, logger, testMode } = config;

  return {
    limits: {
      bodyBytes: limits.bodyBytes,
      bodyTimeoutMs: limits.bodyTimeoutMs,
      streams: limits.streams,
      streamMs: limits.streamMs,
      streamsPerOrder: limits.streamsPerOrder,
    },
    logger,
    environment,
    closing: draining.signal,
    admitWebhook: (token, headers) => gate.admit(token, headers),
    createOrder: (request) => calls.createOrder(request),
    viewKey: (paymentId) => viewKey(currentKey(keys), appId, paymentId),
    checkViewKey: (paymentId, key) =>
      secretMatcher(keys.map((secret) => viewKey(secret, appId, paymentId)))(key),
    readView: async (paymentId) => {
      const store = await parts.store();
      const { purchase } = await store.read({ appId, paymentId });
      const order = attemptOf(purchase, paymentId);
      if (purchase === undefined || order === undefined) return undefined;
      const view = publicView(order, isoTime(environment.now()), calls.checkoutUrl(paymentId), purchase);
      return { view: { ...view, testMode }, version: purchase.version, reference: purchase.reference };
    },
    readPayLink: (reference, search) => readPayLink(reference, search, { appId, keys }),
    payState: async ({ reference, price }) => {
      const snapshot = await (await parts.store()).read({ appId, reference });
      const { underpaymentTolerance } = config;
      return payState(snapshot, price, { minimumPrice: MINIMUM_PRICE, underpaymentTolerance });
    },
    testMode,
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
