import { toNodeMiddleware } from "@coincoin/core/node";
import { Inject, Module } from "@nestjs/common";
import { DiscoveryModule, HttpAdapterHost } from "@nestjs/core";
import { CoinCoinService } from "./coincoin.service.ts";
import { HandlerExplorer } from "./handler-explorer.ts";
import { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN, MOUNT_PATH } from "./module-definition.ts";
import type { CoinCoinModuleOptions } from "./options.ts";
import { CoinCoinWebhookGuard } from "./webhook.guard.ts";

/**
 * `CoinCoinModule.forRoot(options?)`, or `forRootAsync({ imports, inject, useFactory | useClass | useExisting })`; both take
 * `isGlobal` and `path`. With nothing given, options come from the environment.
 */
@Module({
  imports: [DiscoveryModule],
  providers: [CoinCoinService, CoinCoinWebhookGuard, HandlerExplorer],
  exports: [CoinCoinService, CoinCoinWebhookGuard],
})
export class CoinCoinModule extends ConfigurableModuleClass {
  constructor(
    @Inject(CoinCoinService) coincoin: CoinCoinService,
    @Inject(HttpAdapterHost) { httpAdapter }: MaybeServing,
    @Inject(MODULE_OPTIONS_TOKEN) { http = {} }: CoinCoinModuleOptions,
    @Inject(MOUNT_PATH) path: string | false,
  ) {
    super();
    // No HTTP adapter: a worker, a script. It is mounted now and not in `configure`, since Nest registers its body parsers
    // after modules are constructed and before they are configured; and on the adapter, since pipes, guards, filters,
    // interceptors, prefixes and versions are the router's.
    if (path === false || httpAdapter == null) return;
    httpAdapter.use(path, toNodeMiddleware(coincoin, http));
  }
}

/** An application context has no HTTP adapter, whatever the host's own type says. */
interface MaybeServing {
  readonly httpAdapter?: HttpAdapterHost["httpAdapter"] | null;
}
