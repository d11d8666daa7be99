import { compare, type Decimal, readDecimal, ZERO } from "../domain/amount.ts";
import type { ChainSettings } from "../domain/chain-issue.ts";
import type { ChainReader } from "../domain/chain-reader.ts";
import { hasMethods, invalid, mustBe, oneOf, optionsOf, wholeNumber } from "./check.ts";

/** From how many confirmations on these chains do not take a payment back. */
const CONFIRMATIONS: Readonly<Record<string, number>> = { tron: 19, ethereum: 64, bsc: 20, bitcoin: 6 };

/** Undefined: no chain is looked at. */
export function readChain(value: unknown): ChainSettings | undefined {
  if (value === undefined) return undefined;
  const it = optionsOf(value, "chain", ["networks", "paid", "bothFrom", "confirmations"]);
  const readers = readReaders(it["networks"]);
  const paid = oneOf(it["paid"], "chain.paid", ["gateway", "both", "either"], "gateway");
  if (paid === "either") for (const reader of readers) refuseLoneWitness(reader);
  const names = readers.map(({ network }) => network);
  const confirmations = optionsOf(it["confirmations"], "chain.confirmations", names);
  return {
    readers,
    paid,
    bothFrom: readBothFrom(it["bothFrom"]),
    confirmations: Object.fromEntries(
      names.map((network) => [
        network,
        wholeNumber(confirmations[network], `chain.confirmations.${network}`, {
          min: 1,
          max: 10_000,
          fallback: CONFIRMATIONS[network] ?? 12,
        }),
      ]),
    ),
  };
}

function readReaders(value: unknown): ChainReader[] {
  if (!Array.isArray(value) || value.length === 0) {
    throw mustBe("chain.networks", "a list of readers, like [tron({ urls })] from @coincoin/chain", value);
  }
  const readers = value.map((each: unknown, index) => {
    if (isReader(each)) return each;
    throw mustBe(`chain.networks[${index}]`, "a reader, made with @coincoin/chain", each);
  });
  const twice = readers.find(({ network }, index) => readers.findIndex((r) => r.network === network) < index);
  if (twice === undefined) return readers;
  throw invalid(
    "chain.networks",
    `must have one reader for each network, received two for ${twice.network}. Give one reader the URLs of both.`,
  );
}

function isReader(value: unknown): value is ChainReader {
  if (!hasMethods(value, ["look"]) || typeof value !== "object" || value === null) return false;
  const fields = Object.fromEntries(
    ["network", "coins", "providers", "pace"].map((name) => [name, Reflect.get(value, name) as unknown]),
  );
  return (
    typeof fields["network"] === "string" &&
    Array.isArray(fields["coins"]) &&
    Array.isArray(fields["providers"]) &&
    typeof fields["pace"] === "object" &&
    fields["pace"] !== null
  );
}

/** One provider alone could invent money. */
function refuseLoneWitness({ network, providers, trusted }: ChainReader): void {
  if (trusted || new Set(providers).size >= 2) return;
  throw invalid(
    "chain.paid",
    `must not be "either" while ${network} is read through a single host, received ${providers.join(", ")}: that host alone could invent money. Add a URL of an independent provider, set trusted: true if the node is yours, or use "both".`,
  );
}

function readBothFrom(value: unknown): Decimal | null {
  if (value === undefined) return null;
  const price = typeof value === "string" ? readDecimal(value) : undefined;
  if (price !== undefined && compare(price, ZERO) >= 0) return price;
  throw mustBe("chain.bothFrom", 'a price as a decimal string, like "500"', value);
}
