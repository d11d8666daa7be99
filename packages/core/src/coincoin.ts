import { assemble, type Parts } from "./assemble.ts";
import type { CoinCoinOptions } from "./config/config.ts";
import { payLinkPath } from "./creation/pay-link.ts";
import type { CreateOrderRequest, PayLinkRequest, Reconciliation } from "./creation/request.ts";
import { readTerms } from "./creation/terms.ts";
import type { DeliveryReport } from "./delivery/delivery.ts";
import type { Handler } from "./delivery/handlers.ts";
import type { SignaturePin } from "./domain/app-facts.ts";
import type { DomainEventType } from "./domain/events.ts";
import type { IssuedOrder, Order, Purchase } from "./domain/order.ts";
import { attemptOf } from "./domain/order.ts";
import { type PublicOrder, publicView } from "./domain/view.ts";
import { hostKey, type SurfaceHost } from "./http/host.ts";
import { surfaceHost } from "./http/surface-host.ts";
import type { WebhookInput } from "./intake/gate.ts";
import type { WebhookResult } from "./intake/receive.ts";
import { isoTime } from "./lib/environment.ts";
import { CoinCoinError } from "./lib/errors.ts";
import { currentKey, viewKey } from "./lib/keys.ts";
import type { AttentionList } from "./operations/attention.ts";
import type { DeadLetters } from "./operations/dead-letters.ts";
import type { Health } from "./operations/health.ts";
import { healthInTime } from "./operations/health-in-time.ts";
import { type OrderHistory, orderHistory } from "./operations/history.ts";
import type { InboxList } from "./operations/inbox.ts";
import {
  type OrderFilter,
  type OrderQuery,
  orderFilter,
  type PurchaseFilter,
  type PurchaseQuery,
  purchaseFilter,
} from "./operations/listing.ts";
import { eachOf, pageOf } from "./operations/paging.ts";
import { pruneOld } from "./operations/prune.ts";
import { reconcile } from "./operations/reconcile.ts";
import type { RefundList } from "./operations/refunds.ts";
import { unpin } from "./operations/unpin.ts";
import { type WithdrawRequest, withdrawReference } from "./operations/withdraw.ts";
import type { Page } from "./store/store.ts";

/**
 * Payments through CoinCoin for one app. Make one per process and close it when the process ends.
 * With nothing given, options come from COINCOIN_APP_ID, COINCOIN_SECRET_KEY, COINCOIN_PUBLIC_URL and COINCOIN_API_URL.
 */
export class CoinCoin implements AsyncDisposable {
  /** What needs a person. */
  readonly attention: AttentionList;
  /** Events whose handlers failed for the last time. */
  readonly deadLetters: DeadLetters;
  /** Every authentic notification, with its proofs and what became of it. */
  readonly inbox: InboxList;
  /** What was paid back. */
  readonly refunds: RefundList;
  /** What adapters mount. Not for applications. */
  readonly [hostKey]: SurfaceHost;
  readonly #parts: Parts;
  #closed: Promise<void> | undefined;

  /** @throws CoinCoinError `config_invalid`, `store_not_durable` */
  constructor(options: CoinCoinOptions = {}) {
    const parts = assemble(options);
    this.#parts = parts;
    this.attention = parts.attention;
    this.deadLetters = parts.deadLetters;
    this.inbox = parts.inbox;
    this.refunds = parts.refunds;
    this[hostKey] = surfaceHost(parts, {
      createOrder: (request) => this.createOrder(request),
      checkoutUrl: (paymentId) => this.#urlOf(`checkout/${paymentId}?key=${this.viewKey(paymentId)}`) ?? null,
    });
  }

  get appId(): string {
    return this.#parts.config.appId;
  }

  /** Whether pages say that no real money is to be sent. */
  get testMode(): boolean {
    return this.#parts.config.testMode;
  }

