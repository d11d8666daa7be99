import type { CoinCoinOptions } from "@coincoin/core";
import type { NodeMountOptions } from "@coincoin/core/node";

/** What the mounted routes may be told besides where they are. */
export type CoinCoinHttpOptions = Omit<NodeMountOptions, "basePath">;

/** The options of core, and those of the mounted routes. */
export interface CoinCoinModuleOptions extends CoinCoinOptions {
  /** `resolveOrder` opens `POST /orders`; `checkout` says how the payment page looks. */
  readonly http?: CoinCoinHttpOptions | undefined;
}

export interface CoinCoinModuleExtras {
  /** Makes `CoinCoinService` injectable everywhere. Default false. */
  readonly isGlobal?: boolean | undefined;
  /**
   * Where the routes are mounted, whatever the application's global prefix and versioning. Default `coincoin`; `false` mounts
   * nothing. The option `publicUrl` ends with it.
   */
  readonly path?: string | false | undefined;
}

/** Implemented by what `useClass` and `useExisting` name. */
export interface CoinCoinOptionsFactory {
  createCoinCoinOptions(): CoinCoinModuleOptions | Promise<CoinCoinModuleOptions>;
}
