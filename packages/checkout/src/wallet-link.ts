/** Links from a view are followed only when they are one of ours: a view must not be able to smuggle a script in. */
export const isWalletLink = (uri: string | null): uri is string =>
  uri !== null && /^(?:ethereum|bitcoin):[\w@/?&=.]+$/.test(uri);

/**
 * Whether the link's target is a token's contract (EIP-681, `/transfer?address=…`). A wallet that reads only the target
 * sends the money to the contract, where nobody gets it back.
 */
export const isTokenLink = (uri: string): boolean => uri.includes("/transfer?");
