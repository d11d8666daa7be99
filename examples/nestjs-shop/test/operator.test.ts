import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type Demo, openDemo } from "../src/demo/demo.ts";

let data: string;
let demo: Demo;

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), "nestjs-shop-"));
  demo = await openDemo(data, { shop: 0, sandbox: 0 });
});
afterEach(async () => {
  await demo.close();
  await rm(data, { recursive: true });
});

const basic = (password: string) => `Basic ${Buffer.from(`operator:${password}`).toString("base64")}`;

const look = async (password: string) =>
  (await fetch(`${demo.shopUrl}/operator`, { headers: { authorization: basic(password) } })).status;

async function resolve(headers: Record<string, string>): Promise<number> {
  const answer = await fetch(`${demo.shopUrl}/operator/resolve`, {
    method: "POST",
    headers: { authorization: basic(demo.password), ...headers },
    body: new URLSearchParams({ id: "x", note: "y" }),
    redirect: "manual",
  });
  return answer.status;
}

it("five wrong passwords are all that an address has in a minute, the right one included", async () => {
  expect(await look(demo.password)).toBe(200);
  const statuses = await Promise.all(Array.from({ length: 30 }, (_, index) => look(`guess ${index}`)));
  expect(statuses.filter((status) => status === 401)).toHaveLength(5);
  expect(statuses.filter((status) => status === 429)).toHaveLength(25);
  expect(await look(demo.password)).toBe(429);
});

it("what another site's page sends with the operator's browser is refused", async () => {
  for (const headers of [
    {},
    { origin: "https://evil.example" },
    { origin: "null" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { "sec-fetch-site": "none" },
  ]) {
    expect(await resolve(headers), JSON.stringify(headers)).toBe(403);
  }
  // Ours get as far as the item, which is not there.
  const unknown = await resolve({ origin: demo.shopUrl });
  expect(unknown).not.toBe(403);
  expect(await resolve({ origin: demo.shopUrl, "sec-fetch-site": "same-origin" })).toBe(unknown);
});

it("the way back from the payment page leads to an order for who has that page alone", async () => {
  const sent = await fetch(`${demo.shopUrl}/buy/poster`, { method: "POST", redirect: "manual" });
  const page = new URL(sent.headers.get("location") ?? "nowhere");
  const paymentId = page.pathname.split("/").at(-1) ?? "";
  const back = (search: string) =>
    fetch(`${demo.shopUrl}/paid/${paymentId}${search}`, { redirect: "manual" });
  expect((await back(page.search)).headers.get("location")).toMatch(/^\/orders\/order-/);
  for (const search of ["", "?key=", "?key=guess", "?key=a&key=b"]) {
    const answer = await back(search);
    expect([search, answer.status, answer.headers.get("location")]).toEqual([search, 404, null]);
  }
  expect(await (await fetch(page)).text()).toContain(`/paid/${paymentId}?key=`);
});
