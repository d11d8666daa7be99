import { container } from "@medusajs/framework";
import { Modules } from "@medusajs/framework/utils";
import type { Session } from "./rows.ts";

/** What of Medusa's payment module is used here, beside its workflows. */
interface PaymentModule {
  createPaymentSession(
    collectionId: string,
    input: {
      readonly provider_id: string;
      readonly amount: string;
      readonly currency_code: string;
      readonly data: Readonly<Record<string, unknown>>;
      readonly context: Readonly<Record<string, unknown>>;
    },
  ): Promise<{ readonly id: string }>;
  updatePaymentSession(input: {
    readonly id: string;
    readonly amount: string;
    readonly currency_code: string;
    readonly data: Readonly<Record<string, unknown>>;
  }): Promise<unknown>;
  refundPayment(input: { readonly payment_id: string; readonly amount: string }): Promise<unknown>;
}

interface NewSession {
  readonly collectionId: string;
  readonly provider: string;
  readonly amount: string;
  readonly currency: string;
}

/** A session of this amount, beside those that are there. Medusa's workflow would take the collection's amount, and delete the others. */
export async function createSession({
  collectionId,
  provider,
  amount,
  currency,
}: NewSession): Promise<string> {
  const { id } = await payments().createPaymentSession(collectionId, {
    provider_id: provider,
    amount,
    currency_code: currency,
    data: {},
    context: {},
  });
  return id;
}

/** A session of an order that was edited, or paid in part, is for what is still to be booked. */
export async function resizeSession(session: Session, amount: string): Promise<string> {
  const { id, currency, data } = session;
  if (session.amount !== amount) {
    await payments().updatePaymentSession({ id, amount, currency_code: currency, data });
  }
  return id;
}

/** Goes past the checks of the admin's routes, which refuse a cancelled order. */
export async function refundPayment(paymentId: string, amount: string): Promise<void> {
  await payments().refundPayment({ payment_id: paymentId, amount });
}

function payments(): PaymentModule {
  return container.resolve<PaymentModule>(Modules.PAYMENT);
}
