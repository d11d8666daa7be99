import { createHash, timingSafeEqual } from "node:crypto";
import {
  type CanActivate,
  type ExecutionContext,
  HttpException,
  HttpStatus,
  Injectable,
} from "@nestjs/common";
import { ConfigService } from "@nestjs/config";

interface Wire {
  readonly method: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** The example's own login, the browser's: put the operator's page behind yours. */
@Injectable()
export class OperatorGuard implements CanActivate {
  constructor(private readonly config: ConfigService) {}

  canActivate(context: ExecutionContext): boolean {
    const http = context.switchToHttp();
    const { method, headers } = http.getRequest<Wire>();
    const expected = `operator:${this.config.getOrThrow<string>("SHOP_OPERATOR_PASSWORD")}`;
    const [scheme = "", given = ""] = (headers["authorization"] ?? "").split(" ", 2);
    const known = scheme.toLowerCase() === "basic" && same(Buffer.from(given, "base64").toString(), expected);
    // A browser sends the password along with forms of other sites too: those are not the operator's doing.
    if (known && (method === "GET" || headers["sec-fetch-site"] !== "cross-site")) return true;
    http
      .getResponse<{ setHeader(name: string, value: string): void }>()
      .setHeader("www-authenticate", 'Basic realm="operator"');
    throw new HttpException("The operator's name and password are needed.", HttpStatus.UNAUTHORIZED);
  }
}

function same(given: string, expected: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
