import type { ChainReader, ProviderReport } from "@coincoin/chain";
import { type CoinCoin, type Health, isIssued, type PaidBy, type Purchase, paidUnder } from "@coincoin/core";
import { type Check, check } from "./check.ts";

/** CoinCoin receives for so many orders at once. */
const ORDERS = 500;
/** A head so old is of a provider that stands still, on any of the networks. */
const OLD_HEAD_MS = 90 * 60_000;
/** Fewer blocks a call than this cost more calls than a look has. */
const FEW_BLOCKS = 100;
/** Purchases that are compared: the newest. */
const COMPARED = 200;
const NAMED = 5;
/** From the first block that is read again to the head: ten minutes, what is not final, and some. */
const OLD_CURSOR_MS = 3 * 3_600_000;

/** Each provider of each network: whether it is on the right chain, and what it can do. */
export async function checkProviders(readers: readonly ChainReader[]): Promise<readonly Check[]> {
  const each = readers.map(async (reader) => {
    const reports = await reader.check();
    return reports.map((report) => providerCheck(reader, report));
  });
  return (await Promise.all(each)).flat();
}

function providerCheck(reader: ChainReader, report: ProviderReport): Check {
  const { provider, problem, headAgeMs, finality, chain, decimals, mostBlocks } = report;
  if (problem !== null) return check("chain", "failed", problem.message);
  const coins = Object.entries(decimals).map(([coin, places]) => `${coin} with ${places} decimals`);
  const age = Math.max(0, headAgeMs ?? 0);
  const depth = "final is counted in blocks below the newest, since it does not say what is final";
  const calls = reader.callsADay(ORDERS).toLocaleString("en-US");
  const share = reader.providers.length > 1 ? `, a ${reader.providers.length}th of them here` : "";
  const parts = [
    `${reader.network}, ${provider}: ${[chain, ...coins].join(", ")}`,
    `its newest block is ${ageOf(age)} old${age > OLD_HEAD_MS ? ", so it stands still" : ""}`,
    finality === "reported" ? "it says what is final" : depth,
    ...(mostBlocks === null ? [] : [`it searches ${mostBlocks.toLocaleString("en-US")} blocks in a call`]),
    `${calls} calls a day for ${ORDERS} open orders, a look every ${reader.pace.tickMs / 1000} s${share}`,
  ];
  const isPoor = age > OLD_HEAD_MS || (mostBlocks !== null && mostBlocks < FEW_BLOCKS);
  return check("chain", isPoor ? "warning" : "ok", parts.join("; "));
}

/** What the shop's own looks left in the store: how far they are, and what another policy would have decided. */
export async function checkWatch(coincoin: CoinCoin, { chain }: Health): Promise<readonly Check[]> {
  const now = Date.now();
  return [...chain.map((one) => cursorCheck(one, now)), ...(await policyChecks(coincoin))];
}

function cursorCheck(
  { network, lastLookAt, cursorAt, failures, failingSince }: Health["chain"][number],
  now: number,
): Check {
  if (lastLookAt === null)
    return check(
      "cursor",
      failures > 0 ? "warning" : "skipped",
      `${network}: no look worked yet${failedSince(failures, failingSince)}`,
    );
  const look = `${network}: the last look was ${ageOf(now - Date.parse(lastLookAt))} ago`;
  const read =
    cursorAt === null
      ? "the next one begins at the oldest open order"
      : `all is read for good up to ${ageOf(now - Date.parse(cursorAt))} ago`;
  const isLate =
    failures > 0 || (cursorAt !== null && Date.parse(lastLookAt) - Date.parse(cursorAt) > OLD_CURSOR_MS);
  return check("cursor", isLate ? "warning" : "ok", `${look}, ${read}${failedSince(failures, failingSince)}`);
}

function failedSince(failures: number, since: string | null): string {
  return failures === 0 ? "" : `; ${failures} looks failed since ${since ?? "then"}`;
}

async function policyChecks(coincoin: CoinCoin): Promise<readonly Check[]> {
  const { items } = await coincoin.listPurchases({ limit: COMPARED });
  const watched = items.filter(({ attempts }) =>
    attempts.some((order) => isIssued(order) && order.onChain !== null),
  );
  if (watched.length === 0) return [];
  const told = (["gateway", "both", "either"] as const).map((policy) => {
    const others = watched.filter((purchase) => paidUnder(purchase)[policy] !== (purchase.paid !== null));
    return `"${policy}" ${others.length === 0 ? "would have decided the same" : differing(others, policy)}`;
  });
  return [
    check(
      "policy",
      "ok",
      `of the newest ${watched.length} purchases that a chain was read for: ${told.join("; ")}`,
    ),
  ];
}

function differing(others: readonly Purchase[], policy: PaidBy): string {
  const side = (title: string, isPaid: boolean): string[] => {
    const found = others
      .filter((purchase) => paidUnder(purchase)[policy] === isPaid)
      .map(({ reference }) => reference);
    const more = found.length > NAMED ? ` and ${found.length - NAMED} more` : "";
    return found.length === 0 ? [] : [`${title} ${found.slice(0, NAMED).join(", ")}${more}`];
  };
  return [...side("would also have paid", true), ...side("would not have paid", false)].join(" and ");
}

function ageOf(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  return seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} minutes`;
}
