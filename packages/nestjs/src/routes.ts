import { CoinCoinError, isCoinCoinError } from "@coincoin/core";
import { type NodeMiddleware, toNodeMiddleware } from "@coincoin/core/node";
import type { HttpAdapterHost } from "@nestjs/core";
import type { Account } from "./accounts.ts";
import type { CoinCoinService } from "./coincoin.service.ts";

/** An application context has no HTTP adapter, whatever the host's own type says. */
export type MaybeAdapter = HttpAdapterHost["httpAdapter"] | null | undefined;

/**
 * The routes of an account on the HTTP adapter, and not in Nest's router, whose prefixes, versions, pipes, guards, filters and
 * interceptors are not for them.
 *
 * They are mounted twice. The webhook as early as can be, before body parsers: its bytes are what was signed. What browsers
 * call comes behind everything that `main.ts` says with `app.use()` and `app.enableCors()`, so that CORS, cookies and sessions
 * are there on both platforms, and before the shop's own routes, of which one may match every path.
 */
export class Routes {
  readonly #account: Account;
  readonly #path: string;
  readonly #middleware: NodeMiddleware;

  constructor(account: Account, path: string, service: CoinCoinService) {
    this.#account = account;
    this.#path = path;
    this.#middleware = toNodeMiddleware(service, account.options.http ?? {});
  }

  mountWebhook(adapter: MaybeAdapter): void {
    const middleware: NodeMiddleware = (request, response, next) =>
      isWebhook(request.url) ? this.#middleware(request, response, next) : next?.();
    adapter?.use(this.#path, middleware);
  }

  mountRest(adapter: MaybeAdapter): void {
    if (adapter == null) return;
    adapter.use(this.#path, this.#middleware);
    this.#account.logger.info({}, `Mounted {${this.#path}}: webhook, orders and payment page`);
    this.#compareWithPublicUrl();
  }

  /** A proxy may rewrite paths, so this is not an error. */
  #compareWithPublicUrl(): void {
    const { logger, service } = this.#account;
    const expected = `${this.#path}/webhook/`;
    const url = service === undefined ? undefined : webhookUrlOf(service);
    if (url === undefined || url.pathname.startsWith(expected)) return;
    logger.warn(
      { publicUrl: `${url.origin}${url.pathname.replace(/\/webhook\/[^/]*$/, "")}`, path: this.#path },
      `publicUrl does not end where the routes are mounted: unless a proxy rewrites the path, CoinCoin's webhooks and customers get 404. Its path has to be ${this.#path}, without the application's global prefix`,
    );
  }
}

function isWebhook(url = "/"): boolean {
  return /^\/webhook(?:[/?]|$)/.test(url);
}

function webhookUrlOf(service: CoinCoinService): URL | undefined {
  try {
    return new URL(service.webhookUrl());
  } catch (error) {
    if (isCoinCoinError(error, "public_url_missing")) return undefined;
    throw error;
  }
}

/** Where the routes are mounted: a path with a slash before it, or false. */
export function mountPath(path: string | false = "coincoin"): string | false {
  if (path === false) return false;
  const parts = path.split("/").filter((part) => part !== "");
  // Express reads patterns out of other characters, and compares what is not ASCII with its percent-encoding.
  if (parts.length === 0 || !parts.every((part) => /^[\w.~-]+$/.test(part))) {
    throw new CoinCoinError(
      "config_invalid",
      `CoinCoinModule: path ${JSON.stringify(path)} cannot be mounted. Give a path of letters, digits, ".", "_", "~" and "-", such as "coincoin" or "pay/coincoin", or false for none.`,
    );
  }
  return `/${parts.join("/")}`;
}
