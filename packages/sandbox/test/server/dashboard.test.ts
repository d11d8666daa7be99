import { createServer } from "node:http";
import { Script } from "node:vm";
import { expect, onTestFinished, test } from "vitest";
import { startSandbox, startShop } from "../helpers.ts";

test("the dashboard shows orders, webhooks, clock and faults, and asks nobody else for anything", async () => {
  const shop = await startShop();
  const sandbox = await startSandbox({ webhookUrl: shop.url });
  await sandbox.createOrder({ paymentId: "EX100100100", price: "100" });
  await sandbox.pay("EX100100100", { amount: "40" });
  await sandbox.settled();
  const page = await fetch(sandbox.url);
  const html = await page.text();
  expect(page.headers.get("content-type")).toContain("text/html");
  expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(html).toContain("EX100100100");
  expect(html).toContain(sandbox.order("EX100100100")?.address);
  expect(html).toMatch(/data-body="\{&quot;amount&quot;:&quot;60&quot;\}"[^>]*>Rest</);
  expect(html).toContain("answered 200");
  expect(html).not.toContain("secret-token");
  for (const path of ["/", "/_sandbox/dashboard.js", "/_sandbox/dashboard.css"]) {
    const text = await (await fetch(sandbox.url + path)).text();
    const urls = text.match(/(https?:)?\/\/[a-z0-9.-]+/gi) ?? [];
    expect(urls.filter((url) => !url.startsWith("http://127.0.0.1"))).toEqual([]);
  }
});

test("the dashboard escapes what a shop answers", async () => {
  const shop = createServer((incoming, reply) => {
    incoming.resume();
    reply.end('<script>alert("x")</script>');
  });
  await new Promise<void>((resolve) => {
    shop.listen(0, "127.0.0.1", resolve);
  });
  onTestFinished(() => {
    shop.close();
  });
  const address = shop.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  const sandbox = await startSandbox({ webhookUrl: `http://127.0.0.1:${port}/` });
  await sandbox.createOrder({ paymentId: "EX100100100", price: "100" });
  await sandbox.pay("EX100100100", { amount: "1" });
  await sandbox.settled();
  const html = await (await fetch(sandbox.url)).text();
  expect(html).toContain("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;");
  expect(html).not.toContain("<script>alert");
});

test("the dashboard says which reading runs and what a shop needs, but no key that is a secret", async () => {
  const sandbox = await startSandbox({ reading: "keeps-fee" });
  const html = await (await fetch(sandbox.url)).text();
  expect(html).toContain("keeps-fee");
  expect(html).toContain("One percent is kept as a fee");
  expect(html).toContain(`COINCOIN_API_URL=${sandbox.apiUrl}`);
  expect(html).not.toContain("test-secret");
  const open = await startSandbox({ secretKey: "sandbox-secret" });
  expect(await (await fetch(open.url)).text()).toContain("COINCOIN_SECRET_KEY=sandbox-secret");
});

test("the dashboard says when it shows less than there is", async () => {
  const sandbox = await startSandbox();
  for (let made = 0; made < 50; made += 1) await sandbox.createOrder({ price: "100" });
  expect(await (await fetch(sandbox.url)).text()).not.toContain("The newest");
  for (let made = 0; made < 11; made += 1) await sandbox.createOrder({ price: "100" });
  expect(await (await fetch(sandbox.url)).text()).toContain("The newest 50 of 61");
});

test("the dashboard links an order to the page on which the shop lets it be paid", async () => {
  const sandbox = await startSandbox({
    paymentPage: (paymentId) => `https://shop.test/pay/${paymentId}?a=1&b=2`,
  });
  await sandbox.createOrder({ paymentId: "EX100100100", price: "100" });
  const html = await (await fetch(sandbox.url)).text();
  expect(html).toContain('href="https://shop.test/pay/EX100100100?a=1&amp;b=2"');
});

test("the script is a script", async () => {
  const sandbox = await startSandbox();
  const text = await (await fetch(`${sandbox.url}/_sandbox/dashboard.js`)).text();
  expect(() => new Script(text)).not.toThrow();
});

test("a change reaches an open dashboard, with only the parts that are new", async () => {
  const sandbox = await startSandbox();
  await sandbox.createOrder({ paymentId: "EX100100100", price: "100" });
  await sandbox.createOrder({ paymentId: "EX100100101", price: "100" });
  const stream = await fetch(`${sandbox.url}/_sandbox/events`);
  const reader = stream.body?.getReader();
  const next = async (): Promise<{ keys: string[]; changed: { key: string; html: string }[] }> => {
    let text = "";
    while (!text.endsWith("\n\n")) text += new TextDecoder().decode((await reader?.read())?.value);
    return JSON.parse(text.slice("data: ".length));
  };
  const first = await next();
  expect(first.keys).toEqual([
    "clock",
    "settings",
    "faults",
    "orders-cut",
    "deliveries-cut",
    "order:EX100100101",
    "order:EX100100100",
  ]);
  await sandbox.pay("EX100100101", { amount: "12.5" });
  const second = await next();
  const changed = second.changed.map(({ key }) => key);
  expect(changed).toContain("order:EX100100101");
  expect(changed).toContain("delivery:dlv_000001");
  expect(changed).not.toContain("order:EX100100100");
  expect(second.changed.find(({ key }) => key === "order:EX100100101")?.html).toContain("12.5");
  await reader?.cancel();
});
