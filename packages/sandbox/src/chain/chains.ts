import type { Coin, Network } from "../engine/coins.ts";
import { SandboxError } from "../engine/errors.ts";
import { PretendChain } from "./chain.ts";
import type { ProviderFaults } from "./faults.ts";
import { NATIVE_PLACES, TOKEN_TRAITS } from "./networks.ts";
import { askProvider, type ProviderAnswer, type ProviderRequest } from "./provider.ts";

/** There are two providers of each network: one that is wrong can be held against one that is right. */
export const PROVIDERS = ["first", "second"] as const;
export type Provider = (typeof PROVIDERS)[number];

/** A transfer that somebody makes. */
export interface TransferInput {
  readonly to: string;
  /** Default: USDT, or the network's own coin where it has no USDT. */
  readonly coin?: Coin;
  /** Decimal string; "0" is a transfer of nothing, which anybody can make in any name. */
  readonly amount: string;
  /** Of a contract that only calls itself USDT. */
  readonly isFake?: boolean;
}

/** The pretend chains of a sandbox, one a network. */
export interface PretendChains {
  /** One transaction with all these transfers. It is in the next block. Returns its id. Throws `bad_amount`. */
  readonly send: (network: Network, transfers: readonly TransferInput[]) => string;
  /** What came to an address goes on to the gateway. */
  readonly sweep: (network: Network, address: string, coin: Coin, amount: string) => string;
  /** The last `depth` blocks become others. "drop" (default): their transactions are gone; "again": they are in the next block. */
  readonly reorg: (network: Network, depth: number, transactions?: "drop" | "again") => void;
  /** Number of the newest block, and of the newest final one. */
  readonly heights: (network: Network) => { readonly head: number; readonly final: number };
  /** Time between two blocks, ms. */
  readonly blockMs: (network: Network) => number;
  readonly faults: (network: Network, provider: Provider) => ProviderFaults;
  /** What goes wrong with a provider from now on; `{}` for nothing. */
  readonly setFaults: (network: Network, provider: Provider, faults: ProviderFaults) => void;
  /** What a provider answers. */
  readonly ask: (network: Network, provider: Provider, request: ProviderRequest) => ProviderAnswer;
}

export function createChains(seed: string, now: () => number): PretendChains {
  const start = now();
  const chains = new Map<Network, PretendChain>();
  const plans = new Map<string, ProviderFaults>();

  function chainOf(network: Network): PretendChain {
    const chain = chains.get(network) ?? new PretendChain(network, seed, start);
    chains.set(network, chain);
    return chain;
  }

  const faultsOf = (network: Network, provider: Provider): ProviderFaults =>
    plans.get(`${network} ${provider}`) ?? {};

  return {
    send(network, transfers) {
      const movements = transfers.map(({ to, coin = usualCoin(network), amount, isFake = false }) => {
        return { to, coin, units: unitsOf(network, coin, amount), isFake };
      });
      return shown(network, chainOf(network).send(movements, now()));
    },
    sweep: (network, address, coin, amount) =>
      shown(network, chainOf(network).sweep(address, coin, unitsOf(network, coin, amount), now())),
    reorg: (network, depth, transactions = "drop") => chainOf(network).reorg(depth, now(), transactions),
    heights: (network) => ({ head: chainOf(network).head(now()), final: chainOf(network).final(now()) }),
    blockMs: (network) => chainOf(network).traits.blockMs,
    faults: faultsOf,
    setFaults: (network, provider, faults) => void plans.set(`${network} ${provider}`, faults),
    ask: (network, provider, request) =>
      askProvider(chainOf(network), faultsOf(network, provider), now(), request),
  };
}

/** An id as explorers of the network show it. */
function shown(network: Network, txId: string): string {
  return network === "ethereum" || network === "bsc" ? `0x${txId}` : txId;
}

function usualCoin(network: Network): Coin {
  return network === "bitcoin" ? "btc" : "usdt";
}

/** An amount in the smallest units of its coin on this network: USDT has 6 decimals on Tron, and 18 on BSC. */
function unitsOf(network: Network, coin: Coin, amount: string): bigint {
  const places = coin === "usdt" ? (TOKEN_TRAITS[network]?.decimals ?? 6) : NATIVE_PLACES[coin];
  const [, whole = "", fraction = ""] = /^(\d+)(?:\.(\d+))?$/.exec(amount) ?? [];
  if (whole === "" || fraction.length > places) {
    throw new SandboxError(
      "bad_amount",
      `amount is a decimal string with at most ${places} places of ${coin}`,
    );
  }
  return BigInt(whole + fraction.padEnd(places, "0"));
}
