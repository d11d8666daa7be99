import {
  CREATE_FAULTS,
  type CreateFault,
  createEngine,
  type Engine,
  type Transmission,
} from "@coincoin/sandbox";
import { split, text, units } from "./decimal.ts";
import type { Faults } from "./faults.ts";
import { type KeyRing, signatureOf } from "./keys.ts";
import { APP_ID, type ShopProcess } from "./process.ts";
import type { Clockwork, Scheduler } from "./scheduler.ts";

const ENGINE_KEY = "the engine's own key";
const SIGNATURE_TOLERANCE_MS = 300_000;
/** Troubles of the way to the gateway, besides those the engine makes itself. */
const TROUBLES = ["unreachable", ...CREATE_FAULTS] as const;

/** The gateway and the network before it. Keys are replaced here: the engine knows but one. */
export class Gateway implements Clockwork {
  readonly engine: Engine;
  readonly #faults: Faults;
  readonly #scheduler: Scheduler;
  readonly #keys: KeyRing;
  readonly #send: (message: Message) => void;
  readonly #spellings = new Map<string, string>();
  #isSilent = false;

  constructor(
    seed: number,
    faults: Faults,
    scheduler: Scheduler,
    keys: KeyRing,
    send: (message: Message) => void,
  ) {
    const { knobs } = faults;
    this.#faults = faults;
    this.#scheduler = scheduler;
    this.#keys = keys;
    this.#send = send;
    this.engine = createEngine({
      appId: APP_ID,
      secretKey: ENGINE_KEY,
      now: scheduler.now,
      seed,
      reading: knobs.reading,
      stateCodes: knobs.responseTable ? "response-table" : "status-table",
      signWebhooks: knobs.signed,
      resend: knobs.resend || knobs.reading === "resends-first-stamp" ? "until-200" : "never",
      duplicateCreate: seed % 2 === 0 ? "same" : "refuse",
      coinFor: ({ paymentId }) => (/[0-9]$/.test(paymentId) ? { network: "tron", coin: "trx" } : undefined),
      rateDeviation: knobs.rates,
    });
  }

  nextAt(): number | undefined {
    return this.engine.nextDueAt();
  }

  advance(now: number): void {
    this.engine.advanceTo(now);
    this.pump();
  }

  /** From here on it tells nothing more. */
  fallSilent(): void {
    this.#isSilent = true;
  }

