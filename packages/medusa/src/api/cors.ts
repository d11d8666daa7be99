import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { ContainerRegistrationKeys, parseCorsOrigins } from "@medusajs/framework/utils";

interface ConfigModule {
  readonly projectConfig: { readonly http: { readonly storeCors: string } };
}

/** The storefront that Medusa's `storeCors` names may read a customer's views: they open with the order's own key. */
export function allowStorefront(
  request: MedusaRequest,
  response: MedusaResponse,
  next: MedusaNextFunction,
): void {
  const { origin } = request.headers;
  const { projectConfig } = request.scope.resolve<ConfigModule>(ContainerRegistrationKeys.CONFIG_MODULE);
  response.vary("Origin");
  if (origin !== undefined && isAllowed(origin, parseCorsOrigins(projectConfig.http.storeCors))) {
    response.setHeader("access-control-allow-origin", origin);
  }
  next();
}

function isAllowed(origin: string, allowed: readonly (string | RegExp)[]): boolean {
  return allowed.some((one) => (typeof one === "string" ? one === "*" || one === origin : one.test(origin)));
}
