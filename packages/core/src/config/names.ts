import {
  builtInNames,
  type CoinName,
  coinNamed,
  type Names,
  nameKey,
  networkNamed,
} from "../domain/names.ts";
import { received } from "../lib/received.ts";
import { invalid, mustBe, type OptionValues, optionsOf } from "./check.ts";

/** The option `names`, before the built-in ones. Its targets may be built-in names themselves. */
export function readNames(value: unknown): Names {
  const it = optionsOf(value, "names", ["networks", "coins"]);
  const networks = new Map(builtInNames.networks);
  for (const [name, target] of entries(it["networks"], "names.networks")) {
    networks.set(
      nameKey(name),
      networkNamed(builtInNames, readName(target, `names.networks.${name}`, "tron")),
    );
  }
  const coins = new Map(builtInNames.coins);
  for (const [name, target] of entries(it["coins"], "names.coins")) {
    coins.set(nameKey(name), readCoin(target, `names.coins.${name}`));
  }
  return { networks, coins };
}

function entries(value: unknown, path: string): [string, unknown][] {
  if (value === undefined) return [];
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw mustBe(path, 'an object like { "their name": "tron" }', value);
  }
  const named = Object.entries(value);
  const empty = named.find(([name]) => nameKey(name) === "");
  if (empty !== undefined)
    throw invalid(path, `must have names of letters and digits as keys, received ${received(empty[0])}.`);
  return named;
}

function readCoin(value: unknown, path: string): CoinName {
  if (typeof value === "string") return coinNamed(builtInNames, readName(value, path, "usdt"));
  if (typeof value !== "object" || value === null) {
    throw mustBe(path, 'a name like "usdt", or { coin, network }', value);
  }
  const it: OptionValues = optionsOf(value, path, ["coin", "network"]);
  return {
    coin: coinNamed(builtInNames, readName(it["coin"], `${path}.coin`, "usdt")).coin,
    network: networkNamed(builtInNames, readName(it["network"], `${path}.network`, "tron")),
  };
}

/** In lower case. */
export function readName(value: unknown, path: string, example: string): string {
  if (typeof value === "string" && value.trim() !== "") return value.trim().toLowerCase();
  throw mustBe(path, `a name like "${example}"`, value);
}
