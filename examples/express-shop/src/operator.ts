// oxlint-disable oxc/no-async-endpoint-handlers -- Express 5 hands a rejection to the error handler
import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { type CoinCoin, isCoinCoinError, type Order } from "@coincoin/core";
import express, { Router } from "express";
import { allOpen } from "./attention.ts";
import type { ShopDatabase } from "./database.ts";
import { Guesses } from "./guesses.ts";
import { type Html, html } from "./html.ts";
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
    const problem = text(request.query.problem);
    const paymentId = text(request.query.order);
    const content =
      paymentId !== undefined
        ? await paymentContent(coincoin, paymentId)
        : request.query.show === "resolved"
          ? await resolvedContent(coincoin, text(request.query.after))
          : await everything(shop, coincoin, request.query);
    response.send(
      page("Operator", html`${problem === undefined ? null : html`<p class="bad">${problem}</p>`}${content}`),
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

const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

/** What needs somebody first, whole; then the newest of everything else. */
async function everything(
  shop: ShopDatabase,
  coincoin: CoinCoin,
  query: express.Request["query"],
): Promise<Html> {
  const [attention, deadLetters, inbox, orders] = await Promise.all([
    allOpen(coincoin),
    coincoin.deadLetters.list(),
    coincoin.inbox.list({ after: text(query.inbox) }),
    coincoin.listOrders({ after: text(query.payments) }),
  ]);
  const { items, isAll } = attention;
  return html`<h2>Needs a person (${items.length}${isAll ? null : " and more"})</h2>${attentionTable(items, Date.now())}
<p><a href="/operator?show=resolved">What was resolved</a></p>
<h2>Dead letters</h2>${deadLetterTable(deadLetters.items)}
<h2 id="payments">Payments</h2>${orderTable(orders.items)}${older("payments", orders.cursor)}
<h2>What CoinCoin's own site says</h2>${reconcileForm()}
<h2 id="inbox">Inbox</h2>${inboxTable(inbox.items)}${older("inbox", inbox.cursor)}
<h2>Fulfilled</h2>${fulfilmentTable(shop)}`;
}

async function paymentContent(coincoin: CoinCoin, paymentId: string): Promise<Html> {
  const [attention, inbox, order] = await Promise.all([
    coincoin.attention.list({ open: "all", paymentId, limit: 200 }),
    coincoin.inbox.list({ paymentId, limit: 200 }),
    coincoin.getOrder(paymentId).catch(() => undefined),
  ]);
  return html`<p><a href="/operator">All payments</a></p><h2>Payment ${paymentId}</h2>${orderTable(order === undefined ? [] : [order])}${payLink(coincoin, order)}
<h2>What needed a person</h2>${attentionTable(attention.items, Date.now())}
<h2>What CoinCoin said of it</h2>${inboxTable(inbox.items)}`;
}

/** To be mailed to a customer who did not finish: it asks for what is missing. */
function payLink(coincoin: CoinCoin, order: Order | undefined): Html | null {
  if (order === undefined || order.paid !== null) return null;
  const display = { amount: order.price, currency: "USD", title: `Order ${order.reference}` };
  const url = coincoin.payUrl(order.reference, { price: order.price, display });
  return html`<p><label>Pay link, to be mailed to the customer <input value="${url}" readonly></label></p>`;
}

async function resolvedContent(coincoin: CoinCoin, after: string | undefined): Promise<Html> {
  const { items, cursor } = await coincoin.attention.list({ open: false, after });
  return html`<p><a href="/operator">What needs a person</a></p><h2>Resolved</h2>${attentionTable(items, Date.now())}
${cursor === null ? null : html`<p><a href="/operator?show=resolved&after=${encodeURIComponent(cursor)}">Older</a></p>`}`;
}

const older = (list: string, cursor: string | null): Html | null =>
  cursor === null
    ? null
    : html`<p><a href="/operator?${list}=${encodeURIComponent(cursor)}#${list}">Older</a></p>`;

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
