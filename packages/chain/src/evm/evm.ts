import { ChainError } from "../errors.ts";
import type { ChainReader } from "../reader.ts";
import { type TokenReaderOptions, tokenReader } from "./reader.ts";
import { EVM_NETWORKS } from "./spec.ts";

export interface EvmOptions extends TokenReaderOptions {
  readonly network: "ethereum" | "bsc";
}

/**
 * Reads USDT on Ethereum or BNB Smart Chain. Ether and BNB themselves leave no log, and are not seen.
 *
 * Throws `config_invalid`.
 *
 * @example
 * ```ts
 * const reader = evm({ network: "ethereum", urls: [process.env.ETHEREUM_RPC_1, process.env.ETHEREUM_RPC_2] });
 * ```
 */
export function evm(options: EvmOptions): ChainReader {
  const name: string = options.network;
  if (!Object.hasOwn(EVM_NETWORKS, name)) {
    const names = Object.keys(EVM_NETWORKS).join(", ");
    const message = `Option "network" of evm() must be one of ${names}, received "${name}".`;
    throw new ChainError("config_invalid", message);
  }
  return tokenReader(EVM_NETWORKS[options.network], options);
}
