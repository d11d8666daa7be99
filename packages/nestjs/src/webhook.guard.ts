import type { Notification, WebhookInput, WebhookOutcome } from "@coincoin/core";
import { errorReply } from "@coincoin/core/node";
import {
  type CanActivate,
  createParamDecorator,
  type ExecutionContext,
  HttpException,
  Inject,
  Injectable,
  Logger,
  type Type,
} from "@nestjs/common";
import { ModuleRef } from "@nestjs/core";
import { getCoinCoinToken } from "./tokens.ts";

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

/** What `@CoinCoinNotification()` gives for this request. */
export function setTaken(request: object, notification: TakenNotification): void {
  taken.set(request, notification);
}

/** One class for a name, so that a test can put another guard in its place. */
const named = new Map<string, Type<CoinCoinWebhookGuard>>();

/**
 * For a webhook controller of your own, at a path that ends with `:token`. It authenticates the notification **and takes it
 * in**: what the controller then does or forgets loses nothing. Refusals are the same as everywhere, as Nest exceptions.
 * `CoinCoinWebhookGuard.for("eu")` is the guard of the account with that name.
 */
@Injectable()
export class CoinCoinWebhookGuard implements CanActivate {
  readonly #modules: ModuleRef;
  readonly #logger = new Logger("CoinCoin");
  protected readonly account: string | undefined;

  static for(name: string): Type<CoinCoinWebhookGuard> {
    const known = named.get(name);
    if (known !== undefined) return known;
    class NamedWebhookGuard extends CoinCoinWebhookGuard {
      protected override readonly account = name;
    }
    named.set(name, NamedWebhookGuard);
    return NamedWebhookGuard;
  }

  constructor(@Inject(ModuleRef) modules: ModuleRef) {
    this.#modules = modules;
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<WebhookRequest>();
    const { params, headers } = request;
    const coincoin = this.#modules.get(getCoinCoinToken(this.account), { strict: false });
    const token = params?.["token"];
    const result = await coincoin.receiveWebhook({ token, headers, body: bodyOf(request) });
    if (result.type === "refused") {
      if (token === undefined) {
        const where = `${context.getClass().name}.${context.getHandler().name}`;
        this.#logger.warn(
          `The route of ${where} has no parameter ":token": no webhook can prove itself there.`,
        );
      }
      const { failure, status } = errorReply(result.error);
      throw new HttpException(failure, status);
    }
    setTaken(request, { outcome: result.outcome, notification: result.notification });
    return true;
  }
}

/** The notification that the guard took in, with what became of it: `@CoinCoinNotification() taken: TakenNotification`. */
export const CoinCoinNotification = createParamDecorator(
  (_data: unknown, context: ExecutionContext): TakenNotification => {
    const found = taken.get(context.switchToHttp().getRequest<object>());
    if (found !== undefined) return found;
    throw new TypeError(
      "@CoinCoinNotification() needs @UseGuards(CoinCoinWebhookGuard) on its route; in a test, webhookGuardWith() of @coincoin/nestjs/testing in the guard's place.",
    );
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
