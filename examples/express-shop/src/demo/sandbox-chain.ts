import { tron } from "@coincoin/chain";
import type { ChainOptions } from "@coincoin/core";

/** The sandbox's chain is fast, and a demo does not wait: a look every so many ms, instead of every ten seconds. */
const LOOK_EVERY_MS = 300;

/** For the demo alone: looks at the sandbox's chain through both of its providers. `paid` comes from SHOP_CHAIN. */
export function sandboxChain(
  paid: string | undefined,
  urls: string,
  now: () => number,
): ChainOptions | undefined {
  if (paid !== "gateway" && paid !== "both" && paid !== "either") return undefined;
  const reader = tron({
    urls: urls.split(",").map((url, index) => ({ url, name: `provider ${index + 1}` })),
    environment: { now },
  });
  return { networks: [{ ...reader, pace: { ...reader.pace, tickMs: LOOK_EVERY_MS } }], paid };
}
