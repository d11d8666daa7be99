import { PROVIDERS } from "../chain/chains.ts";
import { readFaults } from "../chain/faults.ts";
import { CHAIN_TRAITS } from "../chain/networks.ts";
import type { Network } from "../engine/coins.ts";
import { SandboxError } from "../engine/errors.ts";
import type { ParsedObject } from "../engine/json.ts";
import { isNetwork, isProvider } from "./chain.ts";
import type { Sandbox } from "./contract.ts";
import { decimal, number, text } from "./fields.ts";
import { type Answer, json } from "./http.ts";

type Route = (sandbox: Sandbox, id: string, body: ParsedObject) => Promise<Answer>;

const NETWORKS: readonly Network[] = Object.keys(CHAIN_TRAITS).filter(isNetwork);

/** What a test can do to the pretend chains, over HTTP. `:id` is the name of a network. */
export const chainRoutes: Readonly<Record<string, Route>> = {
  "GET /chains": async (sandbox) =>
    json(
      200,
      NETWORKS.map((network) => chainState(sandbox, network)),
    ),
  "GET /chains/:id": async (sandbox, id) => json(200, chainState(sandbox, networkOf(id))),
  "POST /chains/:id/transfers": async (sandbox, id, body) => {
    const to = text(body, "to");
    if (to === undefined) throw new SandboxError("bad_option", "to has to be an address");
    return json(201, { txId: sandbox.chains.send(networkOf(id), [{ to, amount: decimal(body, "amount") }]) });
  },
  "POST /chains/:id/reorg": async (sandbox, id, body) => {
    const network = networkOf(id);
    const transactions = text(body, "transactions") === "again" ? "again" : "drop";
    sandbox.chains.reorg(network, number(body, "depth") ?? 1, transactions);
    return json(200, chainState(sandbox, network));
  },
  "PUT /chains/:id/faults": async (sandbox, id, { fields }) => {
    const { provider, ...rest } = fields;
    const name = typeof provider === "string" ? provider : PROVIDERS[0];
    if (!isProvider(name)) throw new SandboxError("bad_option", `provider is one of ${PROVIDERS.join(", ")}`);
    sandbox.chains.setFaults(networkOf(id), name, readFaults(rest));
    return json(200, chainState(sandbox, networkOf(id)));
  },
};

function networkOf(id: string): Network {
  if (isNetwork(id)) return id;
  throw new SandboxError("bad_option", `network is one of ${NETWORKS.join(", ")}`);
}

function chainState(sandbox: Sandbox, network: Network) {
  const providers = PROVIDERS.map((name) => {
    const { invents, ...faults } = sandbox.chains.faults(network, name);
    const shown = invents === undefined ? faults : { ...faults, invents: invents.toString() };
    return { name, url: sandbox.chainUrl(network, name), faults: shown };
  });
  return { network, ...sandbox.chains.heights(network), providers };
}
