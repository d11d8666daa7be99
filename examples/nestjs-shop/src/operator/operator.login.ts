import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { Injectable } from "@nestjs/common";
import { ConfigService } from "@nestjs/config";
import { Guesses } from "./guesses.js";

export interface Visitor extends IncomingMessage {
  /** Express gives it. */
  readonly ip?: string;
}

export type Admission =
  | { readonly type: "admitted"; readonly name: string }
  | { readonly type: "refused" }
  | { readonly type: "wait"; readonly seconds: number };

/** The example's own login, the browser's: ask yours for the name of who is logged in. */
@Injectable()
export class OperatorLogin {
  readonly #guesses = new Guesses();

  constructor(private readonly config: ConfigService) {}

  admit({ headers, ip = "" }: Visitor): Admission {
    const seconds = this.#guesses.wait(ip);
    if (seconds > 0) return { type: "wait", seconds };
    const expected = `operator:${this.config.getOrThrow<string>("SHOP_OPERATOR_PASSWORD")}`;
    const [scheme = "", given = ""] = (headers.authorization ?? "").split(" ", 2);
    if (scheme.toLowerCase() === "basic" && same(Buffer.from(given, "base64").toString(), expected)) {
      this.#guesses.right(ip);
      return { type: "admitted", name: "operator" };
    }
    // The first request of a browser holds none.
    if (given !== "") this.#guesses.wrong(ip);
    return { type: "refused" };
  }
}

function same(given: string, expected: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
