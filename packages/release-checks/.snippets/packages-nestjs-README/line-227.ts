import { CoinCoinExceptionFilter } from "@coincoin/nestjs";
import { Module } from "@nestjs/common";
import { APP_FILTER } from "@nestjs/core";

@Module({ providers: [{ provide: APP_FILTER, useClass: CoinCoinExceptionFilter }] })
export class AppModule {}
export {};
