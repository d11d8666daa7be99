import { CoinCoinError } from "@coincoin/core";
import { errorReply } from "@coincoin/core/node";
import { type ArgumentsHost, Catch, type ExceptionFilter, Inject, Logger } from "@nestjs/common";
import { HttpAdapterHost } from "@nestjs/core";

/**
 * Answers a request that failed with a `CoinCoinError` as the mounted routes do: 409 for `already_paid`, 422 for
 * `price_too_low`, 503 with `Retry-After` for `store_unavailable`. Provide it as `APP_FILTER`, or `@UseFilters()` it.
 */
@Catch(CoinCoinError)
export class CoinCoinExceptionFilter implements ExceptionFilter<CoinCoinError> {
  readonly #host: HttpAdapterHost;
  readonly #logger = new Logger("CoinCoin");

  constructor(@Inject(HttpAdapterHost) host: HttpAdapterHost) {
    this.#host = host;
  }

  catch(error: CoinCoinError, host: ArgumentsHost): void {
    // GraphQL and microservices have their own ways of answering.
    if (host.getType() !== "http") throw error;
    const { httpAdapter } = this.#host;
    const { status, headers, body } = errorReply(error);
    if (isFault(error, body)) this.#logger.error(`${error.code}: ${error.message}`, error.stack);
    const response: unknown = host.switchToHttp().getResponse();
    if (httpAdapter.isHeadersSent(response)) {
      httpAdapter.end(response);
      return;
    }
    for (const [name, value] of Object.entries(headers)) httpAdapter.setHeader(response, name, value);
    httpAdapter.reply(response, body, status);
  }
}

/** What is kept from the browser is for the log. */
function isFault(error: CoinCoinError, body: string): boolean {
  return !body.includes(JSON.stringify(error.message));
}
