import { CoinCoinError, customerMessage } from "@coincoin/core";
import { errorReply } from "@coincoin/core/node";
import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from "@nestjs/common";
import { html, page } from "./page.js";

interface Reply {
  status(code: number): { type(type: string): { send(body: string): void } };
}

/**
 * What a customer is told when paying does not work right now; the rest is for the log. A shop whose frontend takes JSON
 * provides `CoinCoinExceptionFilter` of `@coincoin/nestjs` instead.
 */
@Catch(CoinCoinError)
export class CoinCoinErrorsFilter implements ExceptionFilter<CoinCoinError> {
  private readonly logger = new Logger("payments");

  catch(error: CoinCoinError, host: ArgumentsHost): void {
    this.logger.warn(`${error.code}: ${error.message}`);
    const text = page("That did not work", html`<p>${customerMessage(error.code)} Your order is kept.</p>`);
    host.switchToHttp().getResponse<Reply>().status(errorReply(error).status).type("html").send(text);
  }
}
