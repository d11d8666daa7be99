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

const auth = () => ({ authorization: basic(demo.password) });

/** Without following: to the login, or not. */
const look = async (password: string, path = "/login") => {
  const headers = { authorization: basic(password) };
  return (await fetch(demo.shopUrl + path, { headers, redirect: "manual" })).status;
};

it("five wrong passwords are all that an address has in a minute, the right one included", async () => {
  expect(await look(demo.password, "/operator")).toBe(200);
  const statuses = await Promise.all(Array.from({ length: 30 }, (_, index) => look(`guess ${index}`)));
  expect(statuses.filter((status) => status === 401)).toHaveLength(5);
  expect(statuses.filter((status) => status === 429)).toHaveLength(25);
  expect(await look(demo.password)).toBe(429);
  expect(await look(demo.password, "/operator")).toBe(303);
});

it("a password that is guessed at the desk counts as one that is guessed at the login", async () => {
  for (let guess = 0; guess < 5; guess++)
    expect(await look(`guess ${guess}`, "/operator/orders.csv")).toBe(303);
  expect(await look(demo.password, "/operator")).toBe(303);
  expect(await look(demo.password)).toBe(429);
});

it("the desk sends who is not logged in to the login, which leads back", async () => {
  const stranger = await fetch(`${demo.shopUrl}/operator/orders`);
  expect([stranger.status, new URL(stranger.url).pathname]).toEqual([401, "/login"]);
  expect(stranger.headers.get("www-authenticate")).toContain("Basic");
  const known = await fetch(`${demo.shopUrl}/login`, { headers: auth() });
  expect([known.status, new URL(known.url).pathname]).toEqual([200, "/operator"]);
});

it("what another site's page sends with the operator's browser is refused", async () => {
  const sent = await fetch(`${demo.shopUrl}/buy/poster`, { method: "POST", redirect: "manual" });
  const paymentId = new URL(sent.headers.get("location") ?? "nowhere").pathname.split("/").at(-1) ?? "";
  const form = await (
    await fetch(`${demo.shopUrl}/operator/orders/${paymentId}`, { headers: auth() })
  ).text();
  const token = /name="token" value="([^"]+)"/.exec(form)?.[1] ?? "";
  const resolve = (headers: Record<string, string>) =>
    fetch(`${demo.shopUrl}/operator/act/resolve`, {
      method: "POST",
      headers: { ...auth(), ...headers },
      body: new URLSearchParams({ token, id: "x", note: "y" }),
      redirect: "manual",
    });
  for (const headers of [
    {},
    { origin: "https://evil.example" },
    { origin: "null" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { "sec-fetch-site": "none" },
  ]) {
    expect((await resolve(headers)).status, JSON.stringify(headers)).toBe(403);
  }
  // Ours get as far as the item, which is not there.
  for (const headers of [{ origin: demo.shopUrl }, { "sec-fetch-site": "same-origin" }])
    expect((await resolve(headers)).headers.get("location")).toContain("No+open+attention+item");
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
