// oxlint-disable oxc/no-async-endpoint-handlers -- Express 5 hands a rejection to the error handler
import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { type CoinCoin, isCoinCoinError } from "@coincoin/core";
import express, { Router } from "express";
import type { ShopDatabase } from "./database.ts";
import { Guesses } from "./guesses.ts";
import { html } from "./html.ts";
import { page } from "./layout.ts";
import { ledger } from "./ledger.ts";
import {
  attentionTable,
  deadLetterTable,
  fulfilmentTable,
  inboxTable,
  orderTable,
  reconcileForm,
} from "./operator-tables.ts";
import { isOurPage } from "./same-origin.ts";
import { cookie, sessionOf } from "./session.ts";
import { field } from "./shop.ts";

const SHIFT_MS = 8 * 3_600_000;

/** What the people who run the shop see. The login is the example's own: put these routes behind yours. */
export function operatorRoutes(shop: ShopDatabase, coincoin: CoinCoin, password: string): Router {
  const router = Router();
  router.use((request, response, next) => {
    if (request.method === "GET" || isOurPage(request.headers)) return next();
    response.status(403).send(page("Operator", html`<p class="bad">That came from another site.</p>`));
  });
  router.use(express.urlencoded({ extended: false }));

  const guesses = new Guesses();
  router.post("/login", (request, response) => {
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
    response.redirect(303, "/operator");
  });

  router.use((request, response, next) => {
    const token = cookie(request, "operator");
    if (token !== undefined && isPass(token, password)) return next();
    sessionOf(request, response);
    response.status(request.method === "GET" ? 200 : 403).send(page("Operator", loginForm));
  });

  router.get("/", async (request, response) => {
    const paymentId = typeof request.query.order === "string" ? request.query.order : undefined;
    const [attention, deadLetters, inbox, orders] = await Promise.all([
      coincoin.attention.list(),
      coincoin.deadLetters.list(),
      coincoin.inbox.list({ paymentId }),
      coincoin.listOrders(),
    ]);
    const problem =
      typeof request.query.problem === "string" ? html`<p class="bad">${request.query.problem}</p>` : null;
    response.send(
      page(
        "Operator",
        html`${problem}
<h2>Needs a person</h2>${attentionTable(attention.items)}
<h2>Dead letters</h2>${deadLetterTable(deadLetters.items)}
<h2>Payments</h2>${orderTable(orders.items)}
<h2>What CoinCoin's own site says</h2>${reconcileForm()}
<h2>Inbox</h2>${inboxTable(inbox.items)}
<h2>Fulfilled</h2>${fulfilmentTable(shop)}`,
      ),
    );
  });

  router.get("/ledger.json", async (_request, response) => {
    response.json(await ledger(shop, coincoin));
  });

  const act = (path: string, action: (request: express.Request) => Promise<unknown>) =>
    router.post(path, async (request, response) => {
      try {
        await action(request);
        response.redirect(303, "/operator");
      } catch (error) {
        if (!isCoinCoinError(error)) throw error;
        response.redirect(303, `/operator?problem=${encodeURIComponent(error.message)}`);
      }
    });

  act("/resolve", (request) =>
    coincoin.attention.resolve(field(request, "id"), field(request, "note"), { by: "operator" }),
  );
  act("/retry", (request) => coincoin.deadLetters.retry(field(request, "event")));
  act("/reconcile", (request) => {
    const state = states.find((known) => known === field(request, "state")) ?? "receiving";
    const collected = { [field(request, "coin").trim().toLowerCase()]: field(request, "amount").trim() };
    return coincoin.reconcile(field(request, "payment").trim(), { collected, state, by: "operator" });
  });

  return router;
}

const states = ["receiving", "settling", "completed", "invalid"] as const;

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
