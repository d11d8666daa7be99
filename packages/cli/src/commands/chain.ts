import type { ChainReader } from "@coincoin/chain";
import { type IssuedOrder, isIssued } from "@coincoin/core";
import { type Command, OK } from "../command.ts";
import { sumOf } from "../decimal.ts";
import { transactionUrl } from "../explorers.ts";
import { UsageError } from "../failure.ts";
import { KEY_OPTIONS, readSettings, STORE_OPTION } from "../settings.ts";

/** Ten minutes: the clocks of gateway, shop and chain are not one. */
const CLOCKS_APART_MS = 600_000;

export const chain: Command = {
  name: "chain",
  summary: "Show what the chain has of an order, beside what CoinCoin says",
  usage: "<payment-id> --store <store> [--look]",
  description: `Lists the transfers to the order's address that the shop saw, with a link to each, both sums, and who may say that it is paid; then
the reconcile command to run once CoinCoin's own site says the same. --look asks the chain now, of the providers in
COINCOIN_CHAIN_TRON, …_ETHEREUM, …_BSC, …_BITCOIN, and stores nothing. SQLite: a copy is looked at, so the shop may run.`,
  options: {
    ...KEY_OPTIONS,
    ...STORE_OPTION,
    look: { type: "boolean", help: "ask the chain now as well" },
  },
  words: 1,
  async run({ console, options, json, words, ...call }) {
    const [paymentId] = words;
    if (paymentId === undefined) throw new UsageError("Which order? Give its payment id.");
    const settings = readSettings({ console, options, ...call });
    const { openForReading } = await import("../stores.ts");
    const shop = await openForReading(settings, options.text("schema"));
    try {
      const order = await shop.coincoin.getOrder(paymentId);
      if (order === undefined || !isIssued(order)) {
        throw new UsageError(`There is no order ${paymentId} with an address in this store.`);
      }
      const reader = settings.readers.find(({ network }) => network === order.network);
      const rows = options.flag("look") ? await withLook(order, reader) : storedRows(order);
      const shown = shownOf(order, rows);
      console.out(json ? `${JSON.stringify({ ok: true, ...shown })}\n` : described(order, shown));
      return OK;
    } finally {
      await shop.close();
    }
  },
};

interface Row {
  readonly txId: string;
  readonly index: number;
  readonly amount: string;
  readonly shownBy: readonly string[];
  /** Time of the block; null: not final yet. */
  readonly at: string | null;
}

function storedRows({ onChain }: IssuedOrder): readonly Row[] {
  const final = Object.values(onChain?.transfers ?? {});
  const places = new Set(final.map(placeOf));
  const open = (onChain?.glimpse?.parts ?? []).filter((part) => !places.has(placeOf(part)));
  return [...final, ...open.map((part) => ({ ...part, at: null, shownBy: [] }))];
}

/** What is stored, and what a look at each provider adds. */
async function withLook(order: IssuedOrder, reader: ChainReader | undefined): Promise<readonly Row[]> {
  const { network, address, createdAt, coin } = order;
  if (reader === undefined) {
    throw new UsageError(`No provider of ${network} is named: set COINCOIN_CHAIN_${network.toUpperCase()}.`);
  }
  const since = new Date(Date.parse(createdAt) - CLOCKS_APART_MS).toISOString();
  const rows = new Map(storedRows(order).map((row) => [placeOf(row), row]));
  for (const _provider of reader.providers) {
    // They take turns, one a look.
    const { provider, facts, glimpses } = await reader.look({ addresses: [address], cursor: null, since });
    const seen = [
      ...facts.filter(({ at }) => at >= since),
      ...glimpses.map((part) => ({ ...part, at: null })),
    ];
    for (const { txId, index, amount, at, ...transfer } of seen) {
      if (transfer.coin !== coin) continue;
      const before = rows.get(placeOf({ txId, index }));
      const shownBy = [...new Set([...(before?.shownBy ?? []), provider])].sort();
      rows.set(placeOf({ txId, index }), { txId, index, amount, at: at ?? before?.at ?? null, shownBy });
    }
  }
  return [...rows.values()];
}

function shownOf(order: IssuedOrder, transfers: readonly Row[]) {
  const { paymentId, network, coin, amountDue, received, onChain, paid } = order;
  const final = sumOf(transfers.filter(({ at }) => at !== null).map(({ amount }) => amount));
  return {
    paymentId,
    network,
    coin,
    amountDue,
    /** Final on the chain, and told by CoinCoin: beside each other, never added. */
    chain: final,
    gateway: received[coin] ?? "0",
    paidBy: onChain?.paidBy ?? "gateway",
    quorum: onChain?.quorum ?? 1,
    isPaid: paid !== null,
    transfers: transfers.map((row) => ({ ...row, url: transactionUrl(network, row.txId) })),
    reconcile:
      final === "0"
        ? null
        : `coincoin reconcile ${paymentId} --collected ${coin}=${final} --state settling --by <name>`,
  };
}

function described({ onChain }: IssuedOrder, shown: ReturnType<typeof shownOf>): string {
  const { paymentId, network, coin, amountDue, chain: final, gateway, quorum, isPaid, transfers } = shown;
  const lines = transfers.map(({ amount, at, shownBy, url }) => {
    const hosts = shownBy.length === 0 ? "" : `  ${shownBy.join(", ")}`;
    return `  ${`${amount} ${coin}`.padEnd(24)} ${(at ?? "not final yet").padEnd(24)}  ${url}${hosts}`;
  });
  const hosts = quorum > 1 ? `, ${quorum} hosts have to agree` : "";
  const policy = onChain === null ? "the shop reads no chain for it" : `paid by "${onChain.paidBy}"${hosts}`;
  return `${paymentId}: ${amountDue} ${coin} on ${network}, ${isPaid ? "paid" : "not paid"}; ${policy}
${lines.length === 0 ? "  no transfer was seen, which does not mean that none came" : lines.join("\n")}
  the chain shows          ${final} ${coin} for good
  CoinCoin says            ${gateway} ${coin}
${shown.reconcile === null ? "" : `\nOnce CoinCoin's own site says the same:\n  ${shown.reconcile}\n`}`;
}

function placeOf({ txId, index }: Pick<Row, "txId" | "index">): string {
  return `${txId}:${index}`;
}
