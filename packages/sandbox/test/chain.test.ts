import { describe, expect, it } from "vitest";
import { createChains, createEngine, type PretendChains, type ProviderFaults } from "../src/index.ts";
import { startSandbox } from "./helpers.ts";

const TO = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t";
const SELLER = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4";

interface Bench {
  readonly chains: PretendChains;
  pass(ms: number): void;
  ask(network: "tron" | "bitcoin", path: string, body?: object): unknown;
  transfers(query?: string): readonly { transaction_id: string; value: string }[];
}

function bench(seed = "s"): Bench {
  let now = 1_700_000_000_000;
  const chains = createChains(seed, () => now);
  const ask: Bench["ask"] = (network, path, body) => {
    const method = body === undefined ? "GET" : "POST";
    const answer = chains.ask(network, "first", {
      method,
      path,
      body: body === undefined ? "" : JSON.stringify(body),
    });
    if (answer.kind !== "reply") throw new Error(answer.kind);
    return JSON.parse(answer.body);
  };
  return {
    chains,
    ask,
    pass: (ms) => {
      now += ms;
    },
    transfers(query = "") {
      const { data } = ask("tron", `/v1/accounts/${TO}/transactions/trc20?${query}`) as {
        data: { transaction_id: string; value: string }[];
      };
      return data;
    },
  };
}

function rpc({ ask }: Bench, method: string, ...params: readonly unknown[]) {
  return ask("tron", "/jsonrpc", { jsonrpc: "2.0", id: 1, method, params }) as {
    result?: Record<string, string>;
    error?: { code: number; message: string };
  };
}

