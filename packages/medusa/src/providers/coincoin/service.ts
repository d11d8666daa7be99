import { isIssued, type Order } from "@coincoin/core";
import { container } from "@medusajs/framework";
import type {
  AuthorizePaymentInput,
  AuthorizePaymentOutput,
  CancelPaymentInput,
  CancelPaymentOutput,
  CapturePaymentInput,
  CapturePaymentOutput,
  DeletePaymentInput,
  DeletePaymentOutput,
  GetPaymentStatusInput,
  GetPaymentStatusOutput,
  InitiatePaymentInput,
  InitiatePaymentOutput,
  ProviderWebhookPayload,
  RefundPaymentInput,
  RefundPaymentOutput,
  RetrievePaymentInput,
  RetrievePaymentOutput,
  UpdatePaymentInput,
  UpdatePaymentOutput,
  WebhookActionResult,
} from "@medusajs/framework/types";
import {
  AbstractPaymentProvider,
  ContainerRegistrationKeys,
  MedusaError,
  PaymentActions,
  PaymentSessionStatus,
} from "@medusajs/framework/utils";
import { ANOTHER_COPY } from "../../medusa/container.ts";
import { readCollection, readSession, type Session } from "../../medusa/rows.ts";
import type CoinCoinModuleService from "../../modules/coincoin/service.ts";
import { allowsRefund, covers } from "../../payments/account.ts";
import { asCustomerError } from "../../payments/errors.ts";
import { collectionIdOf, paymentIdOf } from "../../payments/ids.ts";
import { exact, inWords } from "../../payments/money.ts";

interface Data {
  readonly [name: string]: unknown;
}

const COINCOIN = "coincoin";

const MISSING =
  'The payment provider of @coincoin/medusa needs the plugin: add { resolve: "@coincoin/medusa", options: { … } } to `plugins` in medusa-config. The entry under the payment module has only `resolve` and `id`.';

/**
 * CoinCoin as Medusa's payment provider `pp_coincoin_<id>`. Of the data that reaches it only `session_id` is believed,
 * the rest may come from a browser; what is due is read from the store, what was paid from CoinCoin's own records.
 */
export default class CoinCoinProviderService extends AbstractPaymentProvider {
  static override identifier = COINCOIN;

  /** Stops the boot when the plugin is missing, or when options were put here. */
  static override validateOptions(options: Record<string, unknown> | undefined): void {
    const config = configOfStore();
    if (config !== undefined && config.modules?.[COINCOIN] === undefined) throw invalid(MISSING);
    if (Object.keys(options ?? {}).length === 0) return;
    throw invalid(
      "@coincoin/medusa takes its options once, under `plugins`: leave `options` out of the payment provider's entry.",
    );
  }

  /** Called by Medusa. Options are the plugin's. */
  constructor(cradle: Record<string, unknown>) {
    super(cradle, {});
  }

  async initiatePayment(input: InitiatePaymentInput): Promise<InitiatePaymentOutput> {
    const session = await sessionIn(input.data);
    const data = await forCustomer(session, () => ask(session));
    return { id: session.id, status: PaymentSessionStatus.PENDING, data };
  }

  /** An amount that changed needs an address of its own; what came to the old one counts. */
  async updatePayment(input: UpdatePaymentInput): Promise<UpdatePaymentOutput> {
    const session = { ...(await sessionIn(input.data)), amount: exact(input.amount) };
    return { data: await forCustomer(session, () => ask(session)) };
  }

  async authorizePayment(input: AuthorizePaymentInput): Promise<AuthorizePaymentOutput> {
    const session = await sessionIn(input.data);
    return forCustomer(session, async () => {
      const { order, isCovered } = await coincoinModule().orders.current(session);
      return { status: await statusOf(session), data: dataOf(session.id, isCovered ? undefined : order) };
    });
  }

  async getPaymentStatus(input: GetPaymentStatusInput): Promise<GetPaymentStatusOutput> {
    const session = await sessionIn(input.data);
    return { status: await forCustomer(session, () => statusOf(session)), data: { ...input.data } };
  }

  async capturePayment(input: CapturePaymentInput): Promise<CapturePaymentOutput> {
    const session = await sessionIn(input.data);
    const account = await coincoinModule().accounts.readFor(session);
    if (covers(account, session.amount)) return { data: { ...input.data } };
    const { currency } = session;
    throw new MedusaError(
      MedusaError.Types.NOT_ALLOWED,
      `CoinCoin holds ${inWords(account.free, currency)} of ${inWords(session.amount, currency)}: there is nothing to capture yet. It is captured automatically when the rest has come.`,
    );
  }

