import { CoinCoinError } from "@coincoin/core";
import {
  type DynamicModule,
  Inject,
  Module,
  type NestModule,
  Optional,
  type Provider,
  type Type,
} from "@nestjs/common";
import { HttpAdapterHost } from "@nestjs/core";
import { type Account, CoinCoinAccounts } from "./accounts.ts";
import { CoinCoinService } from "./coincoin.service.ts";
import { CoinCoinCoreModule } from "./core.module.ts";
import { loggerOf } from "./logger.ts";
import type {
  CoinCoinModuleAsyncOptions,
  CoinCoinModuleExtras,
  CoinCoinModuleOptions,
  CoinCoinOptionsFactory,
  MaybeOptions,
} from "./options.ts";
import { mountPath, Routes } from "./routes.ts";
import { getCoinCoinOptionsToken, getCoinCoinToken } from "./tokens.ts";

const ACCOUNT = Symbol("coincoin.account");

/**
 * `CoinCoinModule.forRoot(options?)`, or `forRootAsync({ imports, inject, useFactory | useClass | useExisting })`; both take
 * `name`, `isGlobal` and `path`. With nothing given, options come from the environment.
 */
@Module({})
export class CoinCoinModule implements NestModule {
  readonly #host: HttpAdapterHost;
  readonly #routes: Routes | undefined;

  static forRoot({
    name,
    isGlobal,
    path,
    ...options
  }: CoinCoinModuleOptions & CoinCoinModuleExtras = {}): DynamicModule {
    const provider = { provide: getCoinCoinOptionsToken(name), useValue: options };
    return definition({ name, isGlobal, path }, [provider]);
  }

  static forRootAsync({ name, isGlobal, path, ...how }: CoinCoinModuleAsyncOptions): DynamicModule {
    const made = definition({ name, isGlobal, path }, asyncProviders(getCoinCoinOptionsToken(name), how));
    return { ...made, imports: [...(made.imports ?? []), ...(how.imports ?? [])] };
  }

  constructor(
    @Inject(HttpAdapterHost) host: HttpAdapterHost,
    @Optional() @Inject(CoinCoinAccounts) accounts?: CoinCoinAccounts,
    @Optional() @Inject(ACCOUNT) account?: Account,
  ) {
    if (accounts === undefined || account === undefined) {
      throw new CoinCoinError(
        "config_invalid",
        "CoinCoinModule was imported without forRoot(). Import CoinCoinModule.forRoot() or forRootAsync() once; where it has isGlobal: true, no other module needs to import it.",
      );
    }
    this.#host = host;
    accounts.add(account);
    const { path, service } = account;
    if (path === false || service === undefined) return;
    const routes = new Routes(account, path, service);
    this.#routes = routes;
    // A testing module makes its modules before it has an adapter; elsewhere this is at once.
    host.init$.subscribe(() => routes.mountWebhook(host.httpAdapter));
  }

  /** Nest calls this after what `main.ts` used, and before it registers the application's own routes. */
  configure(): void {
    this.#routes?.mountRest(this.#host.httpAdapter);
  }
}

function definition({ name, isGlobal, path }: CoinCoinModuleExtras, options: Provider[]): DynamicModule {
  const mount = mountPath(path);
  const service = getCoinCoinToken(name);
  const given = getCoinCoinOptionsToken(name);
  return {
    module: CoinCoinModule,
    global: isGlobal === true,
    imports: [CoinCoinCoreModule],
    providers: [
      ...options,
      {
        provide: service,
        inject: [given],
        useFactory: (options: MaybeOptions) => new CoinCoinService(options ?? {}),
      },
      {
        provide: ACCOUNT,
        inject: [given, service],
        useFactory: (options: MaybeOptions, service: unknown): Account => ({
          name,
          path: mount,
          options: options ?? {},
          service: service instanceof CoinCoinService ? service : undefined,
          logger: loggerOf(options?.logger),
        }),
      },
    ],
    exports: [service, given],
  };
}

type How = Omit<CoinCoinModuleAsyncOptions, keyof CoinCoinModuleExtras>;

function asyncProviders(provide: string, { inject, useFactory, useClass, useExisting }: How): Provider[] {
  if (useFactory !== undefined) return [{ provide, inject: [...(inject ?? [])], useFactory }];
  const factory = useExisting ?? useClass;
  if (factory === undefined) {
    throw new CoinCoinError(
      "config_invalid",
      "CoinCoinModule.forRootAsync() needs one of useFactory, useClass and useExisting.",
    );
  }
  const made: Provider = {
    provide,
    inject: [factory],
    useFactory: async (options: CoinCoinOptionsFactory) => await options.createCoinCoinOptions(),
  };
  return useExisting === undefined && useClass !== undefined ? [made, useClass satisfies Type] : [made];
}
