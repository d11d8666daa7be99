import type { AttentionDraft } from "./attention.ts";
import type { ChainRow } from "./chain-row.ts";
import type { Watched } from "./chain-watch.ts";
import { attentionId } from "./ids.ts";

const BLIND_MS = 600_000;

/** One item an outage. */
export function blindItemId(appId: string, network: string, failingSince: string): string {
  return attentionId(appId, "chain_blind", [network, failingSince]);
}

/** A person hears of it when orders were open for ten minutes without a look that worked. */
export function blindItem(
  { appId, network, failingSince, failures }: ChainRow,
  orders: readonly Pick<Watched, "createdAt">[],
  at: string,
): AttentionDraft | undefined {
  if (failingSince === null) return undefined;
  const oldest = orders.map(({ createdAt }) => createdAt).reduce((a, b) => (a < b ? a : b), at);
  const since = failingSince > oldest ? failingSince : oldest;
  if (Date.parse(at) - Date.parse(since) < BLIND_MS) return undefined;
  return {
    id: blindItemId(appId, network, failingSince),
    appId,
    kind: "chain_blind",
    paymentId: null,
    reference: null,
    message: `${network} could not be read since ${since}, with ${orders.length} orders to look for. Orders that take the chain's word wait; others are as without it. See the log for what the providers answered. What has to go on is reconciled with overrideChain: true. This item closes when a look works.`,
    details: { network, since, orders: String(orders.length), failures: String(failures) },
    at,
  };
}
