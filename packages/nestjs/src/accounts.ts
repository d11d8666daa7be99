import { CoinCoinError, type Logger } from "@coincoin/core";
import { Injectable } from "@nestjs/common";
import type { CoinCoinService } from "./coincoin.service.ts";
import type { CoinCoinModuleOptions } from "./options.ts";

/** What one `forRoot()` makes. */
export interface Account {
  /** Undefined for the one without a name. */
  readonly name: string | undefined;
  /** With a slash before it; false where nothing is mounted. */
  readonly path: string | false;
  readonly options: CoinCoinModuleOptions;
  /** Undefined where a test put something else in its place. */
  readonly service: CoinCoinService | undefined;
  readonly logger: Logger;
}

/** The accounts of an application: one `CoinCoinModule.forRoot()` each. */
@Injectable()
export class CoinCoinAccounts {
  readonly #accounts = new Map<string | undefined, Account>();

  get all(): readonly Account[] {
    return [...this.#accounts.values()];
  }

  /** The account of a handler that names it so. */
  get(name: string | undefined): Account | undefined {
    return this.#accounts.get(name);
  }

  /** @throws CoinCoinError `config_invalid` where its name or its path is taken: webhooks of one would go to the other. */
  add(account: Account): void {
    const { name, path } = account;
    if (this.#accounts.has(name)) {
      const which = name === undefined ? "without a name" : `called "${name}"`;
      throw new CoinCoinError(
        "config_invalid",
        `Two accounts ${which} are in this application: CoinCoinModule.forRoot() was imported twice. Import it once, with isGlobal: true where several modules inject it; or, for two accounts, give each a name and a path.`,
      );
    }
    const other = path === false ? undefined : this.all.find((one) => isSamePath(one.path, path));
    if (other !== undefined) {
      throw new CoinCoinError(
        "config_invalid",
        `The accounts ${labelOf(other)} and ${labelOf(account)} are both mounted at ${path}: the second would never see a webhook. Give each a path of its own.`,
      );
    }
    this.#accounts.set(name, account);
  }
}

/** Express compares paths without case. */
function isSamePath(one: string | false, other: string): boolean {
  return one !== false && one.toLowerCase() === other.toLowerCase();
}

export function labelOf({ name }: Pick<Account, "name">): string {
  return name === undefined ? "(without a name)" : `"${name}"`;
}
