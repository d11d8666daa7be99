import type { Network } from "../engine/coins.ts";
import type { PretendChain } from "./chain.ts";
import { answerEsplora } from "./esplora.ts";
import type { ProviderFaults } from "./faults.ts";
import { answerRpc } from "./json-rpc.ts";
import { accountTransfers, transactionInfo } from "./trongrid.ts";
import { type View, viewOf } from "./view.ts";

export interface ProviderRequest {
  readonly method: string;
  /** Below the provider's URL, with the query. */
  readonly path: string;
  readonly body: string;
}

/** What a provider does with a request, as data. */
export type ProviderAnswer =
  | {
      readonly kind: "reply";
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
  | { readonly kind: "hang" | "reset" };

/** A provider of one network, in the dress of the real ones: JSON-RPC, TronGrid, Esplora. */
export function askProvider(
  chain: PretendChain,
  faults: ProviderFaults,
  now: number,
  request: ProviderRequest,
): ProviderAnswer {
  if (faults.dies !== undefined) return { kind: faults.dies };
  if (faults.status !== undefined) {
    const headers: Record<string, string> = {};
    if (faults.retryAfter !== undefined) headers["retry-after"] = String(faults.retryAfter);
    return reply(faults.status, "text/plain", "no", headers);
  }
  const view = viewOf(chain, faults, now);
  const { pathname, searchParams } = new URL(request.path, "http://provider.invalid");
  return FACES[chain.network](view, { ...request, path: pathname }, searchParams);
}

type Face = (view: View, request: ProviderRequest, query: URLSearchParams) => ProviderAnswer;

const FACES: Readonly<Record<Network, Face>> = {
  ethereum: rpcFace,
  bsc: rpcFace,
  tron: tronFace,
  bitcoin: esploraFace,
};

function rpcFace(view: View, { method, body }: ProviderRequest): ProviderAnswer {
  if (method !== "POST") return reply(405, "text/plain", "JSON-RPC is posted");
  const { status, value } = answerRpc(view, parsed(body));
  return reply(status, "application/json", JSON.stringify(value));
}

function tronFace(view: View, request: ProviderRequest, query: URLSearchParams): ProviderAnswer {
  const { method, path, body } = request;
  if (path === "/jsonrpc") return rpcFace(view, request);
  if (path === "/wallet/gettransactioninfobyid" && method === "POST")
    return json(transactionInfo(view, parsed(body)));
  const [, address, tokens] = /^\/v1\/accounts\/(T\w{33})\/transactions(\/trc20)?$/.exec(path) ?? [];
  if (address === undefined) return reply(404, "text/plain", "Not Found");
  return json(accountTransfers(view, address, tokens === undefined ? "trx" : "trc20", query));
}

function esploraFace(view: View, { path }: ProviderRequest): ProviderAnswer {
  const { status, text, isJson } = answerEsplora(view, path);
  return reply(status, isJson ? "application/json" : "text/plain", text);
}

function json(value: unknown): ProviderAnswer {
  return reply(200, "application/json", JSON.stringify(value));
}

function reply(
  status: number,
  type: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): ProviderAnswer {
  return { kind: "reply", status, headers: { "content-type": type, ...headers }, body };
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}
