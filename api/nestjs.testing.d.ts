// What "@coincoin/nestjs/testing" offers. Written by scripts/api.ts.
export declare function createTestPayments({ name, options, sandbox: sandboxOptions, webhookPath }?: CreateTestPaymentsOptions): Promise<TestPayments>;
export declare function webhookGuardWith(taken: TakenNotification): CanActivate;
export type { CreateTestPaymentsOptions, Paying, TestPayments };
import "@nestjs/core";
import { CanActivate, INestApplication, LoggerService } from "@nestjs/common";
import { Coin, Sandbox, SandboxOptions } from "@coincoin/sandbox";
import { CoinCoinOptions, IssuedOrder, Logger, Notification, WebhookOutcome } from "@coincoin/core";
import { NodeMountOptions } from "@coincoin/core/node";
interface CoinCoinModuleOptions extends Omit<CoinCoinOptions, "logger"> {
  readonly http?: CoinCoinHttpOptions | undefined;
  readonly logger?: Logger | LoggerService | undefined;
}
interface CreateTestPaymentsOptions {
  readonly name?: string;
  readonly options?: CoinCoinModuleOptions;
  readonly sandbox?: Omit<SandboxOptions, "appId" | "secretKey">;
  readonly webhookPath?: string;
}
interface Paying {
  readonly amount?: string;
  readonly coin?: Coin;
}
interface TakenNotification {
  readonly outcome: WebhookOutcome;
  readonly notification: Notification;
}
interface TestPayments extends AsyncDisposable {
  readonly options: CoinCoinModuleOptions;
  readonly sandbox: Sandbox;
  pay(app: INestApplication<unknown>, order: string, paying?: Paying): Promise<IssuedOrder>;
  settled(app: INestApplication<unknown>): Promise<void>;
  close(): Promise<void>;
}
type CoinCoinHttpOptions = Omit<NodeMountOptions, "basePath">;
