import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { ShopDatabase } from "../shop/shop.database.js";
import { type Demo, openDemo } from "./demo.js";

const PATIENCE_MS = 20_000;

/** A scripted customer, over HTTP. Resolves with what did not go as it should; empty when everything did. */
export async function runOnce(say: (line: string) => void): Promise<string[]> {
  const data = await mkdtemp(join(tmpdir(), "nestjs-shop-"));
  const demo = await openDemo(data, { shop: 0, sandbox: 0 });
  const failures: string[] = [];
  const expect = async (what: string, probe: () => Promise<unknown>, expected: unknown) => {
    let last: unknown;
    for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await delay(50)) {
      last = await probe();
      if (last === expected) break;
    }
    const right = last === expected;
    say(
      `  ${right ? "ok  " : "FAIL"}  ${what}: ${String(last)}${right ? "" : `, expected ${String(expected)}`}`,
    );
    if (!right) failures.push(what);
  };
  try {
    await journey(demo, say, expect);
  } finally {
    await demo.close();
    await rm(data, { recursive: true });
  }
  return failures;
}

type Expect = (what: string, probe: () => Promise<unknown>, expected: unknown) => Promise<void>;

async function journey(demo: Demo, say: (line: string) => void, expect: Expect): Promise<void> {
  const { sandbox, shopUrl } = demo;
  const shop = demo.app.get(ShopDatabase);

  say("Ann buys a poster for 59, and pays in two parts.");
  const ann = await buy(shopUrl, "poster");
  await sandbox.pay(ann.paymentId, { amount: "30" });
  await sandbox.settled();
  await expect("her payment page", () => ann.seen("remaining"), "29");
  await expect("fulfilled", async () => shop.fulfilments(ann.orderId), 0);
  await sandbox.pay(ann.paymentId, { amount: "29" });
  await sandbox.settled();
  await expect("fulfilled", async () => shop.fulfilments(ann.orderId), 1);

  say("CoinCoin sends every webhook once more.");
  for (const { id } of sandbox.deliveries()) await sandbox.redeliver(id);
  await sandbox.settled();
  await expect("fulfilled", async () => shop.fulfilments(ann.orderId), 1);
  await expect("her order", async () => shop.order(ann.orderId)?.status, "paid");

  say("Ben buys a print and never pays. Sixty hours pass.");
  const ben = await buy(shopUrl, "print");
  await sandbox.advance({ hours: 60 });
  await sandbox.settled();
  await expect("his order", async () => shop.order(ben.orderId)?.status, "not paid");

  say("Somebody who guesses at the webhook is turned away.");
  const forged = await fetch(`${shopUrl}/coincoin/webhook/guess`, { method: "POST", body: "{}" });
  const answer = await field(forged, "code");
  await expect("the answer", async () => answer, "webhook_unauthorized");

  say("The operator looks, with the password and without.");
  const credentials = Buffer.from(`operator:${demo.password}`).toString("base64");
  const operator = (headers: Record<string, string>) => fetch(`${shopUrl}/operator`, { headers });
  await expect("without", async () => (await operator({})).statusText, "Unauthorized");
  await expect(
    "with",
    async () => (await operator({ authorization: `Basic ${credentials}` })).statusText,
    "OK",
  );
  await expect("health", async () => field(await fetch(`${shopUrl}/health`), "status"), "ok");
}

interface Bought {
  readonly orderId: string;
  readonly paymentId: string;
  /** What the payment page shows of a field. */
  seen(name: string): Promise<unknown>;
}

/** As a browser does it: posts the form and follows to the payment page. */
async function buy(shopUrl: string, product: string): Promise<Bought> {
  const sent = await fetch(`${shopUrl}/buy/${product}`, { method: "POST", redirect: "manual" });
  const page = new URL(sent.headers.get("location") ?? "nowhere");
  const paymentId = page.pathname.split("/").at(-1) ?? "";
  const html = await (await fetch(page)).text();
  const seen = async (name: string) =>
    field(await fetch(new URL(`../orders/${paymentId}${page.search}`, page)), name);
  if (!html.includes(String(await seen("address")))) throw new Error("The payment page shows no address.");
  const back = await fetch(`${shopUrl}/paid/${paymentId}${page.search}`, { redirect: "manual" });
  return { orderId: back.headers.get("location")?.split("/").at(-1) ?? "", paymentId, seen };
}

async function field(response: Response, name: string): Promise<unknown> {
  const body: unknown = await response.json();
  return typeof body === "object" && body !== null ? Reflect.get(body, name) : undefined;
}
