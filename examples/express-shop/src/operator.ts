// oxlint-disable oxc/no-async-endpoint-handlers -- Express 5 hands a rejection to the error handler
import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { CoinCoin } from "@coincoin/core";
import { coincoinDesk } from "@coincoin/desk";
import express, { type Request, Router } from "express";
import type { ShopDatabase } from "./database.ts";
import { Guesses } from "./guesses.ts";
import { html } from "./html.ts";
import { page } from "./layout.ts";
import { ledger } from "./ledger.ts";
import { isOurPage } from "./same-origin.ts";
import { cookie } from "./session.ts";
import { field } from "./shop.ts";

const SHIFT_MS = 8 * 3_600_000;

/** The desk behind a login, and the shop's own books. The login is the example's own: put the desk behind yours. */
export function operatorRoutes(shop: ShopDatabase, coincoin: CoinCoin, password: string): Router {
  const router = Router();
  const guesses = new Guesses();
  const authorize = (request: Request): string | null =>
    isPass(cookie(request, "operator") ?? "", password) ? "operator" : null;

  router.get("/login", (_request, response) => {
    response.send(page("Operator", loginForm));
  });
  router.post("/login", express.urlencoded({ extended: false }), (request, response) => {
    if (!isOurPage(request.headers)) {
      return response
        .status(403)
        .send(page("Operator", html`<p class="bad">That came from another site.</p>`));
    }
    const address = request.ip ?? "";
    const seconds = guesses.wait(address);
    if (seconds > 0) {
      return response
        .status(429)
        .set("retry-after", String(seconds))
        .send(page("Operator", html`<p class="bad">Too many wrong passwords. Try again in a minute.</p>`));
    }
    if (!sameText(field(request, "password"), password)) {
      guesses.wrong(address);
      return response
        .status(403)
        .send(page("Operator", html`<p class="bad">That is not the password.</p>${loginForm}`));
    }
    guesses.right(address);
    const token = pass(password, Date.now() + SHIFT_MS);
    // Strict: no other site's page can make this browser act here.
    response.cookie("operator", token, {
      httpOnly: true,
      sameSite: "strict",
      path: "/operator",
      maxAge: SHIFT_MS,
    });
    return response.redirect(303, "/operator");
  });

  router.get("/ledger.json", async (request, response) => {
    if (authorize(request) === null) return response.sendStatus(401);
    return response.json(await ledger(shop, coincoin));
  });
  router.use(coincoinDesk(coincoin, { authorize, loginUrl: "/operator/login" }));

  return router;
}

const loginForm = html`<form method="post" action="/operator/login" class="row card">
<label>Password <input type="password" name="password" autocomplete="current-password" autofocus></label><button>Log in</button></form>`;

/** What a logged-in browser holds: until when, and proof that it was given out here. Any process of the shop can tell. */
function pass(password: string, until: number): string {
  return `${until}.${createHmac("sha256", password).update(`operator until ${until}`).digest("base64url")}`;
}

function isPass(token: string, password: string): boolean {
  const until = Number(token.split(".", 1)[0]);
  return until > Date.now() && sameText(token, pass(password, until));
}

function sameText(given: string, expected: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
