import { CoinCoin, memoryStore, silentLogger, webhookReply } from "@coincoin/core";
import type { Message } from "./gateway.ts";
import { OLD_KEY, signatureOf } from "./keys.ts";
import { APP_ID } from "./process.ts";
import { Violation } from "./violation.ts";
import type { World } from "./world.ts";

const MINUTE = 60_000;

/** A webhook leaves the gateway: it is lost, doubled, late, or arrives. */
export function send(world: World, message: Message): void {
  const { choices, faults } = world;
  const { lost, doubled, late } = faults.knobs;
  const what = `webhook of ${message.transmission.paymentId}`;
  const onItsWay = choices.between(`on its way, ${what}`, 0, 2_000);
  const copies = faults.chance(`doubled, ${what}`, doubled) ? 2 : 1;
  for (let copy = 0; copy < copies; copy++) {
    if (faults.chance(`lost, ${what}`, lost)) {
      world.log(`network: loses ${message.transmission.id}`);
      world.gateway.engine.report(message.transmission.id, { error: "lost" });
      continue;
    }
    // A copy comes close behind, so that both may be under way at once, or much later.
    const delay = faults.chance(`late, ${what}`, late)
      ? choices.between(`how late, ${what}`, 1, 180) * MINUTE
      : onItsWay + (copy === 0 ? 0 : choices.between(`copy of ${what}`, 0, 60));
    world.task(() => deliver(world, world.gateway.onItsWay(message), delay));
  }
}

async function deliver(
  world: World,
  { transmission, headers, body, key, signed }: Message,
  delay: number,
): Promise<void> {
  await world.sleep(delay);
  const { id, paymentId } = transmission;
  const { engine } = world.gateway;
  const process = world.shops.any(`webhook of ${paymentId}`);
  if (process === undefined) return engine.report(id, { error: "connection refused" });
  const knows = process.keys.some((known) => known === key);
  const isWhole = body === transmission.body;
  if (knows && isWhole) world.oracle.arriving(body);
  world.log(`gateway: tells ${process.owner.name} ${id} ${body}`);
  const result = await process.coincoin
    .receiveWebhook({ token: tokenOf(key), headers, body })
    .catch((error: unknown) => {
      if (process.owner.alive) world.broke("receiveWebhook rejected", error);
    });
  if (result === undefined || !process.owner.alive) return engine.report(id, { error: "cut off" });
  const reply = webhookReply(result);
  const outcome = result.type === "taken" ? result.outcome : null;
  world.log(`gateway: ${id} is answered ${reply.status} ${outcome ?? ""}`);
  if (reply.status === 401 && knows)
    world.report(new Violation("authentic and refused", `${reply.body} to ${body}, signed: ${signed}`));
  if (reply.status === 400 && isWhole) world.report(new Violation("readable and refused", body));
  if (reply.status === 200 && !isWhole) world.report(new Violation("unreadable and acknowledged", body));
  if (reply.status === 503 && world.faults.over && !process.closing) {
    world.report(new Violation("refused without need", body));
  }
  if (reply.status === 200) await world.oracle.acknowledge(body, outcome, process.owner.place);
  else if (knows && reply.status < 500) world.oracle.refused.push(body);
  engine.report(id, { status: reply.status });
}

/**
 * Somebody who knows payment id and address says that it was paid: through no URL or a made-up one, unsigned, with a signature of
 * their own, or with one that they saw on a request of the shop's.
 */
export async function forge(world: World, paymentId: string, address: string): Promise<void> {
  const { choices } = world;
  await world.sleep(choices.between(`attack on ${paymentId}`, 1, 60) * MINUTE);
  const process = world.shops.any(`attack on ${paymentId}`);
  if (process === undefined) return;
  const payment = { address, payment_id: paymentId };
  const body = JSON.stringify({ payment, collected: { usdt: 100_000, trx: 100_000 }, state: 1 });
  const token = [undefined, tokenOf("a key that an attacker made up"), `${tokenOf(world.keys.webhook)}x`, ""];
  const headers = [{}, signedHeaders(world, "a key that an attacker made up"), signedHeaders(world, OLD_KEY)];
  const request = {
    token: token[choices.pick(`token against ${paymentId}`, token.length)],
    headers: headers[choices.pick(`signature against ${paymentId}`, headers.length)] ?? {},
    body,
  };
  world.log(`attacker: ${body}`);
  const result = await process.coincoin.receiveWebhook(request).catch(() => undefined);
  if (result === undefined || !process.owner.alive || process.closing) return;
  const { status } = webhookReply(result);
  if (status !== 401) world.report(new Violation("forged and believed", `answered ${status}`));
}

function signedHeaders(world: World, secretKey: string): Record<string, string> {
  const timespan = String(world.scheduler.now);
  const sign = signatureOf(APP_ID, timespan, secretKey);
  return { "cc-app-id": APP_ID, "cc-timespan": timespan, "cc-sign": sign };
}

const tokens = new Map<string, string>();

/** The token of the webhook URL under a key. */
function tokenOf(secretKey: string): string {
  const known = tokens.get(secretKey);
  if (known !== undefined) return known;
  const shop = new CoinCoin({
    appId: APP_ID,
    secretKey,
    store: memoryStore({ acceptLoss: true }),
    publicUrl: "https://shop.test",
    logger: silentLogger,
  });
  const token = shop.webhookUrl().split("/").at(-1) ?? "";
  tokens.set(secretKey, token);
  return token;
}
