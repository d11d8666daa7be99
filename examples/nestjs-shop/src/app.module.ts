import type { Environment } from "@coincoin/core";
import { CoinCoinHealthIndicator } from "@coincoin/nestjs/health";
import { type DynamicModule, Module } from "@nestjs/common";
import { ConfigModule } from "@nestjs/config";
import { TerminusModule } from "@nestjs/terminus";
import { HealthController } from "./health.controller.ts";
import { OperatorModule } from "./operator/operator.module.ts";
import { paymentsModule } from "./payments/payments.module.ts";
import { ShopModule } from "./shop/shop.module.ts";

/** What the shop is told besides the process's environment; for the demo and the tests. */
export interface AppOptions {
  readonly settings?: Readonly<Record<string, string>>;
  readonly environment?: Partial<Environment>;
}

@Module({
  imports: [TerminusModule, ShopModule, OperatorModule],
  controllers: [HealthController],
  providers: [CoinCoinHealthIndicator],
})
export class AppModule {
  static with({ settings = {}, environment }: AppOptions = {}): DynamicModule {
    const config = ConfigModule.forRoot({ isGlobal: true, ignoreEnvFile: true, load: [() => settings] });
    return { module: AppModule, imports: [config, paymentsModule(environment)] };
  }
}
