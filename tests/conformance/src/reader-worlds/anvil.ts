import { randomBytes } from "node:crypto";
import { TOKENS } from "@coincoin/chain";
import { startProxy } from "../reader-suite/proxy.ts";
import type { ReaderWorld, WorldFactory } from "../reader-suite/world.ts";
import { SLOTS_IN_AN_EPOCH, startAnvil } from "./anvil-process.ts";
import { calldata, word } from "./calldata.ts";
import { NETWORK_FACTS, readerOf } from "./readers.ts";
import { TEST_TOKEN } from "./test-token.ts";
import { tronAddressOf, tronHexOf } from "./tron-address.ts";

const BLOCKS_A_PASS = 4;

type Network = "tron" | "ethereum" | "bsc";

/**
 * A real Ethereum node under the id of a network, with an ERC-20 at the very address of that network's USDT. As Tron it stands in
 * for java-tron, which speaks the same JSON-RPC and is not published as a package.
 */
export function anvilWorld(network: Network): WorldFactory {
  return { name: `anvil as ${network}`, asks: "together", open: () => openAnvil(network) };
}

async function openAnvil(network: Network): Promise<ReaderWorld> {
  const { coin, smallest, decimals, blockSeconds, chainId } = NETWORK_FACTS[network];
  const anvil = await startAnvil(chainId);
  const [account = ""] = await anvil.rpc<string[]>("eth_accounts");
  const token = hexOf(TOKENS.find((one) => one.network === network)?.contract ?? "");
  // A block every so many whole seconds: BSC's are faster than its clock tells.
  const seconds = Math.max(1, Math.round(blockSeconds));
  const face = network === "tron" ? await startProxy(anvil.url, { path: () => "" }) : undefined;

  const mineEvery = async (blocks: number, interval: number): Promise<void> =>
    await anvil.rpc("anvil_mine", `0x${blocks.toString(16)}`, `0x${interval.toString(16)}`);
  const mine = async (blocks: number): Promise<void> => await mineEvery(blocks, seconds);

  async function send(to: string | null, data: string, from = account): Promise<string> {
    return await anvil.rpc("eth_sendTransaction", {
      from,
      ...(to === null ? {} : { to }),
      data,
      gas: "0x2000000",
    });
  }

  async function deploy(): Promise<string> {
    const hash = await send(null, `0x${TEST_TOKEN}${word(BigInt(decimals))}${word(0n)}`);
    await mine(1);
    const { contractAddress } = await anvil.rpc<{ contractAddress: string }>(
      "eth_getTransactionReceipt",
      hash,
    );
    return contractAddress;
  }

  const units = (amount: string): bigint => {
    const [whole = "0", fraction = ""] = amount.split(".");
    return BigInt(whole + fraction.padEnd(decimals, "0"));
  };

  const fake = await deploy();
  await anvil.rpc("anvil_setCode", token, await anvil.rpc("eth_getCode", fake, "latest"));
  for (const contract of [token, fake])
    await send(contract, calldata("mint(address,uint256)", account, 10n ** 40n));
  await mine(SLOTS_IN_AN_EPOCH * 4);

  return {
    network,
    coin,
    smallest,
    blocksUntilFinal: SLOTS_IN_AN_EPOCH * 2,
    showsWaiting: false,
    url: face?.url ?? anvil.url,
    reader: (urls, options) =>
      readerOf(network, urls, { ...options, environment: { now: () => Date.now() + 1e12 } }),
    address: async () => {
      const bytes = `0x${randomBytes(20).toString("hex")}`;
      return network === "tron" ? tronAddressOf(bytes) : bytes;
    },
    async pay(payments) {
      const addresses = payments.map(({ to }) => hexOf(to));
      const amounts = payments.map(({ amount }) => units(amount));
      const hash = await send(token, calldata("many(address[],uint256[])", addresses, amounts));
      return network === "tron" ? hash.slice(2) : hash;
    },
    mine,
    // Real blocks take real work: a long time has few of them.
    pass: async (time) => await mineEvery(BLOCKS_A_PASS, Math.max(1, Math.round(time / BLOCKS_A_PASS))),
    reorg: async (depth) => await anvil.rpc("anvil_reorg", depth, []),
    async sweep(address, amount) {
      const from = hexOf(address);
      await anvil.rpc("anvil_impersonateAccount", from);
      await anvil.rpc("anvil_setBalance", from, "0x56bc75e2d63100000");
      await send(token, calldata("transfer(address,uint256)", account, units(amount)), from);
    },
    async decoys(address) {
      const to = hexOf(address);
      await send(fake, calldata("transfer(address,uint256)", to, units("999")));
      await send(token, calldata("transferFrom(address,address,uint256)", `0x${"9".repeat(40)}`, to, 0n));
    },
    async now() {
      const { timestamp } = await anvil.rpc<{ timestamp: string }>("eth_getBlockByNumber", "latest", false);
      return Number(timestamp) * 1000;
    },
    async close() {
      await face?.close();
      await anvil.stop();
    },
  };

  function hexOf(address: string): string {
    return network === "tron" ? tronHexOf(address) : address.toLowerCase();
  }
}