  /** Medusa also calls this when it cancels an order: it succeeds only for what was sent back by hand before. */
  async refundPayment(input: RefundPaymentInput): Promise<RefundPaymentOutput> {
    const amount = exact(input.amount);
    const collectionId = await collectionOf(input.data);
    const collection = collectionId === undefined ? undefined : await readCollection(collectionId);
    if (collection === undefined) throw invalid("CoinCoin: this payment belongs to no payment collection.");
    const { id, currency } = collection;
    const refundId = input.context?.idempotency_key;
    const account = await coincoinModule().accounts.readBefore(refundId, { collectionId: id, currency });
    if (allowsRefund(account, amount)) return { data: { ...input.data } };
    throw new MedusaError(
      MedusaError.Types.NOT_ALLOWED,
      `CoinCoin cannot send money back. Send ${inWords(amount, currency)} back by hand, record it on the CoinCoin page of the admin with its transaction, then refund the same amount here.`,
    );
  }

  async cancelPayment(input: CancelPaymentInput): Promise<CancelPaymentOutput> {
    return { data: { ...input.data } };
  }

  /** An address that was shown may still be paid: nothing is forgotten. */
  async deletePayment(input: DeletePaymentInput): Promise<DeletePaymentOutput> {
    return { data: { ...input.data } };
  }

  async retrievePayment(input: RetrievePaymentInput): Promise<RetrievePaymentOutput> {
    return { data: { ...input.data } };
  }

  /**
   * Medusa's built-in hook answers 200 before anything is checked, keeps what it got in memory for 5 seconds and loses
   * it on a restart. CoinCoin's webhook has a route of its own.
   */
  async getWebhookActionAndData(_payload: ProviderWebhookPayload["payload"]): Promise<WebhookActionResult> {
    coincoinModule().log.warn(
      {},
      "a webhook came to Medusa's /hooks/payment/ path, where nothing is done with it. Enter the address that ends in /coincoin/webhook/<token> on CoinCoin's site: the CoinCoin page of the admin shows it.",
    );
    return { action: PaymentActions.NOT_SUPPORTED };
  }
}

/** A container of another copy of the framework has no configuration, and says nothing of copies. */
function configOfStore(): { modules?: Readonly<Record<string, unknown>> } | undefined {
  try {
    return container.resolve(ContainerRegistrationKeys.CONFIG_MODULE, { allowUnregistered: true });
  } catch {
    throw invalid(ANOTHER_COPY);
  }
}

function coincoinModule(): CoinCoinModuleService {
  const module = container.resolve<CoinCoinModuleService | undefined>(COINCOIN, { allowUnregistered: true });
  if (module === undefined) throw invalid(MISSING);
  return module;
}

async function sessionIn(data: Data | undefined): Promise<Session> {
  const sessionId = data?.["session_id"];
  const session =
    typeof sessionId === "string" && paymentIdOf(sessionId) !== undefined
      ? await readSession(sessionId)
      : undefined;
  if (session !== undefined) return session;
  throw invalid("CoinCoin: there is no payment session with this id.");
}

/** A payment outlives its session: then the order that was made for the session says where it belongs. */
async function collectionOf(data: Data | undefined): Promise<string | undefined> {
  const sessionId = data?.["session_id"];
  if (typeof sessionId !== "string") return undefined;
  const session = await readSession(sessionId);
  if (session !== undefined) return session.collectionId;
  const paymentId = paymentIdOf(sessionId);
  const order = paymentId === undefined ? undefined : await coincoinModule().gateways.findOrder(paymentId);
  return order === undefined ? undefined : collectionIdOf(order.reference);
}

/** Makes sure that there is an address for what the session still costs. */
async function ask(session: Session): Promise<Record<string, unknown>> {
  const { orders } = coincoinModule();
  const issued = await orders.issue(session);
  if (issued !== undefined) return dataOf(session.id, issued);
  const { order, isCovered } = await orders.current(session);
  return dataOf(session.id, isCovered ? undefined : order);
}

/** What goes wrong is the merchant's to read, in the log. */
async function forCustomer<T>(session: Session, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { id, collectionId } = session;
    throw asCustomerError(error, coincoinModule().log, { session: id, collection: collectionId });
  }
}

/**
 * Never plain `authorized`: on a placed order that would leave it unpaid for good. `pending_authorization` lets an
 * order be placed while its payment takes its minutes.
 */
async function statusOf(session: Session): Promise<PaymentSessionStatus> {
  const account = await coincoinModule().accounts.readFor(session);
  if (covers(account, session.amount)) return PaymentSessionStatus.CAPTURED;
  return account.isOpen ? PaymentSessionStatus.PENDING_AUTHORIZATION : PaymentSessionStatus.ERROR;
}

/**
 * Customers read this through the store's API: what they have to pay, and nothing that opens anything. A session that
 * is covered shows no address, so that nobody pays it twice.
 */
function dataOf(sessionId: string, order: Order | undefined): Record<string, unknown> {
  const base = { session_id: sessionId, payment_id: order?.paymentId ?? paymentIdOf(sessionId) };
  if (order === undefined || !isIssued(order)) return base;
  const { address, network, coin, amountDue, expiresAt } = order;
  return { ...base, address, network, coin, amount_due: amountDue, expires_at: expiresAt };
}

function invalid(message: string): MedusaError {
  return new MedusaError(MedusaError.Types.INVALID_DATA, message);
}
