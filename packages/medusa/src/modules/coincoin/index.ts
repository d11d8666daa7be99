import { Module } from "@medusajs/framework/utils";
import { revertMigration, runMigrations } from "./migrations.ts";
import CoinCoinModuleService, { COINCOIN } from "./service.ts";

/** Registered by Medusa from the plugin's folder, with the plugin's options. */
export default {
  ...Module(COINCOIN, { service: CoinCoinModuleService }),
  runMigrations,
  revertMigration,
};
