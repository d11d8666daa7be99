import { CoinCoin, type CoinCoinOptions, type Logger, type Store } from "@coincoin/core";
import { type PostgresPool, postgresStore } from "@coincoin/sql/postgres";
import { MedusaError } from "@medusajs/framework/utils";
import type { AccountConfig } from "../../account-options.ts";
import { Assignments } from "../../ledger/assignments.ts";
import { Ledger } from "../../ledger/ledger.ts";
import { Refunds } from "../../ledger/refunds.ts";
import { ANOTHER_COPY, isStoreContainer } from "../../medusa/container.ts";
import { type PluginConfig, readPluginOptions } from "../../options.ts";
import { PayLinks, secretKeysOf } from "../../pay-links/pay-links.ts";
import { Accounts } from "../../payments/accounts.ts";
import { asMedusaError } from "../../payments/errors.ts";
import { type GatewayAccount, GatewayAccounts } from "../../payments/gateway-accounts.ts";
import { SessionOrders } from "../../payments/session-orders.ts";
import { Answers } from "../../placing/answers.ts";
import { CartLocks } from "../../placing/cart-locks.ts";
import { Expiries } from "../../placing/expiries.ts";
import { OpenRows } from "../../placing/open-rows.ts";
import { Placing } from "../../placing/place.ts";
import { Problems } from "../../placing/problems.ts";
import { Reports } from "../../placing/reports.ts";
import { Settlement } from "../../placing/settlement.ts";
import { isServing } from "./command.ts";
import { coreLogger } from "./logger.ts";
import { type Knex, poolOver } from "./pool.ts";
import { spoolOf } from "./spool.ts";
import { createTables } from "./tables.ts";

/** The key of the module in Medusa's container. */
export const COINCOIN = "coincoin";

/** Placing an order takes many connections of Medusa's pool of ten: more at once would only wait for each other. */
const DELIVERY = { concurrency: 4 };

interface Cradle {
  readonly __pg_connection__: Knex;
  readonly logger: Parameters<typeof coreLogger>[0];
}

/**
 * What routes, provider, subscribers and settlement of a store share: its account at CoinCoin, or several. They keep their
 * state in Medusa's own database, in a schema of its own.
 */
export default class CoinCoinModuleService {
  readonly config: PluginConfig;
  readonly gateways: GatewayAccounts;
  readonly accounts: Accounts;
  readonly assignments: Assignments;
  readonly cartLocks: CartLocks;
  readonly openRows: OpenRows;
  readonly orders: SessionOrders;
  readonly payLinks: PayLinks;
  readonly settlement: Settlement;
  readonly refunds: Refunds;
  readonly log: Logger;
  readonly #pool: PostgresPool;

  /** Called by Medusa. */
  readonly __hooks = {
    onApplicationStart: () => this.#start(),
    onApplicationShutdown: () => this.#stop(),
  };

  constructor({ __pg_connection__, logger }: Cradle, options: unknown) {
    const pool = poolOver(__pg_connection__);
    const store = storeOver(pool);
    const ledger = new Ledger(pool);
    this.#pool = pool;
    this.config = readPluginOptions(options);
    this.log = coreLogger(logger);
    this.gateways = gatewaysOf(this.config, pool, this.log);
    this.accounts = new Accounts(this.gateways, ledger);
    this.assignments = new Assignments(ledger);
    this.refunds = new Refunds(ledger);
    this.cartLocks = new CartLocks(pool, this.log);
    this.orders = new SessionOrders(this.gateways, this.accounts);
    this.payLinks = new PayLinks(this.gateways.main.coincoin, secretKeysOf(this.config.core));
    this.openRows = new OpenRows(this.gateways);
    this.settlement = new Settlement({
      gateways: this.gateways,
      placing: new Placing({
        accounts: this.accounts,
        locks: this.cartLocks,
        completeCartWorkflow: this.config.completeCartWorkflow,
        logger: this.log,
      }),
      problems: new Problems(this.gateways.main.coincoin.appId, store, ledger),
      accounts: this.accounts,
      openRows: this.openRows,
      answers: new Answers(this.accounts, this.openRows),
      reports: new Reports(ledger),
      expiries: new Expiries(ledger),
      cancelUnpaidAfterMs: this.config.cancelUnpaidAfterMs,
      logger: this.log,
    });
  }

  /** The same hook fires in `medusa exec`, `user` and migrations: those must not take payments along. */
  async #start(): Promise<void> {
    if (!isServing() && !this.config.isDeliveryNamed) return;
    if (!isStoreContainer(COINCOIN, this)) {
      throw new MedusaError(MedusaError.Types.INVALID_DATA, ANOTHER_COPY);
    }
    try {
      for (const { coincoin } of this.gateways.all) await coincoin.start();
      await createTables(this.#pool);
    } catch (error) {
      this.log.error(
        { err: error },
        "CoinCoin's tables cannot be reached or made: nothing is sold with CoinCoin until they can. Run `medusa db:migrate` with a database user who may make a schema.",
      );
    }
    this.settlement.start();
  }

  async #stop(): Promise<void> {
    await this.settlement.stop();
    await Promise.all(this.gateways.all.map(({ coincoin }) => coincoin.close()));
  }
}

export function storeOver(pool: PostgresPool): Store {
  return postgresStore({ pool, schema: "coincoin" });
}

function gatewaysOf(config: PluginConfig, pool: PostgresPool, logger: Logger): GatewayAccounts {
  const account = (id: string | null, of: AccountConfig): GatewayAccount => {
    const spool = spoolOf(id, of.core.spool);
    return { id, prices: of, coincoin: coincoinOver({ ...of.core, spool }, storeOver(pool), logger) };
  };
  const others = [...config.accounts].map(([id, of]) => account(id, of));
  return new GatewayAccounts(account(null, config), others);
}

function coincoinOver(options: CoinCoinOptions, store: Store, logger: Logger): CoinCoin {
  try {
    return new CoinCoin({ delivery: DELIVERY, ...options, store, logger });
  } catch (error) {
    throw asMedusaError(error);
  }
}
