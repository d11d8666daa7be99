import type { CoinCoinOptions, Logger } from "@coincoin/core";
import type { NodeMountOptions } from "@coincoin/core/node";
import type {
  InjectionToken,
  LoggerService,
  ModuleMetadata,
  OptionalFactoryDependency,
  Type,
} from "@nestjs/common";

/** What the mounted routes may be told besides where they are. */
export type CoinCoinHttpOptions = Omit<NodeMountOptions, "basePath">;

/** The options of core, and those of the mounted routes. */
export interface CoinCoinModuleOptions extends Omit<CoinCoinOptions, "logger"> {
  /** `resolveOrder` opens `POST /orders`; `checkout` says how the payment page looks. */
  readonly http?: CoinCoinHttpOptions | undefined;
  /** Of Nest's shape or of pino's. Default: Nest's own `Logger`, so what the application was given. */
  readonly logger?: Logger | LoggerService | undefined;
}

export interface CoinCoinModuleExtras {
  /** For applications with several accounts: see `@InjectCoinCoin(name)` and `@OnCoinCoin(type, { name })`. */
  readonly name?: string | undefined;
  /** Makes `CoinCoinService` injectable everywhere. Default false. */
  readonly isGlobal?: boolean | undefined;
  /**
   * Where the routes are mounted, whatever the application's global prefix and versioning: letters, digits, ".", "_", "~", "-"
   * and "/". Default `coincoin`; `false` mounts nothing. The option `publicUrl` ends with it.
   */
  readonly path?: string | false | undefined;
}

/** Implemented by what `useClass` and `useExisting` name. */
export interface CoinCoinOptionsFactory {
  createCoinCoinOptions(): MaybeOptions | Promise<MaybeOptions>;
}

/** Nothing, where all of them come from the environment. */
export type MaybeOptions = CoinCoinModuleOptions | undefined;

/** `imports`, `inject`, and one of `useFactory`, `useClass` and `useExisting`. */
export interface CoinCoinModuleAsyncOptions extends CoinCoinModuleExtras, Pick<ModuleMetadata, "imports"> {
  readonly inject?: (InjectionToken | OptionalFactoryDependency)[] | undefined;
  // oxlint-disable-next-line typescript/no-explicit-any -- what Nest injects is as varied as its tokens
  readonly useFactory?: ((...injected: any[]) => MaybeOptions | Promise<MaybeOptions>) | undefined;
  readonly useClass?: Type<CoinCoinOptionsFactory> | undefined;
  readonly useExisting?: InjectionToken<CoinCoinOptionsFactory> | undefined;
}
