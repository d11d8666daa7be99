import { CoinCoinError } from "@coincoin/core";
import { type ErrorReply, errorReply } from "@coincoin/core/node";
import { type ArgumentsHost, Catch, type ExceptionFilter, Inject, Logger } from "@nestjs/common";
import { HttpAdapterHost } from "@nestjs/core";
import { type Observable, throwError } from "rxjs";

/**
 * Answers a request that failed with a `CoinCoinError` as the mounted routes do: 409 for `already_paid`, 422 for
 * `price_too_low`, 503 with `Retry-After` for `store_unavailable`. A microservice's caller gets the same code and message as
 * its error, a WebSocket's as the event "exception". Provide it as `APP_FILTER`, or `@UseFilters()` it.
 */
@Catch(CoinCoinError)
export class CoinCoinExceptionFilter implements ExceptionFilter<CoinCoinError> {
  readonly #host: HttpAdapterHost;
  readonly #logger = new Logger("CoinCoin");

  constructor(@Inject(HttpAdapterHost) host: HttpAdapterHost) {
    this.#host = host;
  }

  catch(error: CoinCoinError, host: ArgumentsHost): Observable<never> | undefined {
    const reply = errorReply(error);
    const transport: string = host.getType();
    // GraphQL answers what is thrown itself; in the others nobody would catch it.
    if (!["http", "rpc", "ws"].includes(transport)) throw error;
    // What is kept from the browser is for the log.
    if (reply.failure.message !== error.message)
      this.#logger.error(`${error.code}: ${error.message}`, error.stack);
    if (transport === "rpc") return throwError(() => failureOf(reply));
    if (transport === "ws") emit(host.switchToWs().getClient<WsClient>(), failureOf(reply));
    else this.#respond(host.switchToHttp().getResponse<unknown>(), reply);
    return undefined;
  }

  #respond(response: unknown, { status, headers, body }: ErrorReply): void {
    const { httpAdapter } = this.#host;
    if (httpAdapter.isHeadersSent(response)) {
      httpAdapter.end(response);
      return;
    }
    for (const [name, value] of Object.entries(headers)) httpAdapter.setHeader(response, name, value);
    httpAdapter.reply(response, body, status);
  }
}

/** Nest's own shape of an error beside HTTP. */
function failureOf({ failure }: ErrorReply): object {
  return { status: "error", ...failure };
}

/** Of Socket.IO, or of `ws`, whose `emit` would reach nobody. */
interface WsClient {
  readonly readyState?: unknown;
  emit(event: string, data: object): unknown;
  send(text: string): unknown;
}

function emit(client: WsClient, data: object): void {
  const event = "exception";
  if (typeof client.readyState === "number") client.send(JSON.stringify({ event, data }));
  else client.emit(event, data);
}
