export const functionNames = [
  "coincoin: verify, parse, validate",
  "coincoin: receiveWebhook, memory",
  "stripe constructEvent",
  "standardwebhooks verify",
  "createHmac, JSON.parse",
] as const;

export type FunctionName = (typeof functionNames)[number];

export interface FunctionCalls {
  /** Calls it for about so long; how often it was done in a second of CPU time of its thread. */
  readonly run: { readonly in: { readonly name: FunctionName; readonly ms: number }; readonly out: number };
}
