import type { Config } from "../config/config.ts";
import { readPayLink } from "../creation/pay-link.ts";
import type { CreateOrderRequest } from "../creation/request.ts";
import type { Proofs } from "../domain/notification.ts";
import { attemptOf, type IssuedOrder } from "../domain/order.ts";
import { payState } from "../domain/pay-state.ts";
import { isFitting } from "../domain/trust.ts";
import { publicView } from "../domain/view.ts";
import { MINIMUM_PRICE } from "../gateway/limits.ts";
import { authenticate, type RefusalReason, type WebhookPolicy } from "../intake/authenticate.ts";
import { bodyText } from "../intake/body-text.ts";
import { MismatchReader } from "../intake/mismatch.ts";
import type { WebhookIntake } from "../intake/receive.ts";
import { type Environment, isoTime } from "../lib/environment.ts";
import { CoinCoinError } from "../lib/errors.ts";
import { type HeaderSource, readHeader } from "../lib/headers.ts";
import type { InFlight } from "../lib/in-flight.ts";
import { currentKey, secretMatcher, viewKey } from "../lib/keys.ts";
import type { Tally } from "../lib/tally.ts";
import type { Store } from "../store/store.ts";
import type { Changes } from "./changes.ts";
import type { Admission, SurfaceHost, WebhookInput, WebhookReply } from "./host.ts";
import { hasProbeHeader } from "./probe.ts";
import { refusedReply, takenReply, unexpectedReply } from "./webhook-reply.ts";

/** Marks what `coincoin trigger` sends: it is signed with the true key, and says nothing of whether CoinCoin signs. */
const TRIGGER_HEADER = "coincoin-trigger";

/** What the HTTP surface is made of. */
export interface SurfaceParts {
  readonly config: Pick<
    Config,
    "appId" | "limits" | "logger" | "testMode" | "store" | "underpaymentTolerance"
  >;
  readonly environment: Environment;
  readonly policy: WebhookPolicy;
  readonly keys: readonly string[];
  readonly closing: AbortController;
  readonly draining: AbortController;
  readonly inFlight: InFlight;
  readonly intake: WebhookIntake;
  readonly refusals: Tally<RefusalReason>;
  readonly staleSignatures: Tally<"stale">;
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
  const {
    config,
    environment,
    policy,
    keys,
    closing,
    draining,
    inFlight,
    intake,
    refusals,
    staleSignatures,
  } = parts;
  const { appId, limits, logger, testMode } = config;

  const mismatches = new MismatchReader(policy);

  const admit = (token: string | undefined, headers: HeaderSource): Admission => {
    if (closing.signal.aborted) {
      return {
        type: "refused",
        reply: refusedReply(new CoinCoinError("closed", "This CoinCoin was closed.")),
      };
    }
    const now = environment.now();
    const verdict = authenticate(policy, { token, headers, now });
    if (verdict.type === "refused") {
      const { reason, error } = verdict;
      // The doctor asks with a wrong token as well: that is not an attempt, and does not belong in the log.
      if (!hasProbeHeader(headers)) refusals.note(reason, `webhook refused: ${error.message}`, now);
      return { type: "refused", reply: refusedReply(error) };
    }
    return {
      type: "admitted",
      receive: (body) => inFlight.track(take(body, headers, verdict.proofs)),
      lose: async (error) => {
        await inFlight.track(intake.unreadable({ appId, receivedAt: isoTime(environment.now()) }, error));
      },
    };
  };

  const take = async (
    given: WebhookInput["body"],
    headers: HeaderSource,
    proofs: Proofs,
  ): Promise<WebhookReply> => {
    const now = environment.now();
    const receivedAt = isoTime(now);
    const body = await bodyText(given, readHeader(headers, "content-encoding"), limits.bodyBytes);
    if (body.type === "unreadable") {
      const { bytes } = body;
      const came = { appId, receivedAt, ...(bytes === undefined ? {} : { body: bytes }) };
      return refusedReply(await intake.unreadable(came, body.error));
    }
    const { text } = body;
    if (proofs.signature === "stale") noteStale(headers, now);
    const isProof = proofs.signature === "ignored" || isFitting(proofs.signature);
    const received = await intake.receive({
      appId,
      receivedAt,
      proofs: isProof
        ? proofs
        : { ...proofs, mismatch: mismatches.read(proofs.signature, { headers, body: text, now }) },
      body: text,
      ...(readHeader(headers, TRIGGER_HEADER) === undefined ? {} : { source: "trigger" as const }),
    });
    return received.type === "taken"
      ? takenReply(received.outcome, received.notification)
      : refusedReply(received.error);
  };

  const noteStale = (headers: HeaderSource, now: number) => {
    const seconds = Math.round((now - Number(readHeader(headers, "cc-timespan"))) / 1000);
    staleSignatures.note(
      "stale",
      `a webhook's signature is right and its time ${seconds} s from ours: it was taken in. Sent again with its first stamp, or is this machine's clock wrong?`,
      now,
    );
  };

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
    admitWebhook: admit,
    receiveWebhook: async ({ token, headers, body }) => {
      try {
        const admission = admit(token, headers ?? {});
        return admission.type === "refused" ? admission.reply : await admission.receive(body);
      } catch (error) {
        logger.error({ err: error }, "a webhook failed unexpectedly");
        return unexpectedReply();
      }
    },
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
      const { version, reference, withdrawn } = purchase;
      return { view: { ...view, testMode }, version, reference, withdrawn: withdrawn !== undefined };
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
