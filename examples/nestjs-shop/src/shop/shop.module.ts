import { Module } from "@nestjs/common";
import { Fulfilment } from "./fulfilment.ts";
import { ShopController } from "./shop.controller.ts";
import { ShopDatabase } from "./shop.database.ts";
import { ShopService } from "./shop.service.ts";

@Module({
  controllers: [ShopController],
  providers: [ShopDatabase, ShopService, Fulfilment],
  exports: [ShopDatabase],
})
export class ShopModule {}
