import type { ModuleExports } from "@medusajs/framework/types";
import { Module } from "@medusajs/framework/utils";
import { revertMigration, runMigrations } from "./migrations.ts";
import CoinCoinModuleService, { COINCOIN } from "./service.ts";

/** Medusa's own type wants a file's path of each migration; ours are no files, and nobody looks at it. */
type CoinCoinModuleExports = Omit<ModuleExports, "runMigrations" | "revertMigration"> & {
  runMigrations: typeof runMigrations;
  revertMigration: typeof revertMigration;
};

/** Registered by Medusa from the plugin's folder, with the plugin's options. */
const coincoinModule: CoinCoinModuleExports = {
  ...Module(COINCOIN, { service: CoinCoinModuleService }),
  runMigrations,
  revertMigration,
};

export default coincoinModule;
