import { createHash, randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";

const COOKIE = /(?:^|;\s*)visitor=([\w-]{22})(?:;|$)/;

/** Who is asking, known by a random cookie that is made when there is none; as a hash, which tells nobody the cookie. */
export function visitorOf(request: IncomingMessage, response: ServerResponse): string {
  const known = COOKIE.exec(request.headers.cookie ?? "")?.[1];
  const visitor = known ?? randomBytes(16).toString("base64url");
  if (known === undefined)
    response.setHeader("set-cookie", `visitor=${visitor}; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax`);
  return createHash("sha256").update(visitor).digest("hex");
}
