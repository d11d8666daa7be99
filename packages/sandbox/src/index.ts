export {
  createChains,
  PROVIDERS,
  type PretendChains,
  type Provider,
  type TransferInput,
} from "./chain/chains.ts";
export type { ProviderFaults } from "./chain/faults.ts";
export type { ProviderAnswer, ProviderRequest } from "./chain/provider.ts";
export { ASSETS, type Asset, type Coin, type Network } from "./engine/coins.ts";
export type { CreateOutcome } from "./engine/create-answer.ts";
export type { CreateRequest, RefusalCode } from "./engine/create-request.ts";
export { createEngine, type Engine, type PaymentInput } from "./engine/engine.ts";
export { SandboxError, type SandboxErrorCode } from "./engine/errors.ts";
export {
  CREATE_FAULTS,
  type CreateFault,
  DELIVERY_FAULTS,
  type DeliveryFault,
  type FaultPlan,
  type Scripted,
} from "./engine/faults.ts";
export { type NameSpelling, NUMBER_SPELLINGS, type NumberSpelling } from "./engine/json.ts";
export type { EngineOptions, LatePayments } from "./engine/options.ts";
export type { Payment, SandboxOrder } from "./engine/order.ts";
export type {
  AttemptCause,
  Delivery,
  DeliveryAttempt,
  DeliveryReason,
  Transmission,
  TransmissionResult,
} from "./engine/outbox.ts";
export type { OrderStatus, StateCodes } from "./engine/status.ts";
export { type Json, type JsonObject, Spelled } from "./engine/write-json.ts";
export { READINGS } from "./readings/index.ts";
export type {
  EncodedBody,
  NameReading,
  Reading,
  RefusedRequest,
  SigningInput,
  WebhookFacts,
} from "./readings/reading.ts";
export type { Sandbox } from "./server/contract.ts";
export { createSandbox, type SandboxOptions } from "./server/sandbox.ts";
export type { TestOrder } from "./server/self-create.ts";
