import { toNodeMiddleware } from "@coincoin/core/node";
import {
  defineMiddlewares,
  type MedusaNextFunction,
  type MedusaRequest,
  type MedusaResponse,
} from "@medusajs/framework/http";
import type CoinCoinModuleService from "../modules/coincoin/service.ts";
import { COINCOIN } from "../modules/coincoin/service.ts";
import { allowStorefront } from "./cors.ts";
import { oneAtATime } from "./one-at-a-time.ts";

/** By the account's id; the plugin's own under "". */
type Mounted = ReadonlyMap<string, ReturnType<typeof toNodeMiddleware>>;

const mounted = new WeakMap<CoinCoinModuleService, Mounted>();

/** Each account below a path of its own: a token opens the webhook of one account only. */
function mount({ gateways, config }: CoinCoinModuleService): Mounted {
  return new Map(
    gateways.all.map(({ id, coincoin }) => [
      id ?? "",
      toNodeMiddleware(coincoin, { ...config.mount, ...(id === null ? {} : { basePath: `/${id}` }) }),
    ]),
  );
}

/** Webhook, customer's views and checkout page, where `publicUrl` says: <store>/coincoin. */
function coincoinRoutes(request: MedusaRequest, response: MedusaResponse, next: MedusaNextFunction): void {
  const module = request.scope.resolve<CoinCoinModuleService>(COINCOIN);
  const routes = mounted.get(module) ?? mount(module);
  mounted.set(module, routes);
  const first = /^\/([^/?]+)\//.exec(request.url)?.[1] ?? "";
  (routes.get(first) ?? routes.get(""))?.(request, response, next);
  hideSecrets(request);
}

/** Medusa's log prints the path of every request when it is answered: a token or a key in it opens something. */
function hideSecrets(request: MedusaRequest): void {
  request.originalUrl = request.originalUrl
    .replace(/(\/webhook\/)[^/?]+/, "$1…")
    .replace(/([?&]key=)[^&]+/, "$1…");
}

export default defineMiddlewares({
  routes: [
    { matcher: "/coincoin/*", bodyParser: false },
    { matcher: "/coincoin", middlewares: [allowStorefront, coincoinRoutes] },
    { matcher: "/store/carts/:id/complete", methods: ["POST"], middlewares: [oneAtATime] },
  ],
});
