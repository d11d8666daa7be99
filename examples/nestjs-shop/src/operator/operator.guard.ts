import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import {
  type CanActivate,
  type ExecutionContext,
  HttpException,
  HttpStatus,
  Injectable,
} from "@nestjs/common";
import { ConfigService } from "@nestjs/config";
import { Guesses } from "./guesses.js";
import { isOurPage } from "./same-origin.js";

interface Wire {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly ip?: string;
}

/** The example's own login, the browser's: put the operator's page behind yours. */
@Injectable()
export class OperatorGuard implements CanActivate {
  readonly #guesses = new Guesses();

  constructor(private readonly config: ConfigService) {}

  canActivate(context: ExecutionContext): boolean {
    const http = context.switchToHttp();
    const { method, headers, ip = "" } = http.getRequest<Wire>();
    const response = http.getResponse<{ setHeader(name: string, value: string): void }>();
    // A browser sends the password along with forms of other sites too: those are not the operator's doing.
    if (method !== "GET" && !isOurPage(headers)) {
      throw new HttpException("That came from another site.", HttpStatus.FORBIDDEN);
    }
    const seconds = this.#guesses.wait(ip);
    if (seconds > 0) {
      response.setHeader("retry-after", String(seconds));
      throw new HttpException("Too many wrong passwords.", HttpStatus.TOO_MANY_REQUESTS);
    }
    const expected = `operator:${this.config.getOrThrow<string>("SHOP_OPERATOR_PASSWORD")}`;
    const [scheme = "", given = ""] = (headers.authorization ?? "").split(" ", 2);
    const known = scheme.toLowerCase() === "basic" && same(Buffer.from(given, "base64").toString(), expected);
    if (known) {
      this.#guesses.right(ip);
      return true;
    }
    // The first request of a browser holds none.
    if (given !== "") this.#guesses.wrong(ip);
    response.setHeader("www-authenticate", 'Basic realm="operator"');
    throw new HttpException("The operator's name and password are needed.", HttpStatus.UNAUTHORIZED);
  }
}

function same(given: string, expected: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
