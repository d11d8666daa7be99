import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { expect, it } from "vitest";
import { openCoinCoin } from "../http/support.ts";

it("a chat is called for what needs a person, and called again where it was out of order", async () => {
  const posted: unknown[] = [];
  const statuses = [500, 200];
  const chat = createServer((incoming, reply) => {
    void text(incoming).then((body) => {
      posted.push(JSON.parse(body));
      reply.writeHead(statuses.shift() ?? 200).end();
    });
  });
  await once(chat.listen(0, "127.0.0.1"), "listening");
  const hook = `http://127.0.0.1:${(chat.address() as AddressInfo).port}/hook`;
  const coincoin = openCoinCoin({
    deskUrl: "https://shop.test/desk",
    delivery: { mode: "manual", retry: { baseMs: 1, maxMs: 1 } },
  });
  // As the README's section "Being called" has it.
  coincoin.on("attention.opened", async (event) => {
    const { subject, text: words } = coincoin.attention.message(event);
    const response = await fetch(hook, {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": event.id },
      body: JSON.stringify({ text: `${subject}\n\n${words}` }),
      signal: AbortSignal.timeout(10_000),
    });
    if (!response.ok) throw new Error(`Slack answered ${response.status}`);
  });
  const token = coincoin.webhookUrl().split("/").at(-1);
  await coincoin.receiveWebhook({ token, headers: {}, body: "no JSON" });
  await expect
    .poll(async () => {
      await coincoin.deliverDue();
      return posted.length;
    })
    .toBe(2);
  expect(posted[0]).toEqual(posted[1]);
  expect(posted[1]).toMatchObject({ text: expect.stringContaining("https://shop.test/desk/attention/") });
  expect(await coincoin.attention.digest()).toMatchObject({ subject: "1 payment matter needs a person" });
  await coincoin.close();
  chat.closeAllConnections();
  chat.close();
});