describe("a pretend chain", () => {
  it("is the same for the same seed and the same calls", () => {
    const run = (seed: string) => {
      const { chains, pass, transfers } = bench(seed);
      chains.send("tron", [{ to: TO, amount: "5" }]);
      pass(60_000);
      return transfers();
    };
    expect(run("x")).toEqual(run("x"));
    expect(run("x")).not.toEqual(run("y"));
  });

  it("makes blocks with time, each on the one before it, and final after a while", () => {
    const one = bench();
    const before = one.chains.heights("tron");
    one.pass(30_000);
    expect(one.chains.heights("tron")).toEqual({ head: before.head + 10, final: before.final + 10 });
    const head = rpc(one, "eth_getBlockByNumber", "latest", false).result;
    const parent = rpc(
      one,
      "eth_getBlockByNumber",
      `0x${(Number(head?.["number"]) - 1).toString(16)}`,
      false,
    ).result;
    expect(head?.["parentHash"]).toBe(parent?.["hash"]);
    const final = rpc(one, "eth_getBlockByNumber", "finalized", false).result;
    expect(Number(head?.["number"]) - Number(final?.["number"])).toBe(19);
  });

  it("takes a transaction into its next block, and back with a reorganisation", () => {
    const { chains, pass, transfers } = bench();
    const txId = chains.send("tron", [{ to: TO, amount: "5" }]);
    expect(transfers()).toEqual([]);
    pass(3_000);
    expect(transfers()).toMatchObject([{ transaction_id: txId, value: "5000000" }]);
    expect(transfers("only_confirmed=true")).toEqual([]);
    chains.reorg("tron", 1, "again");
    expect(transfers()).toEqual([]);
    pass(3_000);
    expect(transfers()).toMatchObject([{ transaction_id: txId }]);
    chains.reorg("tron", 1);
    pass(60_000);
    expect(transfers()).toEqual([]);
  });

  it("changes the hashes of the blocks that were reorganised, and of no others", () => {
    const one = bench();
    const hashOf = (back: number) =>
      rpc(one, "eth_getBlockByNumber", `0x${(one.chains.heights("tron").head - back).toString(16)}`, false)
        .result?.["hash"];
    const before = [0, 1, 2, 3].map(hashOf);
    one.chains.reorg("tron", 2);
    const after = [0, 1, 2, 3].map(hashOf);
    expect(after.map((hash, back) => hash === before[back])).toEqual([false, false, true, true]);
  });

  it("pages as TronGrid does, with a fingerprint", () => {
    const { chains, pass, ask } = bench();
    for (let sent = 0; sent < 5; sent += 1) chains.send("tron", [{ to: TO, amount: "1" }]);
    pass(60_000);
    const ids: string[] = [];
    for (let fingerprint: string | undefined = "0"; fingerprint !== undefined; ) {
      const path = `/v1/accounts/${TO}/transactions/trc20?limit=2&fingerprint=${fingerprint}`;
      const page = ask("tron", path) as {
        data: { transaction_id: string }[];
        meta: { fingerprint?: string };
      };
      ids.push(...page.data.map((row) => row.transaction_id));
      fingerprint = page.meta.fingerprint;
    }
    expect(new Set(ids).size).toBe(5);
  });

  it("tells the logs of a transaction that TronGrid's own list leaves out", () => {
    const { chains, pass, ask } = bench();
    const txId = chains.send("tron", [
      { to: TO, amount: "1" },
      { to: TO, amount: "1" },
    ]);
    expect(ask("tron", "/wallet/gettransactioninfobyid", { value: txId })).toEqual({});
    pass(3_000);
    const info = ask("tron", "/wallet/gettransactioninfobyid", { value: txId }) as { log: unknown[] };
    expect(info.log).toHaveLength(2);
  });

  it("lists TRX apart from tokens", () => {
    const { chains, pass, ask, transfers } = bench();
    chains.send("tron", [{ to: TO, coin: "trx", amount: "2.5" }]);
    pass(3_000);
    expect(transfers()).toEqual([]);
    expect(ask("tron", `/v1/accounts/${TO}/transactions`)).toMatchObject({
      data: [
        {
          ret: [{ contractRet: "SUCCESS" }],
          raw_data: { contract: [{ parameter: { value: { amount: 2_500_000 } } }] },
        },
      ],
    });
  });

  it("shows what waits for a block on Bitcoin", () => {
    const { chains, pass, ask } = bench();
    chains.send("bitcoin", [{ to: SELLER, amount: "0.5" }]);
    expect(ask("bitcoin", `/address/${SELLER}/txs`)).toMatchObject([{ status: { confirmed: false } }]);
    pass(600_000);
    expect(ask("bitcoin", `/address/${SELLER}/txs`)).toMatchObject([
      { vout: [{ scriptpubkey_address: SELLER, value: 50_000_000 }], status: { confirmed: true } },
    ]);
  });

  it.each([
    [{ maxRange: 10 }, -32_602, "exceed max block range: 10"],
    [{ maxAddresses: 1 }, -32_602, "exceed max topics: 1"],
    [{ maxResults: 0 }, -32_005, "query returned more than 0 results"],
    [{ hasNoFinalized: true }, -32_000, "Unknown block"],
  ] satisfies readonly (readonly [ProviderFaults, number, string])[])(
    "has the limits %j",
    (faults, code, message) => {
      const one = bench();
      one.chains.send("tron", [{ to: TO, amount: "1" }]);
      one.pass(60_000);
      one.chains.setFaults("tron", "first", faults);
      const topic = `0x${"a614f803b6fd780986a42c78ec9c7f77e6ded13c".padStart(64, "0")}`;
      const filter = {
        fromBlock: `0x${(one.chains.heights("tron").head - 100).toString(16)}`,
        toBlock: "latest",
        address: "0xa614f803b6fd780986a42c78ec9c7f77e6ded13c",
        topics: [null, null, [topic, `0x${"0".repeat(64)}`]],
      };
      const answers = [rpc(one, "eth_getLogs", filter), rpc(one, "eth_getBlockByNumber", "finalized", false)];
      expect(answers.map(({ error }) => error)).toContainEqual({ code, message });
    },
  );

  it("can leave transactions out, invent some, or be gone, for one provider and not the other", () => {
    const { chains, pass } = bench();
    chains.send("tron", [{ to: TO, amount: "1" }]);
    pass(60_000);
    const path = `/v1/accounts/${TO}/transactions/trc20`;
    const ask = (provider: "first" | "second") =>
      chains.ask("tron", provider, { method: "GET", path, body: "" });
    const good = ask("second");
    chains.setFaults("tron", "first", { isSilent: true });
    expect(ask("first")).toMatchObject({
      kind: "reply",
      status: 200,
      body: expect.stringContaining('"data":[]'),
    });
    chains.setFaults("tron", "first", { status: 429, retryAfter: 9 });
    expect(ask("first")).toMatchObject({ kind: "reply", status: 429, headers: { "retry-after": "9" } });
    chains.setFaults("tron", "first", { dies: "reset" });
    expect(ask("first")).toEqual({ kind: "reset" });
    expect(ask("second")).toEqual(good);
  });

  it("refuses an amount that the coin has no units for", () => {
    const { chains } = bench();
    expect(() => chains.send("tron", [{ to: TO, amount: "0.0000001" }])).toThrow("at most 6 places");
    expect(() => chains.send("tron", [{ to: TO, amount: "-1" }])).toThrow("decimal string");
  });
});

