import { toNodeMiddleware } from "@coincoin/core/node";
import {
  defineMiddlewares,
  type MedusaNextFunction,
  type MedusaRequest,
  type MedusaResponse,
} from "@medusajs/framework/http";
import type CoinCoinModuleService from "../modules/coincoin/service.ts";
import { COINCOIN } from "../modules/coincoin/service.ts";
import type { PluginConfig } from "../options.ts";
import { allowStorefront } from "./cors.ts";
import { oneAtATime } from "./one-at-a-time.ts";

/** By the account's id; the plugin's own under "". */
type Mounted = ReadonlyMap<string, ReturnType<typeof toNodeMiddleware>>;

const mounted = new WeakMap<CoinCoinModuleService, Mounted>();

/** Each account below a path of its own: a token opens the webhook of one account only. */
function mount({ gateways }: CoinCoinModuleService, options: PluginConfig["mount"]): Mounted {
  return new Map(
    gateways.all.map(({ id, coincoin }) => [
      id ?? "",
      toNodeMiddleware(coincoin, { ...options, ...(id === null ? {} : { basePath: `/${id}` }) }),
    ]),
  );
}

/** Who came by a pay link finds back to it from the payment page: once an address is over, it gives another. */
function routesOf(module: CoinCoinModuleService, url: string): Mounted {
  const { payLinks, config } = module;
  const back = url.includes("/checkout/") ? payLinks.backFrom(url) : undefined;
  if (back !== undefined) {
    const { checkout } = config.mount;
    const links = { newOrderUrl: back, restUrl: back };
    return mount(module, {
      checkout: (page) => ({ ...(typeof checkout === "function" ? checkout(page) : checkout), ...links }),
    });
  }
  const routes = mounted.get(module) ?? mount(module, config.mount);
  mounted.set(module, routes);
  return routes;
}

/** Webhook, customer's views and checkout page, where `publicUrl` says: <store>/coincoin. */
function coincoinRoutes(request: MedusaRequest, response: MedusaResponse, next: MedusaNextFunction): void {
  const module = request.scope.resolve<CoinCoinModuleService>(COINCOIN);
  const routes = routesOf(module, request.url);
  const first = /^\/([^/?]+)\//.exec(request.url)?.[1] ?? "";
  (routes.get(first) ?? routes.get(""))?.(request, response, next);
  hideSecrets(request);
}

/** Medusa's log prints the path of every request when it is answered: a token or a key in it opens something. */
function hideSecrets(request: MedusaRequest): void {
  request.originalUrl = request.originalUrl
    .replace(/(\/webhook\/)[^/?]+/, "$1…")
    .replace(/([?&](?:key|back|via)=)[^&]+/g, "$1…");
}

export default defineMiddlewares({
  routes: [
    { matcher: "/coincoin/*", bodyParser: false },
    { matcher: "/coincoin", middlewares: [allowStorefront, coincoinRoutes] },
    { matcher: "/store/carts/:id/complete", methods: ["POST"], middlewares: [oneAtATime] },
  ],
});
