// What "@coincoin/nestjs" offers. Written by scripts/api.ts.
declare const ConfigurableModuleClass: import("@nestjs/common").ConfigurableModuleCls<CoinCoinModuleOptions, "forRoot", "createCoinCoinOptions", CoinCoinModuleExtras>, MODULE_OPTIONS_TOKEN: string | symbol;
export declare class CoinCoinModule extends ConfigurableModuleClass {
  constructor(coincoin: CoinCoinService, { httpAdapter }: MaybeServing, { http }: CoinCoinModuleOptions, path: string | false);
}
export declare class CoinCoinService extends CoinCoin implements OnApplicationBootstrap, OnModuleDestroy, OnApplicationShutdown {
  constructor({ http: _http, ...options }: CoinCoinModuleOptions);
  onApplicationBootstrap(): Promise<void>;
  onModuleDestroy(): Promise<void>;
  onApplicationShutdown(): Promise<void>;
}
export declare class CoinCoinWebhookGuard implements CanActivate {
  #private;
  constructor(coincoin: CoinCoinService);
  canActivate(context: ExecutionContext): Promise<boolean>;
}
export declare const CoinCoinNotification: (...dataOrPipes: unknown[]) => ParameterDecorator;
export declare function OnCoinCoin<T extends DomainEventType>(type: T): HandlerDecorator<T>;
export type { CoinCoinHttpOptions, CoinCoinModuleExtras, CoinCoinModuleOptions, CoinCoinOptionsFactory, TakenNotification };
import { CanActivate, ExecutionContext, OnApplicationBootstrap, OnApplicationShutdown, OnModuleDestroy } from "@nestjs/common";
import { CoinCoin, CoinCoinOptions, DomainEventType, Handler, Notification, WebhookOutcome } from "@coincoin/core";
import { HttpAdapterHost } from "@nestjs/core";
import { NodeMountOptions } from "@coincoin/core/node";
interface CoinCoinModuleExtras {
  readonly isGlobal?: boolean | undefined;
  readonly path?: string | false | undefined;
}
interface CoinCoinModuleOptions extends CoinCoinOptions {
  readonly http?: CoinCoinHttpOptions | undefined;
}
interface CoinCoinOptionsFactory {
  createCoinCoinOptions(): CoinCoinModuleOptions | Promise<CoinCoinModuleOptions>;
}
interface MaybeServing {
  readonly httpAdapter?: HttpAdapterHost["httpAdapter"] | null;
}
interface TakenNotification {
  readonly outcome: WebhookOutcome;
  readonly notification: Notification;
}
type CoinCoinHttpOptions = Omit<NodeMountOptions, "basePath">;
type HandlerDecorator<T extends DomainEventType> = <Method extends Handler<T>>(target: object, key: string | symbol, descriptor: TypedPropertyDescriptor<Method>) => void;
