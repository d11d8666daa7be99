/** Pages that show a transaction to a person. */
const EXPLORERS: Readonly<Record<string, string>> = {
  tron: "https://tronscan.org/#/transaction/",
  ethereum: "https://etherscan.io/tx/",
  bsc: "https://bscscan.com/tx/",
  bitcoin: "https://mempool.space/tx/",
};

/** The id itself, on a network whose explorer is not known. Only for transactions: an address is never there to be copied. */
export function transactionUrl(network: string, txId: string): string {
  const explorer = EXPLORERS[network];
  return explorer === undefined ? txId : `${explorer}${encodeURIComponent(txId)}`;
}
