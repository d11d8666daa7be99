import type { IncomingMessage, ServerResponse } from "node:http";
import { PROVIDERS, type Provider } from "../chain/chains.ts";
import { CHAIN_TRAITS } from "../chain/networks.ts";
import type { Network } from "../engine/coins.ts";
import type { Sandbox } from "./contract.ts";
import { problem, readBody, write } from "./http.ts";

/** A question for a thousand addresses is larger than anything else that is sent here. */
const MAX_BODY_BYTES = 1024 * 1024;

export function isNetwork(name: string | undefined): name is Network {
  return name !== undefined && Object.hasOwn(CHAIN_TRAITS, name);
}

export function isProvider(name: string | undefined): name is Provider {
  return PROVIDERS.some((one) => one === name);
}

/** `/chain/:provider/:network/...`: the providers of the pretend chains. */
export async function answerChain(
  sandbox: Sandbox,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [, , provider, network, ...rest] = (request.url ?? "/").split("/");
  const body = await readBody(request, MAX_BODY_BYTES);
  if (body === undefined) {
    write(response, problem(413, "too_large", "a body has at most 1 MiB"));
    return;
  }
  const name = network?.split("?")[0];
  if (!isProvider(provider) || !isNetwork(name)) {
    write(
      response,
      problem(404, "not_found", `/chain/${PROVIDERS.join(" or ")}/tron, ethereum, bsc or bitcoin`),
    );
    return;
  }
  const path = `/${rest.join("/")}`;
  const answer = sandbox.chains.ask(name, provider, { method: request.method ?? "GET", path, body });
  if (answer.kind === "reply") write(response, answer);
  else if (answer.kind === "reset") response.socket?.resetAndDestroy();
}
