import type { IncomingMessage } from "node:http";
import { coincoinDesk, type DeskOptions } from "@coincoin/desk";
import {
  type DynamicModule,
  Inject,
  type InjectionToken,
  Module,
  type ModuleMetadata,
  type NestModule,
  type OptionalFactoryDependency,
} from "@nestjs/common";
import { HttpAdapterHost, ModuleRef } from "@nestjs/core";
import { CoinCoinService } from "./coincoin.service.ts";
import { type MaybeAdapter, mountPath } from "./routes.ts";
import { getCoinCoinToken } from "./tokens.ts";

/** Who may see the desk. The request is the server's own: Express's, or on Fastify what Node handed over. */
export type CoinCoinDeskOptions<Request extends IncomingMessage = IncomingMessage> = Omit<
  DeskOptions<Request>,
  "path"
>;

export interface CoinCoinDeskExtras {
  /** The account, where it has a name. */
  readonly name?: string | undefined;
  /** Where the desk is mounted, whatever the application's global prefix and versioning. Default `desk`. */
  readonly path?: string | undefined;
}

export interface CoinCoinDeskAsyncOptions<Request extends IncomingMessage = IncomingMessage>
  extends CoinCoinDeskExtras,
    Pick<ModuleMetadata, "imports"> {
  readonly inject?: (InjectionToken | OptionalFactoryDependency)[] | undefined;
  readonly useFactory: (
    // oxlint-disable-next-line typescript/no-explicit-any -- what Nest injects is as varied as its tokens
    ...injected: any[]
  ) => CoinCoinDeskOptions<Request> | Promise<CoinCoinDeskOptions<Request>>;
}

const DESK = Symbol("coincoin.desk");

interface Desk extends CoinCoinDeskExtras {
  readonly path: string;
  readonly options: CoinCoinDeskOptions;
}

/**
 * The desk of `@coincoin/desk`, for an application that imports `CoinCoinModule`: `CoinCoinDeskModule.forRoot({ authorize })`, or
 * `forRootAsync({ inject, useFactory })`. As the routes of `CoinCoinModule` it comes behind what `main.ts` says with `app.use()`, and
 * before the application's own routes, whose guards and pipes are not for it.
 *
 * @throws CoinCoinError `config_invalid` at start without `authorize`, or with a path that cannot be mounted.
 */
@Module({})
export class CoinCoinDeskModule implements NestModule {
  readonly #host: HttpAdapterHost;
  readonly #modules: ModuleRef;
  readonly #desk: Desk;

  static forRoot<Request extends IncomingMessage = IncomingMessage>({
    name,
    path,
    ...options
  }: CoinCoinDeskOptions<Request> & CoinCoinDeskExtras): DynamicModule {
    return CoinCoinDeskModule.forRootAsync<Request>({ name, path, useFactory: () => options });
  }

  static forRootAsync<Request extends IncomingMessage = IncomingMessage>({
    name,
    path = "desk",
    imports = [],
    inject = [],
    useFactory,
  }: CoinCoinDeskAsyncOptions<Request>): DynamicModule {
    const mount = mountPath(path);
    const made = async (...injected: unknown[]) => ({
      name,
      path: mount,
      options: await useFactory(...injected),
    });
    return {
      module: CoinCoinDeskModule,
      imports,
      providers: [{ provide: DESK, inject: [...inject], useFactory: made }],
    };
  }

  constructor(
    @Inject(HttpAdapterHost) host: HttpAdapterHost,
    @Inject(ModuleRef) modules: ModuleRef,
    @Inject(DESK) desk: Desk,
  ) {
    this.#host = host;
    this.#modules = modules;
    this.#desk = desk;
  }

  configure(): void {
    const { name, path, options } = this.#desk;
    const coincoin: unknown = this.#modules.get(getCoinCoinToken(name), { strict: false });
    // A test may have put something else in its place.
    if (!(coincoin instanceof CoinCoinService)) return;
    mount(this.#host.httpAdapter, path, coincoinDesk(coincoin, { ...options, path }));
  }
}

function mount(adapter: MaybeAdapter, path: string, desk: ReturnType<typeof coincoinDesk>): void {
  adapter?.use(path, desk);
}
