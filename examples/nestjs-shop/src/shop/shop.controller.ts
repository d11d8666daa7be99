import type { IncomingMessage, ServerResponse } from "node:http";
import { customerMessage, errorCodes } from "@coincoin/core";
import { Controller, Get, Header, Param, Post, Query, Redirect, Req, Res } from "@nestjs/common";
import { html, page } from "../page.js";
import { price } from "./shop.database.js";
import { ShopService } from "./shop.service.js";
import { visitorOf } from "./visitor.js";

interface Redirection {
  readonly url: string;
  readonly statusCode: number;
}

/** What of Express's response the order's page needs. */
interface Reply {
  setHeader(name: string, value: string): void;
  redirect(status: number, url: string): void;
}

const seeOther = (url: string): Redirection => ({ url, statusCode: 303 });

const said: Readonly<Record<string, string>> = {
  "awaiting payment": "We are waiting for your payment.",
  paid: "Paid. It leaves our house with the next post.",
  "needs a person":
    "Something about this payment is unusual. We look at it and write to you; nothing is lost.",
  "not paid": "The time to pay is over, and nothing came. You can pay it anew.",
};

@Controller()
export class ShopController {
  constructor(private readonly shop: ShopService) {}

  @Get()
  @Header("content-type", "text/html; charset=utf-8")
  front(): string {
    const cards = this.shop.products().map(
      ({ id, name, cents }) => html`<li><strong>${name}</strong> $${price(cents)}
<form method="post" action="/buy/${id}"><button>Pay with crypto</button></form></li>`,
    );
    return page("Ink & Paper", html`<ul>${cards}</ul>`);
  }

  @Post("buy/:product")
  @Redirect()
  async buy(
    @Param("product") product: string,
    @Req() request: IncomingMessage,
    @Res({ passthrough: true }) response: ServerResponse,
  ): Promise<Redirection> {
    return seeOther(await this.shop.buy(product, visitorOf(request, response)));
  }

  @Get("orders/:id")
  @Header("content-type", "text/html; charset=utf-8")
  async order(
    @Param("id") id: string,
    @Query("payment") payment: unknown,
    @Res({ passthrough: true }) response: Reply,
  ): Promise<string | undefined> {
    const { cents, status } = this.shop.order(id);
    const again = status === "awaiting payment" || status === "not paid";
    const code = Object.values(errorCodes).find((each) => each === payment);
    const { pageUrl, isUnderWay } =
      code === "order_busy" ? await this.shop.preparation(id) : { isUnderWay: false };
    if (pageUrl !== undefined) {
      response.redirect(303, pageUrl);
      return undefined;
    }
    if (isUnderWay) {
      // The browser asks again, with no script and no press of a button.
      response.setHeader("refresh", "1");
      const wait = "Your payment is being prepared. This page goes on to it in a few seconds.";
      return page(`Order ${id.slice(-6)}`, html`<p>${wait}</p>`);
    }
    // What was being prepared, and is not any more, did not come about.
    const refusal = code === "order_busy" ? "outcome_unknown" : code;
    return page(
      `Order ${id.slice(-6)}`,
      html`<p>$${price(cents)}</p><p>${said[status] ?? status}</p>
${refusal === undefined ? null : html`<p>${customerMessage(refusal)} Your order is kept.</p>`}
${again ? html`<form method="post" action="/orders/${id}/pay"><button>Pay with crypto</button></form>` : null}`,
    );
  }

  @Post("orders/:id/pay")
  @Redirect()
  async pay(
    @Param("id") id: string,
    @Req() request: IncomingMessage,
    @Res({ passthrough: true }) response: ServerResponse,
  ): Promise<Redirection> {
    return seeOther(await this.shop.paymentPage(id, visitorOf(request, response)));
  }

  /** Where the payment page leads back to. */
  @Get("paid/:paymentId")
  @Redirect()
  async back(@Param("paymentId") paymentId: string, @Query("key") key: unknown): Promise<Redirection> {
    return seeOther(`/orders/${await this.shop.orderOf(paymentId, key)}`);
  }
}
