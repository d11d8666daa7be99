import { compare, type Decimal, readDecimal, ZERO } from "../domain/amount.ts";
import { builtInNames, type Names, namedPair } from "../domain/names.ts";
import type { Accept, AcceptedTerms, AcceptFunction } from "../gateway/accept.ts";
import { invalid, mustBe, optionsOf } from "./check.ts";
import { readName } from "./names.ts";

/** A price in a currency that USDT follows, give or take the gateway's own rate and fee. */
const DEFAULT_RATIO = { min: "0.95", max: "1.05" };

export function readAccept(value: unknown, names: Names = builtInNames): Accept {
  if (isFunction(value)) return value;
  const list: unknown = value ?? [{ coin: "usdt" }];
  if (!Array.isArray(list)) {
    throw mustBe(
      "accept",
      'a list like [{ coin: "usdt", network: "tron" }], or a function of the terms',
      value,
    );
  }
  if (list.length === 0) {
    throw invalid(
      "accept",
      "must name at least one coin, received an empty list: no order could be made. Leave it out to accept USDT at about the price.",
    );
  }
  return list.map((entry: unknown, index) => readEntry(entry, `accept[${index}]`, names));
}

/** What it returns is judged at every call. */
function isFunction(value: unknown): value is AcceptFunction {
  return typeof value === "function";
}

function readEntry(value: unknown, path: string, names: Names): AcceptedTerms {
  const entry = optionsOf(value, path, ["coin", "network", "ratio"]);
  const ratio =
    entry["ratio"] === undefined ? DEFAULT_RATIO : optionsOf(entry["ratio"], `${path}.ratio`, ["min", "max"]);
  const min = readBound(ratio["min"], `${path}.ratio.min`);
  const max = readBound(ratio["max"], `${path}.ratio.max`);
  if (compare(min, max) > 0)
    throw invalid(`${path}.ratio`, `must have a min of at most its max, received min ${min} and max ${max}.`);
  const coin = readName(entry["coin"], `${path}.coin`, "usdt");
  const network =
    entry["network"] === undefined ? null : readName(entry["network"], `${path}.network`, "tron");
  const named = namedPair(names, coin, network);
  return { coin: named.coin ?? coin, network: named.network, ratio: { min, max } };
}

function readBound(value: unknown, path: string): Decimal {
  const bound = typeof value === "string" || typeof value === "number" ? readDecimal(value) : undefined;
  if (bound !== undefined && compare(bound, ZERO) > 0) return bound;
  throw mustBe(path, 'a decimal above 0, like "0.95"', value);
}
