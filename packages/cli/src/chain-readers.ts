import { bitcoin, type ChainReader, type Endpoint, evm, tron } from "@coincoin/chain";
import { reasonOf, UsageError } from "./failure.ts";
import { rememberSecret } from "./secrets.ts";

/** Variables that hold URLs of providers, with a comma between two. */
export const CHAIN_VARIABLES = {
  tron: "COINCOIN_CHAIN_TRON",
  ethereum: "COINCOIN_CHAIN_ETHEREUM",
  bsc: "COINCOIN_CHAIN_BSC",
  bitcoin: "COINCOIN_CHAIN_BITCOIN",
} as const;

/** TronGrid takes its key in a header. */
const TRON_KEY_VARIABLE = "COINCOIN_CHAIN_TRON_KEY";

export type ChainNetwork = keyof typeof CHAIN_VARIABLES;

const NETWORKS = ["tron", "ethereum", "bsc", "bitcoin"] as const satisfies readonly ChainNetwork[];

/**
 * A reader for each network whose providers are named. Their URLs are remembered as secrets.
 *
 * @throws UsageError where one cannot be used
 */
export function chainReaders(variable: (name: string) => string | undefined): readonly ChainReader[] {
  return NETWORKS.flatMap((network) => {
    const text = variable(CHAIN_VARIABLES[network]);
    if (text === undefined) return [];
    const urls = text.split(",").map((url) => url.trim());
    for (const url of urls) rememberSecret(url);
    const key = network === "tron" ? variable(TRON_KEY_VARIABLE) : undefined;
    if (key !== undefined) rememberSecret(key);
    const headers: Record<string, string> = key === undefined ? {} : { "TRON-PRO-API-KEY": key };
    try {
      return [
        readerOf(
          network,
          named(urls).map((endpoint) => ({ ...endpoint, headers })),
        ),
      ];
    } catch (error) {
      throw new UsageError(`${CHAIN_VARIABLES[network]}: ${reasonOf(error)}`);
    }
  });
}

function readerOf(network: ChainNetwork, urls: readonly Endpoint[]): ChainReader {
  if (network === "tron") return tron({ urls });
  return network === "bitcoin" ? bitcoin({ esplora: urls }) : evm({ network, urls });
}

/** On this machine two providers have one name, such as those of the sandbox. */
function named(urls: readonly string[]): readonly Endpoint[] {
  const isLocal = (url: string) =>
    URL.canParse(url) && ["127.0.0.1", "localhost"].includes(new URL(url).hostname);
  return urls.map((url, place) => (isLocal(url) ? { url, name: `local ${place + 1}` } : { url }));
}
