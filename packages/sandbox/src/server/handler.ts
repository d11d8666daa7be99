import type { IncomingMessage, ServerResponse } from "node:http";
import type { CreateOutcome } from "../engine/create-answer.ts";
import type { CreateRequest } from "../engine/create-request.ts";
import { answerChain } from "./chain.ts";
import type { Sandbox } from "./contract.ts";
import { control } from "./control.ts";
import { openEvents } from "./dashboard/events.ts";
import { dashboardFile } from "./dashboard/files.ts";
import { crossSiteRefusal } from "./guard.ts";
import { flatHeaders, problem, readBody, write } from "./http.ts";

export interface HandlerOptions {
  readonly sandbox: Sandbox;
  readonly create: (request: CreateRequest) => CreateOutcome;
  readonly allowedHosts: readonly string[];
}

/** Everything the sandbox answers: the gateway's API, the control API, the dashboard. */
export function createHandler(options: HandlerOptions) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    handle(options, request, response).catch(() => response.destroy());
  };
}

async function handle(
  { sandbox, create, allowedHosts }: HandlerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const method = request.method ?? "GET";
  const path = (request.url ?? "/").split("?")[0] ?? "/";
  const headers = flatHeaders(request);
  if (path === "/v1/order/create") {
    if (method !== "POST") {
      write(response, { ...problem(405, "method_not_allowed", "orders are created with POST") });
      return;
    }
    const body = await readBody(request);
    if (body === undefined) write(response, problem(413, "too_large", "a body has at most 64 KiB"));
    else answerCreate(create({ headers, body }), response);
    return;
  }
  if (path.startsWith("/chain/")) {
    await answerChain(sandbox, request, response);
    return;
  }
  if (path !== "/" && !path.startsWith("/_sandbox/")) {
    write(response, problem(404, "not_found", "POST /v1/order/create, /_sandbox/... or the dashboard at /"));
    return;
  }
  const refused = crossSiteRefusal(method, headers, allowedHosts);
  if (refused !== undefined) {
    write(response, refused);
    return;
  }
  if (path === "/_sandbox/events" && method === "GET") {
    openEvents(sandbox, response);
    return;
  }
  const file = method === "GET" || method === "HEAD" ? dashboardFile(sandbox, path) : undefined;
  if (file !== undefined) {
    write(response, file);
    return;
  }
  const body = await readBody(request);
  if (body === undefined) write(response, problem(413, "too_large", "a body has at most 64 KiB"));
  else write(response, await control(sandbox, { method, path, body }));
}

function answerCreate(outcome: CreateOutcome, response: ServerResponse): void {
  if (outcome.kind === "reply") write(response, outcome);
  else if (outcome.kind === "reset") response.socket?.resetAndDestroy();
  // "silence": nothing is ever written; the socket stays until the merchant gives up or the sandbox closes.
}
