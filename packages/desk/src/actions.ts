import { type CoinCoin, CoinCoinError } from "@coincoin/core";
import { given } from "./form.ts";

type Action = (coincoin: CoinCoin, form: URLSearchParams, by: string) => Promise<unknown>;

const states = ["receiving", "settling", "completed", "invalid"] as const;

/** What a person can do. Each is recorded with who did it. */
export const actions: Readonly<Partial<Record<string, Action>>> = {
  resolve: (coincoin, form, by) => coincoin.attention.resolve(field(form, "id"), field(form, "note"), { by }),
  retry: (coincoin, form, by) => coincoin.deadLetters.retry(field(form, "event"), { by }),
  accept: (coincoin, form, by) =>
    coincoin.inbox.accept({ by, paymentId: field(form, "payment"), digest: field(form, "digest") }),
  unpin: (coincoin, _form, by) => coincoin.unpinSignature({ by }),
  withdraw: (coincoin, form, by) =>
    coincoin.withdraw(field(form, "reference"), { reason: field(form, "reason"), by }),
  refund: (coincoin, form, by) =>
    coincoin.refunds.record({
      paymentId: field(form, "payment"),
      amount: field(form, "amount"),
      coin: field(form, "coin").toLowerCase(),
      transaction: given(form, "transaction"),
      note: given(form, "note"),
      allowMore: form.get("more") === "yes",
      by,
    }),
  reconcile: (coincoin, form, by) => {
    const state = states.find((known) => known === form.get("state"));
    if (state === undefined)
      throw new CoinCoinError("request_invalid", `The state must be one of ${states.join(", ")}.`);
    const collected = { [field(form, "coin").toLowerCase()]: field(form, "amount") };
    return coincoin.reconcile(field(form, "payment"), {
      collected,
      state,
      by,
      correct: form.get("correct") === "yes",
    });
  },
};

function field(form: URLSearchParams, name: string): string {
  const value = given(form, name);
  if (value === undefined) throw new CoinCoinError("request_invalid", `Fill in "${name}". Nothing was done.`);
  return value;
}
