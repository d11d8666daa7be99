import { Module } from "@nestjs/common";
import { Fulfilment } from "./fulfilment.js";
import { ShopController } from "./shop.controller.js";
import { ShopDatabase } from "./shop.database.js";
import { ShopService } from "./shop.service.js";

@Module({
  controllers: [ShopController],
  providers: [ShopDatabase, ShopService, Fulfilment],
  exports: [ShopDatabase],
})
export class ShopModule {}
