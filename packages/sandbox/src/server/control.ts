import { ASSETS, type Asset, COINS, type Coin } from "../engine/coins.ts";
import { SandboxError, type SandboxErrorCode } from "../engine/errors.ts";
import { type ParsedObject, parseObject } from "../engine/json.ts";
import { chainRoutes } from "./chain-control.ts";
import type { Sandbox } from "./contract.ts";
import { decimal, number, optional, text } from "./fields.ts";
import { type Answer, json, problem } from "./http.ts";
import { maskedUrl } from "./masked-url.ts";

export interface ControlRequest {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

type Route = (sandbox: Sandbox, id: string, body: ParsedObject) => Promise<Answer>;

/** The control API, relative to /_sandbox. `:id` is a payment id, the id of a delivery or the name of a network. */
export const routes: Readonly<Record<string, Route>> = {
  "GET /orders": async (sandbox) => json(200, sandbox.orders()),
  "POST /orders": async (sandbox, _id, body) =>
    json(
      201,
      await sandbox.createOrder({
        price: decimal(body, "price"),
        ...optional("paymentId", text(body, "payment_id")),
        ...optional("expiredHours", number(body, "expired")),
      }),
    ),
  "GET /orders/:id": async (sandbox, id) => {
    const order = sandbox.order(id);
    if (order === undefined) throw new SandboxError("unknown_order", `there is no order "${id}"`);
    return json(200, order);
  },
  "POST /orders/:id/payments": async (sandbox, id, body) =>
    json(
      201,
      await sandbox.pay(id, {
        amount: decimal(body, "amount"),
        ...optional("coin", coin(body)),
        ...(body.fields["onChain"] === false ? { onChain: false } : {}),
      }),
    ),
  "POST /orders/:id/settle": async (sandbox, id) => json(200, await sandbox.settle(id)),
  "POST /orders/:id/complete": async (sandbox, id) => json(200, await sandbox.complete(id)),
  "POST /orders/:id/expire": async (sandbox, id) => json(200, await sandbox.expire(id)),
  "POST /orders/:id/invalidate": async (sandbox, id) => json(200, await sandbox.invalidate(id)),
  ...chainRoutes,
  "GET /clock": async (sandbox) => json(200, clock(sandbox)),
  "POST /clock/advance": async (sandbox, _id, body) => {
    const hours = number(body, "hours");
    const ms = number(body, "ms");
    if (hours === undefined && ms === undefined) {
      throw new SandboxError("bad_option", 'say how far: {"hours": 13} or {"ms": 60000}');
    }
    await sandbox.advance({ ...optional("hours", hours), ...optional("ms", ms) });
    return json(200, clock(sandbox));
  },
  "GET /deliveries": async (sandbox) => json(200, sandbox.deliveries()),
  "POST /deliveries/:id/redeliver": async (sandbox, id) => json(200, await sandbox.redeliver(id)),
  "GET /faults": async (sandbox) => json(200, sandbox.faults()),
  "PUT /faults": async (sandbox, _id, body) => {
    sandbox.setFaults(body.fields);
    return json(200, sandbox.faults());
  },
  "GET /webhook": async (sandbox) => json(200, webhook(sandbox)),
  "PUT /webhook": async (sandbox, _id, body) => {
    const url = text(body, "url");
    sandbox.setWebhookUrl(url === "" ? undefined : url);
    return json(200, webhook(sandbox));
  },
  "GET /asset": async (sandbox) => json(200, sandbox.asset()),
  "PUT /asset": async (sandbox, _id, body) => {
    sandbox.setAsset(asset(body));
    return json(200, sandbox.asset());
  },
  "POST /settled": async (sandbox) => {
    await sandbox.settled();
    return json(200, { settled: true });
  },
};

const STATUS: Readonly<Record<SandboxErrorCode, number>> = {
  unknown_order: 404,
  unknown_delivery: 404,
  bad_amount: 400,
  bad_coin: 400,
  bad_option: 400,
  bad_state: 409,
  closed: 503,
};

export async function control(sandbox: Sandbox, { method, path, body }: ControlRequest): Promise<Answer> {
  const [, , collection = "", id = "", action] = path.split("/");
  const isItem = ["orders", "deliveries", "chains"].includes(collection) && id !== "";
  const pattern = isItem
    ? `/${collection}/:id${action === undefined ? "" : `/${action}`}`
    : path.slice("/_sandbox".length);
  const route = routes[`${method === "HEAD" ? "GET" : method} ${pattern}`];
  if (route === undefined) {
    const allowed = Object.keys(routes).filter((key) => key.endsWith(` ${pattern}`));
    if (allowed.length === 0) return problem(404, "not_found", `there is no control ${path}`);
    return problem(405, "method_not_allowed", `try ${allowed.join(" or ")}`);
  }
  const parsed = body === "" ? { fields: {}, literals: {} } : parseObject(body);
  if (parsed === undefined) return problem(400, "bad_json", "the body has to be a JSON object");
  try {
    return await route(sandbox, id, parsed);
  } catch (error) {
    if (error instanceof SandboxError) return problem(STATUS[error.code], error.code, error.message);
    throw error;
  }
}

function clock(sandbox: Sandbox): { now: string; nowMs: number } {
  const nowMs = sandbox.now();
  return { now: new Date(nowMs).toISOString(), nowMs };
}

/** The path of a webhook URL is a secret of the merchant: it is not shown again. */
function webhook(sandbox: Sandbox): { url: string | null } {
  const url = sandbox.webhookUrl();
  return { url: url === undefined ? null : maskedUrl(url) };
}

function coin(body: ParsedObject): Coin | undefined {
  const given = text(body, "coin");
  if (given === undefined) return undefined;
  const known = COINS.find((each) => each === given);
  if (known === undefined) throw new SandboxError("bad_coin", `coin is one of ${COINS.join(", ")}`);
  return known;
}

function asset(body: ParsedObject): Asset {
  const wanted = { network: text(body, "network"), coin: text(body, "coin") };
  const known = ASSETS.find(({ network, coin: each }) => network === wanted.network && each === wanted.coin);
  if (known !== undefined) return known;
  const names = ASSETS.map((each) => `${each.coin} on ${each.network}`);
  throw new SandboxError("bad_coin", `network and coin have to be one of: ${names.join(", ")}`);
}
