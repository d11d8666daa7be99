export { type CreateTestPaymentsOptions, createTestPayments, type Paying, type TestPayments } from "./payments.ts";
export { webhookGuardWith } from "./guard.ts";
