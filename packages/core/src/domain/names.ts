/** What a name of the gateway means: in lower case, and for a coin's name that tells its network too (`usdt_trc20`), which. */
export interface CoinName {
  readonly coin: string;
  readonly network: string | null;
}

/** Other names of networks and coins, by `nameKey`. Names that are not in here mean themselves. */
export interface Names {
  readonly networks: ReadonlyMap<string, string>;
  readonly coins: ReadonlyMap<string, CoinName>;
}

/** `USDT (TRC20)`, `usdt-trc20` and `usdt.trc20` are one name. */
export function nameKey(name: string): string {
  return name.toLowerCase().replace(/[\s_.()/-]+/g, "");
}

export function networkNamed({ networks }: Names, name: string): string {
  return networks.get(nameKey(name)) ?? name;
}

export function coinNamed({ coins }: Names, name: string): CoinName {
  return coins.get(nameKey(name)) ?? { coin: name, network: null };
}

/** A coin with its network. One that tells another network than is said beside it stays as it was: that is for a person. */
export function namedPair(
  names: Names,
  coin: string | null,
  network: string | null,
): { readonly coin: string | null; readonly network: string | null } {
  const said = network === null ? null : networkNamed(names, network);
  if (coin === null) return { coin, network: said };
  const meant = coinNamed(names, coin);
  if (said !== null && meant.network !== null && meant.network !== said) return { coin, network: said };
  return { coin: meant.coin, network: said ?? meant.network };
}

/**
 * What each name in `collected` means beside the network that the notification says. Without one, the names tell it where they
 * agree. A name that tells another network is another coin than the order's, and keeps its name.
 */
export function namedCoins(
  names: Names,
  coins: readonly string[],
  network: string | null,
): { readonly coins: ReadonlyMap<string, string>; readonly network: string | null } {
  const meant = coins.map((name) => [name, coinNamed(names, name)] as const);
  const told = new Set(meant.flatMap(([, one]) => one.network ?? []));
  const [only = null] = told.size === 1 ? told : [];
  const at = network ?? only;
  const read = meant.map(([name, one]) => {
    return [name, one.network === null || one.network === at ? one.coin : name] as const;
  });
  return { coins: new Map(read), network: at };
}

/** Standards of tokens and names of chains that mean one network wherever they are written. */
const networks: Readonly<Record<string, readonly string[]>> = {
  tron: ["trc20", "trx", "trxtrc20", "trontrc20", "tronmainnet", "trc20tron"],
  ethereum: ["erc20", "eth", "etherc20", "ethereumerc20", "ethereummainnet", "ethmainnet", "erc20ethereum"],
  bsc: ["bep20", "bnb", "bscbep20", "bnbbep20", "bep20bsc", "bnbchain", "bnbsmartchain", "binancesmartchain"],
  bitcoin: ["btc", "btcmainnet", "bitcoinmainnet"],
};

const coins: Readonly<Record<string, readonly string[]>> = {
  usdt: ["tether", "tetherusd", "tetherus", "usd₮"],
  usdc: ["usdcoin"],
  eth: ["ether", "ethereum"],
  trx: ["tron", "tronix"],
  btc: ["bitcoin", "xbt"],
  bnb: ["binancecoin", "buildandbuild"],
};

/** Coins that live on several networks as tokens, and what is written behind (or before) them to say on which. */
const tokens = ["usdt", "usdc", "tether", "tetherusd", "usdcoin"];
const suffixes: Readonly<Record<string, readonly string[]>> = {
  tron: ["trc20", "tron"],
  ethereum: ["erc20", "ethereum"],
  bsc: ["bep20", "bsc"],
};

/** The names that cannot be mistaken. The merchant's own, of the option `names`, count before them. */
export const builtInNames: Names = {
  networks: new Map(
    Object.entries(networks).flatMap(([network, others]) => others.map((other) => [other, network] as const)),
  ),
  coins: builtInCoins(),
};

/** The sentence on how to say that two names mean the same, to be put behind another; empty for a name that is a usual one itself. */
export function namesHint(which: "coins" | "networks", theirs: string, ours: string): string {
  if (Object.hasOwn(which === "coins" ? coins : networks, theirs)) return "";
  const option = `names: { ${which}: { ${JSON.stringify(theirs)}: ${JSON.stringify(ours)} } }`;
  return ` If ${theirs} is only another name of ${ours}, say so with the option ${option}.`;
}

function builtInCoins(): ReadonlyMap<string, CoinName> {
  const all = new Map<string, CoinName>();
  for (const [coin, others] of Object.entries(coins)) {
    for (const other of others) all.set(other, { coin, network: null });
  }
  for (const token of tokens) {
    const coin = all.get(token)?.coin ?? token;
    for (const [network, words] of Object.entries(suffixes)) {
      for (const word of words) {
        all.set(`${token}${word}`, { coin, network });
        all.set(`${word}${token}`, { coin, network });
      }
    }
  }
  return all;
}