  /** Sends what the gateway has to tell. */
  pump(): void {
    for (const transmission of this.engine.takeDeliveries()) {
      if (this.#isSilent) continue;
      const { headers, signed } = this.#signed(transmission);
      this.#send({ transmission, headers, body: transmission.body, key: this.#keys.webhook, signed });
    }
  }

  /** `fetch` as a process sees it. */
  fetch(process: ShopProcess, ...[, init]: Parameters<typeof fetch>): Promise<Response> {
    const { owner } = process;
    const paymentId =
      /"payment_id":"([^"]*)"/.exec(typeof init?.body === "string" ? init.body : "")?.[1] ?? "";
    const trouble = this.#trouble(paymentId);
    const signal = init?.signal;
    const answer = this.#faults.call<Response | "silence">(
      owner,
      `asks the gateway for ${paymentId}${trouble === undefined ? "" : ` (${trouble})`}`,
      {
        effect: () => this.#answer(paymentId, init, trouble),
        refused: 0,
        refusal: () => new Error("never"),
      },
    );
    return answer.then((result) => (result === "silence" ? this.#scheduler.hang(owner, signal) : result));
  }

  #trouble(paymentId: string): (typeof TROUBLES)[number] | undefined {
    const { knobs, choices } = this.#faults;
    if (!this.#faults.chance(`trouble with ${paymentId}`, knobs.gatewayTrouble)) return undefined;
    return TROUBLES[choices.pick(`kind of trouble with ${paymentId}`, TROUBLES.length)];
  }

  /** Somebody pays at once, from the gateway's own page. */
  #tempt(paymentId: string): void {
    if (!this.#faults.chance(`eager, ${paymentId}`, this.#faults.knobs.eager)) return;
    const { amountDue } = this.engine.order(paymentId) ?? { amountDue: "0" };
    const [amount = 0n] = split(units(amountDue), [
      this.#faults.choices.pick(`how eager, ${paymentId}`, 2) === 0 ? 1 : 0.5,
    ]);
    this.engine.pay(paymentId, { amount: text(amount) });
    this.pump();
  }

  #answer(
    paymentId: string,
    init: RequestInit | undefined,
    trouble: (typeof TROUBLES)[number] | undefined,
  ): Response | "silence" {
    if (trouble === "unreachable") throw broken("ECONNREFUSED", "connect");
    const faults: readonly CreateFault[] = trouble === undefined ? [] : [trouble];
    this.engine.setFaults({ nextCreates: [faults.length === 0 ? "none" : faults] });
    const outcome = this.engine.createOrder({
      headers: this.#recognised(new Headers(init?.headers)),
      body: typeof init?.body === "string" ? init.body : "",
    });
    if (outcome.orderMade) {
      this.#spellings.set(this.engine.reading.paymentId?.(paymentId) ?? paymentId, paymentId);
      this.#tempt(paymentId);
    }
    if (outcome.kind === "silence") return "silence";
    if (outcome.kind === "reset") throw broken("ECONNRESET", "read");
    return new Response(outcome.body, { status: outcome.status, headers: outcome.headers });
  }

  /** The headers under the engine's key, when they are right under one of the keys that are good now. */
  #recognised(headers: Headers): Record<string, string> {
    const given = Object.fromEntries(headers);
    const timespan = headers.get("cc-timespan") ?? "";
    const isRight = this.#keys.gateway.some(
      (key) => headers.get("cc-sign") === signatureOf(APP_ID, timespan, key),
    );
    const isFresh = Math.abs(this.engine.now() - Number(timespan)) <= SIGNATURE_TOLERANCE_MS;
    return isRight && isFresh ? { ...given, ...this.engine.merchantHeaders() } : given;
  }

  #signed({ headers, body }: Transmission): { headers: Record<string, string>; signed: boolean } {
    const timespan = headers["cc-timespan"];
    if (timespan === undefined) return { headers: { ...headers }, signed: false };
    const secretKey = this.#keys.webhook;
    const atMs = timespan.length > 10 ? Number(timespan) : Number(timespan) * 1000;
    const asRead = this.engine.reading.sign?.({ appId: APP_ID, secretKey, atMs, body });
    const sign = asRead?.sign ?? signatureOf(APP_ID, timespan, secretKey);
    return { headers: { ...headers, "cc-sign": sign }, signed: true };
  }

  /** The message, or what a proxy on the way leaves of it. */
  onItsWay(message: Message): Message {
    const { paymentId } = message.transmission;
    const { unsigned, halved } = this.#faults.knobs;
    const loses = message.signed && this.#faults.chance(`unsigned, webhook of ${paymentId}`, unsigned);
    const left = loses
      ? { ...message, headers: { "content-type": "application/json" }, signed: false }
      : message;
    if (!this.#faults.chance(`halved, webhook of ${paymentId}`, halved)) return left;
    return { ...left, body: left.body.slice(0, left.body.length / 2) };
  }

  /** The gateway's own spelling of a payment id that a webhook names. */
  idOf(paymentId: string): string {
    return this.#spellings.get(paymentId) ?? paymentId;
  }
}

/** A webhook on its way, with the key whose URL it is sent to. */
export interface Message {
  readonly transmission: Transmission;
  readonly headers: Readonly<Record<string, string>>;
  /** What is left of its body. */
  readonly body: string;
  readonly key: string;
  readonly signed: boolean;
}

function broken(code: string, syscall: string): TypeError {
  const cause = Object.assign(new Error(code), { code, syscall });
  return new TypeError("fetch failed", { cause });
}