describe("a payment in the sandbox", () => {
  function paid(onChain?: boolean) {
    const engine = createEngine({ now: 1_700_000_000_000 });
    const body = JSON.stringify({ payment_id: "EX100100100", price: 100 });
    engine.createOrder({ headers: engine.merchantHeaders(), body });
    const address = engine.order("EX100100100")?.address ?? "";
    engine.pay("EX100100100", { amount: "100", ...(onChain === undefined ? {} : { onChain }) });
    const list = () => {
      const path = `/v1/accounts/${address}/transactions/trc20`;
      const answer = engine.chains.ask("tron", "first", { method: "GET", path, body: "" });
      return answer.kind === "reply" ? (JSON.parse(answer.body) as { data: unknown[] }).data : [];
    };
    return { engine, list };
  }

  it("is a transaction on the chain, which stays there when the gateway takes the money", () => {
    const { engine, list } = paid();
    engine.advance(3_000);
    expect(list()).toMatchObject([{ value: "100000000" }]);
    engine.advance(3_600_000);
    expect(engine.order("EX100100100")?.status).toBe("completed");
    expect(list()).toMatchObject([{ value: "100000000" }]);
  });

  it("can move inside of the gateway, where no chain shows it", () => {
    const { engine, list } = paid(false);
    engine.advance(60_000);
    expect(engine.order("EX100100100")?.collected).toEqual({ usdt: "100" });
    expect(list()).toEqual([]);
  });
});

describe("the pretend chains over HTTP", () => {
  it("are asked as the real providers are", async () => {
    const sandbox = await startSandbox();
    const post = async (network: "tron" | "ethereum", path: string, body: object) => {
      const response = await fetch(`${sandbox.chainUrl(network)}${path}`, {
        method: "POST",
        body: JSON.stringify(body),
      });
      return (await response.json()) as { result: string };
    };
    const chainId = { jsonrpc: "2.0", id: 1, method: "eth_chainId", params: [] };
    expect((await post("tron", "/jsonrpc", chainId)).result).toBe("0x2b6653dc");
    expect((await post("ethereum", "", chainId)).result).toBe("0x1");
    const genesis = await fetch(`${sandbox.chainUrl("bitcoin", "second")}/block-height/0`);
    expect(await genesis.text()).toMatch(/^0{10}19d6/);
    expect((await fetch(`${sandbox.url}/chain/third/tron/jsonrpc`)).status).toBe(404);
  });

  it("are driven through the control API", async () => {
    const sandbox = await startSandbox();
    const control = async (method: string, path: string, body?: object) => {
      const init = { method, headers: { "content-type": "application/json" } };
      const url = `${sandbox.url}/_sandbox${path}`;
      const response = await fetch(url, body === undefined ? init : { ...init, body: JSON.stringify(body) });
      return { status: response.status, value: (await response.json()) as Record<string, unknown> };
    };
    expect((await control("POST", "/chains/tron/transfers", { to: TO, amount: "3" })).status).toBe(201);
    await sandbox.advance({ ms: 3_000 });
    const list = `${sandbox.chainUrl("tron")}/v1/accounts/${TO}/transactions/trc20`;
    expect(await (await fetch(list)).json()).toMatchObject({ data: [{ value: "3000000" }] });
    await control("POST", "/chains/tron/reorg", { depth: 1 });
    expect(await (await fetch(list)).json()).toMatchObject({ data: [] });
    const faults = { provider: "first", status: 503, invents: "5" };
    expect((await control("PUT", "/chains/tron/faults", faults)).status).toBe(200);
    expect((await fetch(list)).status).toBe(503);
    const shown = await control("GET", "/chains/tron");
    expect(shown.value).toMatchObject({
      network: "tron",
      providers: [{ faults: { status: 503, invents: "5" } }, { faults: {} }],
    });
    expect((await control("PUT", "/chains/tron/faults", { wrong: 1 })).value).toMatchObject({
      code: "bad_option",
    });
    expect((await control("GET", "/chains/dogecoin")).status).toBe(400);
  });
});
