import type { Proofs } from "../domain/notification.ts";
import { isFitting } from "../domain/trust.ts";
import { type Environment, isoTime } from "../lib/environment.ts";
import { CoinCoinError } from "../lib/errors.ts";
import { type HeaderSource, readHeader } from "../lib/headers.ts";
import type { InFlight } from "../lib/in-flight.ts";
import type { Logger } from "../lib/logger.ts";
import type { Tally } from "../lib/tally.ts";
import { authenticate, type RefusalReason, type WebhookPolicy } from "./authenticate.ts";
import { bodyText } from "./body-text.ts";
import { MismatchReader } from "./mismatch.ts";
import type { WebhookIntake, WebhookResult } from "./receive.ts";

/** Marks what `coincoin trigger` sends: it is signed with the true key, and says nothing of whether CoinCoin signs. */
const TRIGGER_HEADER = "coincoin-trigger";
/** Marks what `coincoin doctor` sends. */
const PROBE_HEADER = "coincoin-probe";

export interface WebhookInput {
  readonly token: string | undefined;
  /** A request without any may have none. */
  readonly headers: HeaderSource | null | undefined;
  /** Bytes, as an array of them, a view or a buffer; text; or what a parser made of them. */
  readonly body: Uint8Array | ArrayBufferLike | string | object | null | undefined;
}

/** Whether a notification may come in, judged before its body is read. */
export type Admission =
  | {
      readonly type: "admitted";
      receive(body: WebhookInput["body"]): Promise<WebhookResult>;
      /** Its body did not get here: a person is told, once an hour for each reason. Never rejects. */
      lose(error: CoinCoinError): Promise<void>;
    }
  | { readonly type: "refused"; readonly error: CoinCoinError };

export interface GateDependencies {
  readonly policy: WebhookPolicy;
  readonly intake: Pick<WebhookIntake, "receive" | "unreadable">;
  readonly bodyBytes: number;
  readonly environment: Pick<Environment, "now">;
  readonly logger: Logger;
  /** Aborts when nothing more is taken in. */
  readonly closing: AbortSignal;
  readonly inFlight: InFlight;
  readonly refusals: Tally<RefusalReason>;
  readonly staleSignatures: Tally<"stale">;
}

/** Where a webhook comes in: token and headers first, then the body, then the intake. */
export class WebhookGate {
  readonly #deps: GateDependencies;
  readonly #mismatches: MismatchReader;

  constructor(deps: GateDependencies) {
    this.#deps = deps;
    this.#mismatches = new MismatchReader(deps.policy);
  }

  /** Admits and receives at once. Never rejects: what nobody expected is refused with `internal_error`. */
  async receive({ token, headers, body }: WebhookInput): Promise<WebhookResult> {
    try {
      const admission = this.admit(token, headers ?? {});
      return admission.type === "refused" ? admission : await admission.receive(body);
    } catch (cause) {
      this.#deps.logger.error({ err: cause }, "a webhook failed unexpectedly");
      const error = new CoinCoinError(
        "internal_error",
        "The webhook could not be handled because of an unexpected error. See `cause`.",
        {
          cause,
        },
      );
      return { type: "refused", error };
    }
  }

  /** Looks at token and headers alone, so that nothing that a stranger sends is read. */
  admit(token: string | undefined, headers: HeaderSource): Admission {
    const { policy, closing, environment, inFlight, intake, refusals } = this.#deps;
    if (closing.aborted) {
      return {
        type: "refused",
        error: new CoinCoinError("closed", "This CoinCoin was closed. Create a new one to use it again."),
      };
    }
    const now = environment.now();
    const verdict = authenticate(policy, { token, headers, now });
    if (verdict.type === "refused") {
      const { reason, error } = verdict;
      // The doctor asks with a wrong token as well: that is not an attempt, and does not belong in the log.
      if (!hasProbeHeader(headers)) refusals.note(reason, `webhook refused: ${error.message}`, now);
      return { type: "refused", error };
    }
    const { appId } = policy;
    return {
      type: "admitted",
      receive: (body) => inFlight.track(this.#take(body, headers, verdict.proofs)),
      lose: async (error) => {
        await inFlight.track(intake.unreadable({ appId, receivedAt: isoTime(environment.now()) }, error));
      },
    };
  }

  async #take(given: WebhookInput["body"], headers: HeaderSource, proofs: Proofs): Promise<WebhookResult> {
    const { policy, bodyBytes, environment, intake } = this.#deps;
    const { appId } = policy;
    const now = environment.now();
    const receivedAt = isoTime(now);
    const body = await bodyText(given, readHeader(headers, "content-encoding"), bodyBytes);
    if (body.type === "unreadable") {
      const { bytes } = body;
      const came = { appId, receivedAt, ...(bytes === undefined ? {} : { body: bytes }) };
      return { type: "refused", error: await intake.unreadable(came, body.error) };
    }
    const { text } = body;
    if (proofs.signature === "stale") this.#noteStale(headers, now);
    const isProof = proofs.signature === "ignored" || isFitting(proofs.signature);
    return intake.receive({
      appId,
      receivedAt,
      proofs: isProof
        ? proofs
        : { ...proofs, mismatch: this.#mismatches.read(proofs.signature, { headers, body: text, now }) },
      body: text,
      ...(readHeader(headers, TRIGGER_HEADER) === undefined ? {} : { source: "trigger" as const }),
    });
  }

  #noteStale(headers: HeaderSource, now: number): void {
    const seconds = Math.round((now - Number(readHeader(headers, "cc-timespan"))) / 1000);
    this.#deps.staleSignatures.note(
      "stale",
      `a webhook's signature is right and its time ${seconds} s from ours: it was taken in. Sent again with its first stamp, or is this machine's clock wrong?`,
      now,
    );
  }
}

export function hasProbeHeader(headers: HeaderSource): boolean {
  return readHeader(headers, PROBE_HEADER) !== undefined;
}
