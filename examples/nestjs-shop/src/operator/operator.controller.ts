import { isIssued } from "@coincoin/core";
import { CoinCoinService } from "@coincoin/nestjs";
import { Body, Controller, Get, Header, Post, Redirect, UseGuards } from "@nestjs/common";
import { html, page, table } from "../page.js";
import { figuresOf } from "./figures.js";
import { OperatorGuard } from "./operator.guard.js";

const states = ["receiving", "settling", "completed", "invalid"] as const;

/** What the people who run the shop see: what needs a person, and what CoinCoin said. */
@Controller("operator")
@UseGuards(OperatorGuard)
export class OperatorController {
  constructor(private readonly coincoin: CoinCoinService) {}

  @Get()
  @Header("content-type", "text/html; charset=utf-8")
  async overview(): Promise<string> {
    const [health, attention, letters, orders, inbox] = await Promise.all([
      this.coincoin.health(),
      this.coincoin.attention.list({ limit: 200 }),
      this.coincoin.deadLetters.list(),
      this.coincoin.listOrders(),
      this.coincoin.inbox.list(),
    ]);
    const figures = figuresOf(health).map(
      ([name, figure]) => html`<tr><td>${name}</td><td>${figure}</td></tr>`,
    );
    const items = attention.items.map(
      ({ id, kind, message, count }) => html`<tr><td>${kind} × ${count}</td><td>${message}</td>
<td><form method="post" action="/operator/resolve"><input type="hidden" name="id" value="${id}"><input name="note" placeholder="What was done" required><button>Resolve</button></form></td></tr>`,
    );
    const dead = letters.items.map(
      ({ event, lastError }) => html`<tr><td>${event.type}</td><td><code>${lastError}</code></td>
<td><form method="post" action="/operator/retry"><input type="hidden" name="event" value="${event.id}"><button>Retry</button></form></td></tr>`,
    );
    const payments = orders.items.map(
      (
        order,
      ) => html`<tr><td><code>${order.paymentId}</code></td><td><code>${order.reference}</code></td><td>${order.status}</td>
<td>${isIssued(order) ? `${order.received[order.coin] ?? "0"} of ${order.amountDue} ${order.coin}` : "no answer yet"}</td></tr>`,
    );
    const notices = inbox.items.map(
      ({
        paymentId,
        outcome,
        reason,
        proofs,
        source,
        body,
        digest,
      }) => html`<tr><td><code>${paymentId}</code></td><td>${outcome}<br>${reason}
${outcome === "held" ? html`<form method="post" action="/operator/accept"><input type="hidden" name="digest" value="${digest}"><button>Accept</button></form>` : null}</td>
<td>${source === "operator" ? "entered by a person" : `token ${proofs.token ? "right" : "none"}, signature ${proofs.signature}`}</td><td><code>${body}</code></td></tr>`,
    );
    return page(
      "Operator",
      html`<h2>How it goes</h2>${table(["What", "Now"], figures, "Nothing is known.")}
<h2>Needs a person (${items.length}${attention.cursor === null ? null : " and more"})</h2>${table(["What", "", ""], items, "Nothing needs anybody.")}
<h2>Dead letters</h2>${table(["Event", "Why", ""], dead, "Every event was handled.")}
<h2>Payments</h2>${table(["Payment", "Order", "Status", "Received"], payments, "None yet.")}
<h2>What CoinCoin's own site says</h2>
<form method="post" action="/operator/reconcile"><input name="payment" placeholder="Payment id" required><input name="amount" placeholder="Total received" required><input name="coin" value="usdt" required>
<select name="state">${states.map((state) => html`<option>${state}</option>`)}</select><button>Enter</button></form>
<h2>Inbox</h2>${table(["Payment", "Outcome", "Proofs", "Body"], notices, "Nothing came yet.")}`,
    );
  }

  @Post("resolve")
  @Redirect("/operator", 303)
  async resolve(@Body("id") id: string, @Body("note") note: string): Promise<void> {
    await this.coincoin.attention.resolve(id, note, { by: "operator" });
  }

  @Post("retry")
  @Redirect("/operator", 303)
  async retry(@Body("event") eventId: string): Promise<void> {
    await this.coincoin.deadLetters.retry(eventId);
  }

  /** A notification that had no signature, after a look at CoinCoin's own site. */
  @Post("accept")
  @Redirect("/operator", 303)
  async accept(@Body("digest") digest: string): Promise<void> {
    await this.coincoin.inbox.accept({ digest, by: "operator" });
  }

  @Post("reconcile")
  @Redirect("/operator", 303)
  async reconcile(@Body() form: Readonly<Record<string, string | undefined>>): Promise<void> {
    const state = states.find((known) => known === form["state"]) ?? "receiving";
    const collected = { [form["coin"]?.trim() ?? ""]: form["amount"]?.trim() ?? "" };
    await this.coincoin.reconcile(form["payment"]?.trim() ?? "", { collected, state, by: "operator" });
  }
}
