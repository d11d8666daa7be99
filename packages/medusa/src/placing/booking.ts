import type { Logger } from "@coincoin/core";
import { runWorkflow } from "../medusa/container.ts";
import { createSession, refundPayment, resizeSession } from "../medusa/payment-module.ts";
import { type Collection, readCollection } from "../medusa/rows.ts";
import type { Accounts } from "../payments/accounts.ts";
import { difference, isPositive, smallest, sum } from "../payments/money.ts";
import { isOurs } from "../payments/providers.ts";
import type { Placement } from "./placement.ts";
import { isPermanent, NotYet } from "./refusals.ts";
import { isSaved, refuseUnfinished } from "./saving.ts";
import { unusedSession } from "./sessions.ts";

/** Has Medusa write down what came and what went back. Each step may be repeated: what counts is what is there. */
export class Booking {
  readonly #accounts: Accounts;
  readonly #logger: Logger;

  constructor(accounts: Accounts, logger: Logger) {
    this.#accounts = accounts;
    this.#logger = logger;
  }

  /**
   * Has Medusa book exactly this: more fails, less would count as paid all the same. By a payment that is there already
   * and not captured, else by a session that no payment was made of.
   */
  async capture(collection: Collection, amount: string): Promise<Placement | undefined> {
    const waiting = collection.payments.find(
      (payment) => isOurs(payment.providerId) && !payment.isCanceled && !isPositive(payment.captured),
    );
    const before = bookedIn(collection);
    const outcome =
      waiting === undefined
        ? await this.#captureSession(collection, amount)
        : await runWorkflow("capture-payment-workflow", {
            payment_id: waiting.id,
            amount: smallest(amount, waiting.amount),
          });
    const after = await readCollection(collection.id);
    // Success says nothing: what counts is what is there.
    if (after !== undefined && isPositive(difference(bookedIn(after), before))) return undefined;
    if (after?.order?.status === "canceled") return undefined;
    const reason = outcome.type === "failed" ? outcome.reason : "the order does not read as paid";
    if (outcome.type === "failed" && isPermanent(outcome)) {
      return {
        type: "blocked",
        code: "not_booked",
        about: await this.#accounts.heldFor(collection),
        reason: `Paid, and Medusa does not book it: ${reason} It is tried again automatically.`,
      };
    }
    throw new NotYet(`The payment could not be captured: ${reason}`);
  }

  async #captureSession(collection: Collection, amount: string) {
    const unused = unusedSession(collection);
    const isUsable = unused !== undefined && isSaved(unused);
    if (!isUsable) refuseUnfinished(unused);
    const provider = await this.#accounts.providerOf(collection.id);
    const { id: collectionId, currency } = collection;
    const sessionId = isUsable
      ? await resizeSession(unused, amount)
      : await createSession({ collectionId, provider: provider ?? "pp_coincoin_coincoin", amount, currency });
    return runWorkflow("process-payment-workflow", {
      action: "captured",
      data: { session_id: sessionId, amount },
    });
  }

  async rebook(paymentIds: readonly string[], done: Set<string>): Promise<undefined> {
    if (done.has("rebook")) throw new NotYet("The payment is captured, and its order does not read as paid.");
    done.add("rebook");
    for (const payment_id of paymentIds) await runWorkflow("capture-payment-workflow", { payment_id });
    return undefined;
  }

  /** Of a cancelled order Medusa's own routes refuse a refund; its payment module books it. */
  async refund({ payments, order }: Collection, amount: string): Promise<Placement | undefined> {
    let rest = amount;
    for (const payment of payments) {
      const refunded = sum(payment.refunds.map((refund) => refund.amount));
      const part = smallest(rest, difference(payment.captured, refunded));
      if (!isOurs(payment.providerId) || payment.isCanceled || !isPositive(part)) continue;
      await refundPayment(payment.id, part);
      rest = difference(rest, part);
    }
    this.#logger.info({ order: order?.id, amount }, "money that was sent back by hand is booked");
    return undefined;
  }
}

function bookedIn({ payments }: Collection): string {
  return sum(payments.filter((payment) => isOurs(payment.providerId)).map((payment) => payment.captured));
}
