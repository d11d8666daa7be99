// What "@coincoin/nestjs/desk" offers. Written by scripts/api.ts.
export declare class CoinCoinDeskModule implements NestModule {
  #private;
  static forRoot<Request extends IncomingMessage = IncomingMessage>({ name, path, ...options }: CoinCoinDeskOptions<Request> & CoinCoinDeskExtras): DynamicModule;
  static forRootAsync<Request extends IncomingMessage = IncomingMessage>({ name, path, imports, inject, useFactory }: CoinCoinDeskAsyncOptions<Request>): DynamicModule;
  constructor(host: HttpAdapterHost, modules: ModuleRef, desk: Desk);
  configure(): void;
}
export interface CoinCoinDeskAsyncOptions<Request extends IncomingMessage = IncomingMessage> extends CoinCoinDeskExtras, Pick<ModuleMetadata, "imports"> {
  readonly inject?: (InjectionToken | OptionalFactoryDependency)[] | undefined;
  readonly useFactory: (...injected: any[]) => CoinCoinDeskOptions<Request> | Promise<CoinCoinDeskOptions<Request>>;
}
export interface CoinCoinDeskExtras {
  readonly name?: string | undefined;
  readonly path?: string | undefined;
}
export type CoinCoinDeskOptions<Request extends IncomingMessage = IncomingMessage> = Omit<DeskOptions<Request>, "path">;
export {};
import { DeskOptions } from "@coincoin/desk";
import { DynamicModule, InjectionToken, ModuleMetadata, NestModule, OptionalFactoryDependency } from "@nestjs/common";
import { HttpAdapterHost, ModuleRef } from "@nestjs/core";
import { IncomingMessage } from "node:http";
interface Desk extends CoinCoinDeskExtras {
  readonly path: string;
  readonly options: CoinCoinDeskOptions;
}
