import { randomBytes } from "node:crypto";
import type { Request, Response } from "express";

/** Who is asking: a random cookie, made when there is none. */
export function sessionOf(request: Request, response: Response): string {
  const known = cookie(request, "session");
  if (known !== undefined && /^[\w-]{22}$/.test(known)) return known;
  const session = randomBytes(16).toString("base64url");
  response.cookie("session", session, { httpOnly: true, sameSite: "lax", maxAge: 30 * 86_400_000 });
  return session;
}

export function cookie(request: Request, name: string): string | undefined {
  for (const part of (request.headers.cookie ?? "").split(";")) {
    const [key, value] = part.trim().split("=", 2);
    if (key === name) return value;
  }
  return undefined;
}
