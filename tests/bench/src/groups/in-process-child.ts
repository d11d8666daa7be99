// Functions beside each other in one process, without a server around them.
import { createHmac, timingSafeEqual } from "node:crypto";
import { type HeaderSource, memoryStore, type Notification } from "@coincoin/core";
import { Webhook } from "standardwebhooks";
import { Stripe } from "stripe";
import { expose } from "../child/channel.ts";
import { openShop, seedOrders } from "../servers/shop.ts";
import { APP_ID, PEER_SECRET, paymentIdOf, SECRET_KEY, signedHeaders, webhookBody } from "../webhook.ts";
import type { FunctionCalls, FunctionName } from "./in-process-api.ts";

/**
 * The two steps between the headers and the decision. Not public on their own, so they are taken from where they are; what
 * the build makes of them is the same code.
 */
interface Steps {
  readonly authenticate: (
    policy: object,
    request: { readonly token: string; readonly headers: HeaderSource; readonly now: number },
  ) => { readonly type: string };
  readonly readNotification: (body: string) => Notification;
  readonly decodeUtf8: (bytes: Uint8Array) => string | undefined;
}

const core = new URL("../src/", import.meta.resolve("@coincoin/core"));
const { authenticate }: Pick<Steps, "authenticate"> = await import(
  new URL("intake/authenticate.ts", core).href
);
const { readNotification }: Pick<Steps, "readNotification"> = await import(
  new URL("gateway/wire.ts", core).href
);
const { decodeUtf8 }: Pick<Steps, "decodeUtf8"> = await import(new URL("gateway/exact-json.ts", core).href);

const paymentId = paymentIdOf(0);
const text = webhookBody(paymentId, "half");
const bytes = Buffer.from(text);
const token = "a-token-as-long-as-those-that-are-made-of-the-key";
const policy = {
  appId: APP_ID,
  secretKeys: [SECRET_KEY],
  isToken: (given: string) =>
    given.length === token.length && timingSafeEqual(Buffer.from(given), Buffer.from(token)),
  signature: "required",
  toleranceSeconds: 300,
};
const signed = { host: "shop.example", "content-type": "application/json", accept: "*/*" };

const stripe = new Stripe("sk_test_none");
const standard = new Webhook(PEER_SECRET.replace(/^whsec_/, ""));
const store = memoryStore({ acceptLoss: true });
const coincoin = await openShop(store);
const urlToken = new URL(coincoin.webhookUrl()).pathname.split("/").at(-1);

interface Measured {
  /** Made before each run, so that timestamps are fresh. */
  readonly prepare: (count: number) => Promise<() => unknown> | (() => unknown);
  readonly isAsync?: boolean;
}

let orders = 1;

const functions: Readonly<Record<FunctionName, Measured>> = {
  "coincoin: verify, parse, validate": {
    prepare: () => {
      const headers = { ...signed, ...signedHeaders("coincoin", text) };
      return () => {
        if (authenticate(policy, { token, headers, now: Date.now() }).type !== "authentic")
          throw new Error("refused");
        return readNotification(decodeUtf8(bytes) ?? "");
      };
    },
  },
  "coincoin: receiveWebhook, memory": {
    isAsync: true,
    prepare: async (count) => {
      const from = orders;
      orders += count;
      await seedOrders(store, { from, count });
      const headers = { ...signed, ...signedHeaders("coincoin", text) };
      const bodies = Array.from({ length: count }, (_, n) =>
        Buffer.from(webhookBody(paymentIdOf(from + n), "half")),
      );
      const next = bodies.values();
      return () => coincoin.receiveWebhook({ token: urlToken, headers, body: next.next().value ?? bytes });
    },
  },
  "stripe constructEvent": {
    prepare: () => {
      const header = signedHeaders("stripe", text)["stripe-signature"] ?? "";
      return () => stripe.webhooks.constructEvent(bytes, header, PEER_SECRET);
    },
  },
  "standardwebhooks verify": {
    prepare: () => {
      const now = new Date();
      const headers = {
        "webhook-id": "msg_1",
        "webhook-timestamp": String(Math.floor(now.getTime() / 1000)),
        "webhook-signature": standard.sign("msg_1", now, text),
      };
      return () => standard.verify(bytes, headers);
    },
  },
  "createHmac, JSON.parse": {
    prepare: () => {
      const expected = createHmac("sha1", SECRET_KEY).update(text).digest();
      return () => {
        const digest = createHmac("sha1", SECRET_KEY).update(bytes).digest();
        if (!timingSafeEqual(digest, expected)) throw new Error("refused");
        const parsed: unknown = JSON.parse(bytes.toString());
        return parsed;
      };
    },
  },
};

const BATCH = 100;

expose<FunctionCalls>({
  run: async ({ name, ms }) => {
    const { prepare, isAsync = false } = functions[name];
    let count = 0;
    let micros = 0;
    while (micros < ms * 1000) {
      const call = await prepare(BATCH);
      const before = process.threadCpuUsage();
      for (let n = 0; n < BATCH; n++) {
        if (isAsync) await call();
        else call();
      }
      const { user, system } = process.threadCpuUsage(before);
      micros += user + system;
      count += BATCH;
    }
    return count / (micros / 1_000_000);
  },
});
