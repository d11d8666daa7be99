import type { Notification, WebhookInput, WebhookOutcome } from "@coincoin/core";
import {
  type CanActivate,
  createParamDecorator,
  type ExecutionContext,
  HttpException,
  Inject,
  Injectable,
} from "@nestjs/common";
import { CoinCoinService } from "./coincoin.service.ts";

/** What a controller behind the guard is given. */
export interface TakenNotification {
  /** What became of it: `applied`, `duplicate`, `parked`, `conflict`, `held` or `spooled`. It is safe whichever it is. */
  readonly outcome: WebhookOutcome;
  readonly notification: Notification;
}

/** What Express and Fastify have in common, as far as it matters here. */
interface WebhookRequest {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly params?: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
  readonly rawBody?: unknown;
}

const taken = new WeakMap<object, TakenNotification>();

/**
 * For a webhook controller of one's own, at a path that ends with `:token`. It authenticates the notification **and takes it
 * in**: what the controller then does or forgets loses nothing. Refusals are the same as everywhere, as Nest exceptions.
 */
@Injectable()
export class CoinCoinWebhookGuard implements CanActivate {
  readonly #coincoin: CoinCoinService;

  constructor(@Inject(CoinCoinService) coincoin: CoinCoinService) {
    this.#coincoin = coincoin;
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<WebhookRequest>();
    const { params, headers } = request;
    const reply = await this.#coincoin.receiveWebhook({
      token: params?.["token"],
      headers,
      body: bodyOf(request),
    });
    if (reply.outcome === null || reply.notification === null) {
      const refusal: unknown = JSON.parse(reply.body);
      throw new HttpException(
        typeof refusal === "object" && refusal !== null ? refusal : reply.body,
        reply.status,
      );
    }
    taken.set(request, { outcome: reply.outcome, notification: reply.notification });
    return true;
  }
}

/** The notification that the guard took in, with what became of it: `@CoinCoinNotification() taken: TakenNotification`. */
export const CoinCoinNotification = createParamDecorator(
  (_data: unknown, context: ExecutionContext): TakenNotification => {
    const found = taken.get(context.switchToHttp().getRequest<object>());
    if (found !== undefined) return found;
    throw new TypeError("@CoinCoinNotification() needs @UseGuards(CoinCoinWebhookGuard) on its route.");
  },
);

/** The bytes where `rawBody: true` kept them, else what the body parser made of them. */
function bodyOf({ rawBody, body }: WebhookRequest): WebhookInput["body"] {
  for (const candidate of [rawBody, body]) {
    if (typeof candidate === "string" || (typeof candidate === "object" && candidate !== null))
      return candidate;
  }
  return "";
}
