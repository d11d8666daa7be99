export { type BitcoinOptions, bitcoin } from "./bitcoin/bitcoin.ts";
export type { ChainCall, ChainEnvironment } from "./environment.ts";
export { ChainError, type ChainErrorCode, type ChainErrorOptions, chainErrorCodes } from "./errors.ts";
export { type EvmOptions, evm } from "./evm/evm.ts";
export type { TokenReaderOptions } from "./evm/reader.ts";
export type { ReaderOptions } from "./options.ts";
export { nextLookMs } from "./pace.ts";
export type { Endpoint } from "./provider/endpoint.ts";
export type {
  Block,
  BlockId,
  ChainReader,
  Cursor,
  Fact,
  Glimpse,
  Look,
  LookQuery,
  Pace,
  ProviderReport,
} from "./reader.ts";
export { TOKENS, type Token } from "./tokens.ts";
export { type TronOptions, tron } from "./tron/tron.ts";
export { agreedFacts, factKey, joinFacts, type Testimonies, type Testimony } from "./witnesses.ts";
