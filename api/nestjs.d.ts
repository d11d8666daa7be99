// What "@coincoin/nestjs" offers. Written by scripts/api.ts.
declare class CoinCoinAccounts {
  #private;
  get all(): readonly Account[];
  get(name: string | undefined): Account | undefined;
  add(account: Account): void;
}
declare const begin: unique symbol;
export declare class CoinCoinExceptionFilter implements ExceptionFilter<CoinCoinError> {
  #private;
  constructor(host: HttpAdapterHost);
  catch(error: CoinCoinError, host: ArgumentsHost): Observable<never> | undefined;
}
export declare class CoinCoinModule implements NestModule {
  #private;
  static forRoot({ name, isGlobal, path, ...options }?: CoinCoinModuleOptions & CoinCoinModuleExtras): DynamicModule;
  static forRootAsync({ name, isGlobal, path, ...how }: CoinCoinModuleAsyncOptions): DynamicModule;
  constructor(host: HttpAdapterHost, accounts?: CoinCoinAccounts, account?: Account);
  configure(): void;
}
export declare class CoinCoinService extends CoinCoin {
  #private;
  constructor({ http: _http, logger, ...options }?: CoinCoinModuleOptions);
  start(): Promise<void>;
  [begin](): Promise<void>;
}
export declare class CoinCoinWebhookGuard implements CanActivate {
  #private;
  protected readonly account: string | undefined;
  static for(name: string): Type<CoinCoinWebhookGuard>;
  constructor(modules: ModuleRef);
  canActivate(context: ExecutionContext): Promise<boolean>;
}
export declare const CoinCoinNotification: (...dataOrPipes: unknown[]) => ParameterDecorator;
export declare function InjectCoinCoin(name?: string): ReturnType<typeof Inject>;
export declare function OnCoinCoin<T extends DomainEventType>(types: T | readonly T[], { name }?: OnCoinCoinOptions): HandlerDecorator<T>;
export declare function getCoinCoinOptionsToken(name?: string): string;
export declare function getCoinCoinToken(name?: string): InjectionToken<CoinCoinService>;
export type { CoinCoinHttpOptions, CoinCoinModuleAsyncOptions, CoinCoinModuleExtras, CoinCoinModuleOptions, CoinCoinOptionsFactory, OnCoinCoinOptions, TakenNotification };
import { ArgumentsHost, CanActivate, DynamicModule, ExceptionFilter, ExecutionContext, Inject, InjectionToken, LoggerService, ModuleMetadata, NestModule, OptionalFactoryDependency, Type } from "@nestjs/common";
import { CoinCoin, CoinCoinError, CoinCoinOptions, DomainEventType, Handler, Logger, Notification, WebhookOutcome } from "@coincoin/core";
import { HttpAdapterHost, ModuleRef } from "@nestjs/core";
import { NodeMountOptions } from "@coincoin/core/node";
import { Observable } from "rxjs";
interface Account {
  readonly name: string | undefined;
  readonly path: string | false;
  readonly options: CoinCoinModuleOptions;
  readonly service: CoinCoinService | undefined;
  readonly logger: Logger;
}
interface CoinCoinModuleAsyncOptions extends CoinCoinModuleExtras, Pick<ModuleMetadata, "imports"> {
  readonly inject?: (InjectionToken | OptionalFactoryDependency)[] | undefined;
  readonly useFactory?: ((...injected: any[]) => MaybeOptions | Promise<MaybeOptions>) | undefined;
  readonly useClass?: Type<CoinCoinOptionsFactory> | undefined;
  readonly useExisting?: InjectionToken<CoinCoinOptionsFactory> | undefined;
}
interface CoinCoinModuleExtras {
  readonly name?: string | undefined;
  readonly isGlobal?: boolean | undefined;
  readonly path?: string | false | undefined;
}
interface CoinCoinModuleOptions extends Omit<CoinCoinOptions, "logger"> {
  readonly http?: CoinCoinHttpOptions | undefined;
  readonly logger?: Logger | LoggerService | undefined;
}
interface CoinCoinOptionsFactory {
  createCoinCoinOptions(): MaybeOptions | Promise<MaybeOptions>;
}
interface OnCoinCoinOptions {
  readonly name?: string | undefined;
}
interface TakenNotification {
  readonly outcome: WebhookOutcome;
  readonly notification: Notification;
}
type CoinCoinHttpOptions = Omit<NodeMountOptions, "basePath">;
type HandlerDecorator<T extends DomainEventType> = <Target extends object, Method extends Handler<T>>(target: Target extends (abstract new (...input: never) => unknown) ? never : Target, key: string | symbol, descriptor: TypedPropertyDescriptor<Method>) => void;
type MaybeOptions = CoinCoinModuleOptions | undefined;
