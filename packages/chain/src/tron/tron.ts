import { type TokenReaderOptions, tokenReader } from "../evm/reader.ts";
import type { EvmSpec } from "../evm/spec.ts";
import type { ChainReader } from "../reader.ts";
import { tronBytes } from "./address.ts";

/** java-tron speaks Ethereum's JSON-RPC. Final is what 19 of 27 representatives built upon ("solidified"), a minute or so. */
const TRON: EvmSpec = {
  network: "tron",
  // The last four bytes of the hash of the first block.
  chainId: 0x2b_66_53_dc,
  blockSeconds: 3,
  depth: 20,
  // `node.jsonrpc.maxBlockRange` of java-tron.
  range: 5_000,
  tickMs: 10_000,
  path: "/jsonrpc",
  bytesOf: tronBytes,
  hashOf: (hash) => hash.slice(2),
};

export type TronOptions = TokenReaderOptions;

/**
 * Reads USDT on Tron. TRX itself leaves no log, and is not seen. URLs are those below which `/jsonrpc` lies.
 *
 * Throws `config_invalid`.
 *
 * @example
 * ```ts
 * const reader = tron({ urls: [{ url: "https://api.trongrid.io", headers: { "TRON-PRO-API-KEY": key } }] });
 * ```
 */
export function tron(options: TronOptions): ChainReader {
  return tokenReader(TRON, options);
}
