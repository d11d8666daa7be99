export { webhookGuardWith } from "./guard.ts";
export {
  type CreateTestPaymentsOptions,
  createTestPayments,
  type Paying,
  type TestPayments,
} from "./payments.ts";
