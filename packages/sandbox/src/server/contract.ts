import type { PretendChains, Provider } from "../chain/chains.ts";
import type { Asset, Network } from "../engine/coins.ts";
import type { PaymentInput } from "../engine/engine.ts";
import type { FaultPlan } from "../engine/faults.ts";
import type { SandboxOrder } from "../engine/order.ts";
import type { Delivery } from "../engine/outbox.ts";
import type { Reading } from "../readings/reading.ts";
import type { TestOrder } from "./self-create.ts";

/** A running gateway. The controls do what customers, the chain and time would do. */
export interface Sandbox {
  /** Dashboard, and the base of the control API. */
  readonly url: string;
  /** The base a merchant's client is given: `POST {apiUrl}/order/create`. */
  readonly apiUrl: string;
  readonly appId: string;
  /** How this gateway reads its document. */
  readonly reading: Reading;
  /** What a shop is given to sell through this gateway: environment variables of `@coincoin/core`. */
  readonly shopEnvironment: Readonly<Record<string, string>>;
  /** The pretend chains on which customers pay, with what can go wrong on them. */
  readonly chains: PretendChains;
  /** What a reader of chains is given as the URL of a provider. There are two, "first" (default) and "second". */
  chainUrl(network: Network, provider?: Provider): string;
  /** Virtual time, ms. */
  now(): number;
  order(paymentId: string): SandboxOrder | undefined;
  orders(): SandboxOrder[];
  /** The page on which the shop lets a customer pay the order, where the sandbox was told. */
  paymentPage(paymentId: string): string | undefined;
  /** Orders something without a merchant, through the same door. Throws `bad_option` with the gateway's refusal. */
  createOrder(order: TestOrder): Promise<SandboxOrder>;
  /** Resolves when the payment is booked; await `settled()` for its webhook. */
  pay(paymentId: string, payment: PaymentInput): Promise<SandboxOrder>;
  settle(paymentId: string): Promise<SandboxOrder>;
  complete(paymentId: string): Promise<SandboxOrder>;
  invalidate(paymentId: string): Promise<SandboxOrder>;
  /** Puts the clock forward to the deadline of an order. Throws `bad_state` for one that was closed before it. */
  expire(paymentId: string): Promise<SandboxOrder>;
  /** Puts the clock forward: what falls due in between happens. Resolves to the new virtual time, ms. */
  advance(by: { readonly hours?: number; readonly ms?: number }): Promise<number>;
  /** All webhooks, oldest first. */
  deliveries(): Delivery[];
  /** Sends a webhook again: same body, fresh signature, no faults. Resolves when that attempt is over. */
  redeliver(deliveryId: string): Promise<Delivery>;
  faults(): FaultPlan;
  setFaults(plan: FaultPlan): void;
  webhookUrl(): string | undefined;
  setWebhookUrl(url: string | undefined): void;
  asset(): Asset;
  /** Coin and network of the orders to come. */
  setAsset(asset: Asset): void;
  /** Resolves when no webhook is under way or due now. Those scheduled for later (delayed, held) are not waited for. */
  settled(): Promise<void>;
  /** Calls back after every change. Returns a function that stops it. */
  onChange(listener: () => void): () => void;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}
