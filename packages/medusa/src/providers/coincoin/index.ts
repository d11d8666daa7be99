import { ModuleProvider, Modules } from "@medusajs/framework/utils";
import CoinCoinProviderService from "./service.ts";

export default ModuleProvider(Modules.PAYMENT, { services: [CoinCoinProviderService] });
