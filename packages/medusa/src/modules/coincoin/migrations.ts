import { ContainerRegistrationKeys } from "@medusajs/framework/utils";
import { type Knex, poolOver } from "./pool.ts";
import { storeOver } from "./service.ts";
import { createTables } from "./tables.ts";

interface MigrationArguments {
  readonly container: {
    resolve(key: string): Knex;
  };
  readonly logger?: { info(message: string): unknown };
}

/** Called by `medusa db:migrate`: core's tables, and the plugin's own. */
export async function runMigrations({ container, logger }: MigrationArguments): Promise<{ name: string }[]> {
  const pool = poolOver(container.resolve(ContainerRegistrationKeys.PG_CONNECTION));
  const store = storeOver(pool);
  await store.open();
  await store.close();
  await createTables(pool);
  logger?.info("coincoin: schema up to date");
  return [];
}

/** Called by `medusa db:rollback coincoin`. The tables hold who paid: they are left to the one who drops them by hand. */
export async function revertMigration({ logger }: MigrationArguments): Promise<void> {
  logger?.info('coincoin: the schema "coincoin" is kept, it says who paid. Drop it by hand if you mean to.');
}
