import type { Network } from "./coins.ts";
/**
 * A well-formed address with a valid checksum, the same for the same seed and order. Nobody holds its key:
 * real money sent there is gone.
 */
export declare function addressFor(network: Network, seed: string, paymentId: string): string;
/** Base58check of 0x41 and the 20 bytes. */
export declare function tronAddress(bytes: Uint8Array): string;
/** Native segwit (P2WPKH, version 0), BIP 173. */
export declare function segwitAddress(bytes: Uint8Array): string;
/** Hex in which the letters' case carries a checksum, EIP-55. */
export declare function eip55Address(bytes: Uint8Array): string;
