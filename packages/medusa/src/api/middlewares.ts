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

type Mounted = ReturnType<typeof toNodeMiddleware>;

const mounted = new WeakMap<CoinCoinModuleService, Mounted>();

/** Webhook, customer's views and checkout page, where `publicUrl` says: <store>/coincoin. */
function coincoinRoutes(request: MedusaRequest, response: MedusaResponse, next: MedusaNextFunction): void {
  const module = request.scope.resolve<CoinCoinModuleService>(COINCOIN);
  let routes = mounted.get(module);
  if (routes === undefined) {
    routes = toNodeMiddleware(module.coincoin, module.config.mount);
    mounted.set(module, routes);
  }
  routes(request, response, next);
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
