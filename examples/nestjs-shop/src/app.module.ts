import { CoinCoinHealthIndicator } from "@coincoin/nestjs/health";
import { Module } from "@nestjs/common";
import { ConfigModule } from "@nestjs/config";
import { APP_FILTER } from "@nestjs/core";
import { TerminusModule } from "@nestjs/terminus";
import { CoinCoinErrorsFilter } from "./coincoin-errors.filter.js";
import { HealthController } from "./health.controller.js";
import { OperatorModule } from "./operator/operator.module.js";
import { PaymentsModule } from "./payments/payments.module.js";
import { ShopModule } from "./shop/shop.module.js";

@Module({
  imports: [
    ConfigModule.forRoot({ isGlobal: true }),
    TerminusModule,
    PaymentsModule,
    ShopModule,
    OperatorModule,
  ],
  controllers: [HealthController],
  providers: [CoinCoinHealthIndicator, { provide: APP_FILTER, useClass: CoinCoinErrorsFilter }],
})
export class AppModule {}
