/** Links from a view are followed only when they are one of ours: a view must not be able to smuggle a script in. */
export const isWalletLink = (uri: string | null): uri is string =>
  uri !== null && /^(?:ethereum|bitcoin|tron):[\w@/?&=.]+$/.test(uri);
