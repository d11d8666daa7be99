import { ChainError } from "../errors.ts";
import { isRecord, type JsonRecord, parseJson } from "../json.ts";
import type { Host, HostReply } from "../provider/host.ts";
import { refusalOf } from "../provider/status.ts";
import { type Verdict, verdictOf } from "./verdict.ts";

/** A provider answered with an error of JSON-RPC: it was reached, and did not do what it was asked. */
export class Refusal extends ChainError {
  readonly verdict: Verdict;

  constructor(error: ChainError, verdict: Verdict) {
    const { code, message, provider, retryAfterMs } = error;
    super(code, message, { provider: provider ?? undefined, retryAfterMs: retryAfterMs ?? undefined });
    this.verdict = verdict;
  }
}

export interface Rpc {
  readonly host: Host;
  /** The `result`, which may be null. Rejects with a `ChainError`, a `Refusal` where the provider said why. */
  call(method: string, params: readonly unknown[], signal?: AbortSignal): Promise<unknown>;
}

/** JSON-RPC 2.0 over POST, one call a request: that every provider takes batches is not known. */
export function createRpc(host: Host, path: string): Rpc {
  let lastId = 0;
  return {
    host,
    async call(method, params, signal) {
      lastId += 1;
      const id = lastId;
      const json = { jsonrpc: "2.0", id, method, params };
      return resultOf(host, method, id, await host.request({ path, json, method, signal }));
    },
  };
}

function resultOf(host: Host, method: string, id: number, reply: HostReply): unknown {
  const body = parseJson(reply.text);
  if (isRecord(body) && isRecord(body["error"])) throw errorOf(host, method, body["error"], reply);
  const refusal = refusalOf(host, reply);
  if (refusal !== undefined) {
    throw refusal.code === "too_much" ? new Refusal(refusal, { kind: "too_much", what: "results" }) : refusal;
  }
  if (!isRecord(body) || body["id"] !== id || !("result" in body)) {
    throw host.error("broken", `answered ${method} with something else than an answer`, {
      said: reply.text,
    });
  }
  return body["result"];
}

function errorOf(host: Host, method: string, error: JsonRecord, reply: HostReply): Refusal {
  const code = typeof error["code"] === "number" ? error["code"] : 0;
  const data = isRecord(error["data"]) ? JSON.stringify(error["data"]) : "";
  const said = `${typeof error["message"] === "string" ? error["message"] : ""} ${data}`.trim();
  const verdict: Verdict = reply.status === 429 ? { kind: "busy" } : verdictOf(code, said);
  const what = `refused ${method} (${code})`;
  const named = verdict.kind === "failed" ? "unreachable" : verdict.kind;
  return new Refusal(host.error(named, what, { said, retryAfterMs: reply.retryAfterMs }), verdict);
}
