import { createHmac } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { APP, coincoin, SECRET } from "./shop.ts";

const env = { COINCOIN_APP_ID: APP, COINCOIN_SECRET_KEY: SECRET };
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "coincoin-cli-test-"));
  await writeFile(join(folder, "key"), `${SECRET}\n`);
  await writeFile(join(folder, ".env"), `COINCOIN_APP_ID=${APP}\nCOINCOIN_SECRET_KEY="${SECRET}"\n`);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe("coincoin sign and verify", () => {
  it("sign as the document has it", async () => {
    const args = ["sign", "--timestamp", "1672106570565", "--json"];
    const { code, out } = await coincoin(args, { COINCOIN_APP_ID: "asd", COINCOIN_SECRET_KEY: "qwe" });
    const expected = createHmac("sha1", "qwe").update("asd:1672106570565").digest("hex");
    expect([code, JSON.parse(out)]).toEqual([
      0,
      { "cc-app-id": "asd", "cc-timespan": "1672106570565", "cc-sign": expected },
    ]);
  });

  it("agree with each other, and tell old from wrong by the exit code and in words", async () => {
    const { out } = await coincoin(["sign"], env);
    const headers = new Map(
      out
        .trim()
        .split("\n")
        .map((line) => line.split(": ") as [string, string]),
    );
    const signature = headers.get("cc-sign") ?? "";
    const verify = (timestamp: string, sign: string) =>
      coincoin(["verify", "--timestamp", timestamp, "--signature", sign], env);
    const now = headers.get("cc-timespan") ?? "";
    expect(await verify(now, signature)).toMatchObject({ code: 0, out: expect.stringMatching(/^valid/) });
    expect(await verify(`${Number(now) + 1}`, signature)).toMatchObject({
      code: 1,
      out: expect.stringMatching(/^wrong/),
    });
    const old = "1672106570565";
    const oldSign = createHmac("sha1", SECRET).update(`${APP}:${old}`).digest("hex");
    expect(await verify(old, oldSign)).toMatchObject({ code: 1, out: expect.stringMatching(/^stale/) });
  });

  it("take the key from a file, or a file of variables", async () => {
    const [fromFile, fromEnvFile, fromEnv] = await Promise.all([
      coincoin([
        "sign",
        "--timestamp",
        "1672106570565",
        "--app-id",
        APP,
        "--secret-file",
        join(folder, "key"),
      ]),
      coincoin(["sign", "--timestamp", "1672106570565", "--env", join(folder, ".env")]),
      coincoin(["sign", "--timestamp", "1672106570565"], env),
    ]);
    expect(fromFile).toEqual(fromEnv);
    expect(fromEnvFile).toEqual(fromEnv);
  });
});

describe("coincoin link", () => {
  it("prints an address that opens at a shop with the same keys", async () => {
    const args = ["link", "invoice-1042", "--price", "53.20", "--amount", "49.90", "--currency", "EUR"];
    const { code, out } = await coincoin([...args, "--public-url", "https://shop.example/coincoin"], env);
    expect(code).toBe(0);
    const url = new URL(out.trim());
    expect(`${url.origin}${url.pathname}`).toBe("https://shop.example/coincoin/pay/invoice-1042");
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      price: "53.2",
      amount: "49.9",
      currency: "EUR",
    });
    expect(url.searchParams.get("key")).toMatch(/^[\w-]{22}$/);
  });

  it("asks for what it cannot know", async () => {
    expect((await coincoin(["link", "invoice-1042"], env)).code).toBe(2);
    expect((await coincoin(["link", "a", "--price", "50", "--amount", "49.90"], env)).code).toBe(2);
  });
});

describe("coincoin webhook-url", () => {
  it("prints what the shop would", async () => {
    const args = ["webhook-url", "--public-url", "https://shop.example/coincoin"];
    const { code, out } = await coincoin(args, env);
    expect(code).toBe(0);
    expect(out).toMatch(/^https:\/\/shop\.example\/coincoin\/webhook\/[\w-]{43}\n$/);
    expect((await coincoin([...args, "--token-version", "2"], env)).out).not.toBe(out);
  });

  it("says what is missing, also to programs", async () => {
    expect(await coincoin(["webhook-url"], env)).toMatchObject({
      code: 2,
      err: expect.stringContaining("publicUrl"),
    });
    const { code, out } = await coincoin(["webhook-url", "--json"], env);
    expect([code, JSON.parse(out)]).toMatchObject([2, { ok: false, error: { code: "public_url_missing" } }]);
  });
});

describe("the command line", () => {
  it("shows help for the whole and for each command", async () => {
    const { code, out } = await coincoin([]);
    expect(code).toBe(0);
    const names = [...out.matchAll(/^ {2}([a-z-]+) {2,}/gm)].map(([, name]) => name ?? "");
    expect(names).toEqual(
      expect.arrayContaining([
        "doctor",
        "sign",
        "verify",
        "webhook-url",
        "trigger",
        "attention",
        "reconcile",
        "sandbox",
      ]),
    );
    for (const name of names) {
      expect(await coincoin([name, "--help"])).toMatchObject({
        code: 0,
        out: expect.stringContaining(`Usage: coincoin ${name} `),
      });
    }
  });

  it("refuses what it does not understand, with exit code 2", async () => {
    for (const args of [
      ["no-such-command"],
      ["sign", "--no-such-option"],
      ["sign", "one", "too many"],
      ["sign", "--timestamp"],
      ["verify"],
      ["doctor", "--token-version", "0"],
      ["webhook-url", "--env", join(folder, "not-there")],
    ]) {
      const { code, out, err } = await coincoin(args, env);
      expect([args, code, out]).toEqual([args, 2, ""]);
      expect(err).toMatch(/^coincoin/);
    }
  });

  it("takes no secret as an argument, and does not repeat one", async () => {
    for (const args of [
      ["sign", "--secret", SECRET],
      ["sign", `--secret-key=${SECRET}`],
    ]) {
      const { code, out, err } = await coincoin(args, { COINCOIN_APP_ID: APP });
      expect([code, out]).toEqual([2, ""]);
      expect(err).toContain("COINCOIN_SECRET_KEY");
      expect(err).not.toContain(SECRET);
    }
    const store = "postgres://shop:a-password@127.0.0.1:1/shop";
    const given = await coincoin(["attention", "--store", store], env);
    expect(given).toMatchObject({ code: 2, err: expect.stringContaining("COINCOIN_STORE") });
    const known = await coincoin(["attention"], { ...env, COINCOIN_STORE: store });
    expect(known.code).toBe(1);
    for (const { out, err } of [given, known]) expect(out + err).not.toContain("a-password");
  });
});