  /**
   * Makes an order at the gateway, or gives the one that is there: for the same payment id with the same terms, or an
   * open order of the same reference. Its address may be shown to the customer. After `gateway.waitMs` it rejects with `order_busy`
   * and goes on asking: the next call finds the order. What a customer may be told of an error, `customerMessage` says.
   * @throws CoinCoinError `payment_id_invalid`, `reference_invalid`, `price_invalid`, `price_too_low`,
   * `expiry_invalid`, `metadata_invalid`, `display_invalid`, `order_conflict`, `order_busy`, `already_paid`, `order_withdrawn`, `already_covered`,
   * `too_many_attempts`, `customer_limit_reached`, `too_many_open_orders`, `daily_limit_reached`, `gateway_unauthorized`, `gateway_refused`,
   * `gateway_rate_limited`, `gateway_unreachable`, `outcome_unknown`, `terms_not_accepted`, `store_unavailable`, `closed`
   */
  async createOrder(request: CreateOrderRequest): Promise<IssuedOrder> {
    this.#refuseClosed();
    const terms = readTerms(request, this.#parts.config.expiresInHours);
    return this.#parts.inFlight.track(this.#parts.creation.create(terms));
  }

  /** The order with this payment id. */
  async getOrder(paymentId: string): Promise<Order | undefined> {
    const { purchase } = await (await this.#parts.store()).read({ appId: this.appId, paymentId });
    return attemptOf(purchase, paymentId);
  }

  /** Everything a reference has asked for and received. */
  async getPurchase(reference: string): Promise<Purchase | undefined> {
    return (await (await this.#parts.store()).read({ appId: this.appId, reference })).purchase;
  }

  /**
   * Newest first. What becomes of an order never moves it: it is neither lost nor doubled between pages.
   * @throws CoinCoinError `request_invalid`, `store_unavailable`
   * @example
   * const { items, cursor } = await coincoin.listOrders({ paid: false, coverage: ["partial", "full"], from: "2026-01-01" });
   */
  async listOrders(query: OrderQuery = {}): Promise<Page<Order>> {
    const { appId } = this;
    return (await this.#parts.store()).listOrders({ appId, ...orderFilter(query), ...pageOf(query) });
  }

  /** All orders that the filter finds, newest first, a page at a time: for an export. */
  eachOrder(filter: OrderFilter = {}): AsyncGenerator<Order, void, undefined> {
    return eachOf((page) => this.listOrders({ ...filter, ...page }));
  }

  /** References with their attempts, newest first. @throws CoinCoinError `request_invalid`, `store_unavailable` */
  async listPurchases(query: PurchaseQuery = {}): Promise<Page<Purchase>> {
    const { appId } = this;
    return (await this.#parts.store()).listPurchases({ appId, ...purchaseFilter(query), ...pageOf(query) });
  }

  /** All references that the filter finds, newest first, a page at a time. */
  eachPurchase(filter: PurchaseFilter = {}): AsyncGenerator<Purchase, void, undefined> {
    return eachOf((page) => this.listPurchases({ ...filter, ...page }));
  }

  /**
   * Everything that is known of one order: each notification with its proofs, each event with its delivery, what needed a person.
   * @throws CoinCoinError `order_not_found`, `store_unavailable`
   */
  async orderHistory(paymentId: string): Promise<OrderHistory> {
    return orderHistory(await this.#parts.store(), this.appId, paymentId);
  }

  /**
   * Takes a reference back, for when it was paid in another way or cancelled: its page closes, no order is made for it any more, its
   * pay links end, and what still comes is for a person and never `order.paid`. Raises `order.withdrawn` where an order was made.
   * Twice is once. A reference that no order was made for yet can be withdrawn, too.
   * @throws CoinCoinError `already_paid`, `reference_invalid`, `request_invalid`, `wrong_state`, `store_unavailable`
   */
  withdraw(reference: string, request: WithdrawRequest): Promise<Purchase> {
    this.#refuseClosed();
    const { config, store, rules, environment, committed, inFlight } = this.#parts;
    const deps = { appId: config.appId, store, rules, environment, committed };
    return inFlight.track(withdrawReference(deps, reference, request));
  }

  /**
   * Registers a handler of one type of event, or of several. An event is delivered at least once, until its handlers return:
   * they have to be idempotent, by `event.id`. Returns what removes the handler.
   */
  on<T extends DomainEventType>(types: T | readonly T[], handler: Handler<T>): () => void {
    const remove = this.#parts.handlers.on(types, handler);
    this.#parts.delivery.nudge();
    return remove;
  }

  /** Whether a handler of this type is registered here. */
  handles(type: DomainEventType): boolean {
    return this.#parts.handlers.handles(type);
  }

  /** What to paste into CoinCoin's site. It holds a secret. @throws CoinCoinError `public_url_missing` */
  webhookUrl(): string {
    const [current] = this.#parts.tokens;
    return this.#publicUrl(`webhook/${current?.token ?? "unsigned"}`);
  }

  /** Where the customer of an order pays. It holds the order's view key. @throws CoinCoinError `public_url_missing` */
  checkoutUrl(paymentId: string): string {
    return this.#publicUrl(`checkout/${paymentId}?key=${this.viewKey(paymentId)}`);
  }

  /**
   * One address for one purchase, to be mailed, printed or put on an invoice. Opening it makes no order, since mail scanners open
   * links too: pressing *Pay* does, again for the rest when that order has expired. Paid, it shows the receipt.
   *
   * Everything stands in the link, signed, and nothing is stored. `withdraw(reference, …)` takes back all links of a reference. Of two
   * links for one reference each asks its own price: compare `event.price` with `coversPrice` before you ship.
   *
   * @throws CoinCoinError `public_url_missing`, `reference_invalid`, `price_invalid`, `price_too_low`, `request_invalid`, `display_invalid`
   * @example
   * coincoin.payUrl("invoice-1042", { price: "53.20", display: { amount: "49.90", currency: "EUR", title: "Invoice 1042" } });
   */
  payUrl(reference: string, request: PayLinkRequest): string {
    const { environment, keys } = this.#parts;
    return this.#publicUrl(
      `pay/${payLinkPath(reference, request, { appId: this.appId, keys }, environment.now())}`,
    );
  }

  /** What opens the customer's view of one order, and of no other. */
  viewKey(paymentId: string): string {
    return viewKey(currentKey(this.#parts.keys), this.appId, paymentId);
  }

  /** What a customer may see of an order. */
  publicOrder(order: Order): PublicOrder {
    const { environment, config } = this.#parts;
    const url = this.#urlOf(`checkout/${order.paymentId}?key=${this.viewKey(order.paymentId)}`) ?? null;
    return { ...publicView(order, isoTime(environment.now()), url), testMode: config.testMode };
  }

  /**
   * Takes a webhook in, for servers without an adapter. Never rejects. `webhookReply` renders the result: answer CoinCoin with that.
   * @example
   * const { status, headers, body } = webhookReply(await coincoin.receiveWebhook({ token, headers: request.headers, body: bytes }));
   */
  receiveWebhook(input: WebhookInput): Promise<WebhookResult> {
    return this.#parts.gate.receive(input);
  }

  /**
   * Joins in what a person read on CoinCoin's own site, recorded as theirs.
   * @throws CoinCoinError `order_not_found`, `wrong_state` while the order has no terms, `request_invalid`, `store_unavailable`
   */
  reconcile(paymentId: string, entered: Reconciliation): Promise<Order> {
    this.#refuseClosed();
    return this.#parts.inFlight.track(reconcile(this.#parts, paymentId, entered));
  }

  /**
   * Takes back that CoinCoin was seen to sign its webhooks, for when it does not: from then on unsigned ones are applied, until
   * a signed one comes. What is held stays so: see `inbox.accept`. Resolves to the pin that was taken back; null: there was none.
   * @throws CoinCoinError `request_invalid` without `by`, `store_unavailable`
   */
  unpinSignature(request: { readonly by: string }): Promise<SignaturePin | null> {
    const { config, store, inFlight } = this.#parts;
    return inFlight.track(unpin({ appId: config.appId, store, logger: config.logger }, request));
  }

  /** One pass of what background delivery repeats: spool, deadlines, events. For a cron, or after a request. */
  async deliverDue(query: { limit?: number; signal?: AbortSignal } = {}): Promise<DeliveryReport> {
    this.#refuseClosed();
    return this.#parts.inFlight.track(this.#parts.delivery.deliverDue(query));
  }

  /** Figures of what may need help. Does not reject while the store is out of order, or silent for `timeoutMs` (5,000): it says so. */
  health({ timeoutMs }: { readonly timeoutMs?: number | undefined } = {}): Promise<Health> {
    return healthInTime(this.#parts, timeoutMs);
  }

  /** Removes orders that are over and were last touched before `olderThan`; leaves what keeps them from being paid twice. */
  async prune({ olderThan }: { readonly olderThan: Date | string }): Promise<number> {
    const { config, environment, store, inFlight } = this.#parts;
    return inFlight.track(
      store().then((opened) => pruneOld(opened, config.appId, olderThan, environment.now())),
    );
  }

  /** Opens the store and begins to deliver. Idempotent; a failure is thrown, and is tried again in the background. */
  async start(): Promise<void> {
    this.#refuseClosed();
    if (this.#parts.config.delivery.mode === "background") this.#parts.delivery.start();
    await this.#checkSpool();
    await this.#parts.store();
  }

  async #checkSpool(): Promise<void> {
    const { spool, logger } = this.#parts.config;
    try {
      await spool?.check?.();
    } catch (error) {
      logger.warn(
        { err: error },
        "notifications cannot be spooled: while the store is out of order CoinCoin gets a 503, and it does not promise to send again. Set the option spool to a folder that can be written and that outlives the process, or to false where there is none",
      );
    }
  }

  /**
   * Ends event streams and stops delivering, once the handlers under way are done. Webhooks are still taken in: call it
   * while the server winds down, and `close` when it has. Idempotent.
   */
  async drain(): Promise<void> {
    this.#parts.draining.abort();
    await this.#parts.delivery.stop();
  }

  /** Finishes what is under way, then lets go of the store. Whatever comes later is refused. Idempotent. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    const { closing, inFlight, opened } = this.#parts;
    closing.abort();
    await Promise.all([inFlight.finished(), this.drain()]);
    await opened.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #refuseClosed(): void {
    if (this.#closed !== undefined)
      throw new CoinCoinError("closed", "This CoinCoin was closed. Create a new one to use it again.");
  }

  #urlOf(path: string): string | undefined {
    const { publicUrl } = this.#parts.config;
    return publicUrl === undefined ? undefined : `${publicUrl}/${path}`;
  }

  #publicUrl(path: string): string {
    const url = this.#urlOf(path);
    if (url !== undefined) return url;
    throw new CoinCoinError(
      "public_url_missing",
      'Option "publicUrl" must be set to build this URL, received nothing. Pass the address at which customers and CoinCoin reach the mounted router, like https://shop.example/coincoin, or set COINCOIN_PUBLIC_URL. It is never guessed from a request.',
    );
  }
}
