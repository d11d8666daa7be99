import type { ModuleProviderExports } from "@medusajs/framework/types";
import { ModuleProvider, Modules } from "@medusajs/framework/utils";
import CoinCoinProviderService from "./service.ts";

const provider: ModuleProviderExports = ModuleProvider(Modules.PAYMENT, {
  services: [CoinCoinProviderService],
});

export default provider;
