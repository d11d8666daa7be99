import { inspect } from "node:util";
import { describe, expect, expectTypeOf, it } from "vitest";
import { CoinCoin } from "../../src/coincoin.ts";
import { type CoinCoinOptions, type Config, type ProcessEnv, readConfig } from "../../src/config/config.ts";
import { builtInNames } from "../../src/domain/names.ts";
import type { Spool } from "../../src/intake/spool.ts";
import { isCoinCoinError } from "../../src/lib/errors.ts";
import { silentLogger } from "../../src/lib/logger.ts";
import { memoryStore } from "../../src/store/memory/store.ts";

const secretKey = "hunter2-the-secret-key";
const least: CoinCoinOptions = { appId: "app-1", secretKey, store: memoryStore(), logger: silentLogger };

/** As a caller without types would: that is whom most of these messages are for. */
function read(options: Record<string, unknown>, env: ProcessEnv = {}): Config {
  const untyped: (given: never, env: ProcessEnv) => Config = readConfig;
  return Reflect.apply(untyped, undefined, [{ ...least, ...options }, env]);
}

function refusal(
  options: Record<string, unknown>,
  env: ProcessEnv = {},
): { option: unknown; message: string } {
  try {
    read(options, env);
  } catch (error) {
    if (!isCoinCoinError(error, "config_invalid")) throw error;
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain("hunter2");
    return { option: error.details["option"], message: error.message };
  }
  throw new Error("the options were taken");
}

describe("defaults", () => {
  it("are these, and need app id and secret key only", () => {
    const config = readConfig(least);
    const { store, logger, environment, secretKeys, ...rest } = config;
    expect(secretKeys.map((key) => key.reveal())).toEqual([secretKey]);
    expect(store).toBe(least.store);
    expect(Object.keys(logger)).toEqual(Object.keys(silentLogger));
    expect(Math.abs(environment.now() - Date.now())).toBeLessThan(1000);
    expect(rest).toEqual({
      appId: "app-1",
      apiUrl: "https://api.coin2.cc/v1",
      testMode: false,
      publicUrl: undefined,
      accept: [{ coin: "usdt", network: null, ratio: { min: "0.95", max: "1.05" } }],
      names: builtInNames,
      stateCodes: "status-table",
      confirmedBy: "code",
      underpaymentTolerance: "0",
      expiresInHours: 3,
      webhook: { token: "required", tokenVersions: [1], signature: "when-present", toleranceSeconds: 300 },
      limits: {
        attempts: 20,
        parked: 1000,
        openOrders: 500,
        openOrdersPerCustomer: 5,
        requestsPerDay: 100_000,
        bodyBytes: 65_536,
        bodyTimeoutMs: 10_000,
        streams: 1000,
        streamMs: 86_400_000,
        streamsPerOrder: 8,
        spooled: 10_000,
      },
      delivery: {
        mode: "background",
        concurrency: 8,
        maxAttempts: 20,
        handlerTimeoutMs: 30_000,
        leaseMs: 30_000,
        retry: { baseMs: 2000, maxMs: 21_600_000 },
        closeTimeoutMs: 10_000,
      },
      plainHttpHosts: [],
      spool: undefined,
      gateway: { tryTimeoutMs: 10_000, deadlineMs: 30_000, waitMs: 2500 },
      patience: {
        closeGraceHours: 2,
        stalledAfterHours: 24,
        unconfirmedAfterHours: 1,
        unresolvedAfterMinutes: 15,
        unhandledAfterMinutes: 15,
      },
    });
  });

  it("stand for options that are undefined", () => {
    expect(
      read({ webhook: undefined, delivery: { mode: undefined }, limits: { parked: undefined } }),
    ).toMatchObject({
      delivery: { mode: "background" },
      limits: { parked: 1000 },
    });
  });
});

describe("the process's environment", () => {
  const env = {
    COINCOIN_APP_ID: "env-app",
    COINCOIN_SECRET_KEY: "env-new,env-old",
    COINCOIN_PUBLIC_URL: "https://env.example/coincoin/",
    COINCOIN_API_URL: "http://localhost:4010/v1/",
  };

  it("gives what no option gives", () => {
    const config = readConfig({ store: memoryStore() }, { ...env, NODE_ENV: "test" });
    expect(config).toMatchObject({
      appId: "env-app",
      publicUrl: "https://env.example/coincoin",
      apiUrl: "http://localhost:4010/v1",
    });
    expect(config.secretKeys.map((key) => key.reveal())).toEqual(["env-new", "env-old"]);
  });

  it("gives way to options", () => {
    expect(read({ publicUrl: "https://option.example" }, env)).toMatchObject({
      appId: "app-1",
      publicUrl: "https://option.example",
    });
  });

  it("counts as absent where it is empty", () => {
    expect(() => readConfig({ store: memoryStore() }, { COINCOIN_APP_ID: " " })).toThrow(/COINCOIN_APP_ID/);
    expect(read({}, { COINCOIN_API_URL: "" }).apiUrl).toBe("https://api.coin2.cc/v1");
  });
});

describe("secrets", () => {
  const config = readConfig({ ...least, secretKey: [secretKey, `${secretKey}-old`] });

  it("are not in what is printed, serialised or copied of the configuration", () => {
    const seen = [
      inspect(config, { depth: 20, showHidden: true, getters: true }),
      JSON.stringify(config, (_, value: unknown) => value),
      String(config.secretKeys),
      inspect(Object.assign({}, config.secretKeys[0])),
      inspect(Object.entries(config)),
    ];
    for (const text of seen) expect(text).not.toContain("hunter2");
    expect(inspect(config)).toContain("[secret]");
  });

  it.each([
    ["", /empty/],
    [" hunter2", /space/],
    ["hunter2\n", /line break/],
    [[], /received 0 keys/],
    [["hunter2", "hunter2-a", "hunter2-b"], /received 3 keys/],
    [["hunter2", ""], /empty/],
    [42, /received a number/],
    [{ key: "hunter2" }, /received an object/],
    [null, /must be set/],
  ])("are not in the refusal of a wrong key (case %#)", (key, message) => {
    expect(refusal({ secretKey: key })).toMatchObject({
      option: "secretKey",
      message: expect.stringMatching(message),
    });
  });

  it("are not printed when they stand under a wrong name", () => {
    expect(refusal({ secretkey: "hunter2" }).message).toBe(
      'Option "secretkey" is not known. Did you mean "secretKey"?',
    );
    expect(refusal({ password: "hunter2" }).message).toMatch(
      /^Option "password" is not known\. Known options: appId,/,
    );
  });
});

describe("testMode", () => {
  it("is what is said, or else whatever is not at CoinCoin's own host", () => {
    const testMode = (options: Record<string, unknown>): boolean => read(options).testMode;
    expect(testMode({})).toBe(false);
    expect(testMode({ apiUrl: "https://api.coin2.cc/v2" })).toBe(false);
    expect(testMode({ apiUrl: "http://127.0.0.1:4010/v1" })).toBe(true);
    expect(testMode({ apiUrl: "https://sandbox.shop.example/v1" })).toBe(true);
    expect(testMode({ apiUrl: "https://proxy.shop.example/v1", testMode: false })).toBe(false);
    expect(testMode({ testMode: true })).toBe(true);
  });
});

describe("a wrong option", () => {
  it.each([
    ["testMode", { testMode: "yes" }, /must be true or false, received "yes"/],
    ["appId", { appId: null }, /COINCOIN_APP_ID/],
    ["appId", { appId: "has space" }, /without spaces/],
    ["appId", { appId: "app_测试" }, /ASCII/],
    ["appId", { appId: 5 }, /ASCII/],
    [
      "apiUrl",
      { apiUrl: "api.coin2.cc/v1" },
      /like https:\/\/api\.coin2\.cc\/v1, received "api\.coin2\.cc\/v1"/,
    ],
    ["apiUrl", { apiUrl: "http://api.coin2.cc/v1" }, /must be https, received http:\/\/api\.coin2\.cc/],
    ["apiUrl", { apiUrl: "https://user:hunter2@api.coin2.cc/v1" }, /user name or password/],
    ["publicUrl", { publicUrl: "http://shop.example/coincoin" }, /must be https/],
    ["publicUrl", { publicUrl: "http://127.0.0.1.shop.example/" }, /must be https/],
    ["publicUrl", { publicUrl: "http://0.0.0.0:3000/" }, /must be https/],
    ["publicUrl", { publicUrl: "javascript:alert(1)" }, /must be https/],
    ["publicUrl", { publicUrl: "https://shop.example/coincoin?a=1" }, /query/],
    ["publicUrl", { publicUrl: "https://shop.example/coincoin#" }, /fragment/],
    ["publicUrl", { publicUrl: "/coincoin" }, /whole URL/],
    ["store", { store: "coincoin.db" }, /sqliteStore\("coincoin\.db"\), received "coincoin\.db"/],
    ["store", { store: memoryStore }, /Call it/],
    ["store", { store: Promise.resolve(memoryStore()) }, /await it/],
    ["accept", { accept: [] }, /empty/],
    ["names.network", { names: { network: {} } }, /Did you mean "networks"\?/],
    ["names.networks", { names: { networks: "trc20" } }, /received "trc20"/],
    ["names.networks", { names: { networks: { " -": "tron" } } }, /must have names/],
    ["names.networks.x", { names: { networks: { x: 5 } } }, /received 5/],
    ["names.coins.x", { names: { coins: { x: null } } }, /received null/],
    ["names.coins.x.network", { names: { coins: { x: { coin: "usdt" } } } }, /received undefined/],
    ["accept", { accept: "usdt" }, /list/],
    ["accept[0].coin", { accept: [{}] }, /received undefined/],
    ["accept[0].coin", { accept: [{ coin: " " }] }, /name/],
    ["accept[0].coins", { accept: [{ coins: "usdt" }] }, /Did you mean "coin"\?/],
    ["accept[1].network", { accept: [{ coin: "usdt" }, { coin: "usdt", network: 5 }] }, /received 5/],
    ["accept[0].ratio.min", { accept: [{ coin: "usdt", ratio: { max: "1" } }] }, /received undefined/],
    ["accept[0].ratio.min", { accept: [{ coin: "usdt", ratio: { min: "0", max: "1" } }] }, /above 0/],
    ["accept[0].ratio.max", { accept: [{ coin: "usdt", ratio: { min: "1", max: "5%" } }] }, /received "5%"/],
    ["accept[0].ratio", { accept: [{ coin: "usdt", ratio: { min: "1.1", max: "1" } }] }, /at most its max/],
    ["stateCodes", { stateCodes: "documented" }, /"status-table", "response-table", received "documented"/],
    ["confirmedBy", { confirmedBy: "nothing" }, /"code", "amount", received "nothing"/],
    ["underpaymentTolerance", { underpaymentTolerance: "1%" }, /0\.5%, received "1%"/],
    ["underpaymentTolerance", { underpaymentTolerance: "0.11" }, /received "0\.11"/],
    ["underpaymentTolerance", { underpaymentTolerance: "-0.01" }, /share/],
    ["expiresInHours", { expiresInHours: 49 }, /from 1 to 48, received 49/],
    ["expiresInHours", { expiresInHours: 1.5 }, /whole/],
    ["expiresInHours", { expiresInHours: "12" }, /received "12"/],
    ["webhook", { webhook: { token: "off", signature: "off" } }, /anybody/],
    ["webhook", { webhook: true }, /must be an object, received a boolean/],
    ["webhook.token", { webhook: { token: "optional" } }, /received "optional"/],
    ["webhook.signature", { webhook: { signature: true } }, /received true/],
    ["webhook.tokenVersion", { webhook: { tokenVersion: 0 } }, /from 1/],
    ["webhook.tokenVersion", { webhook: { tokenVersion: [1, 2, 3] } }, /received \[1, 2, 3\]/],
    ["webhook.tokenVersion", { webhook: { tokenVersion: [] } }, /\[new, old\]/],
    ["webhook.tokenVersion", { webhook: { tokenVersion: "2" } }, /received "2"/],
    [
      "webhook.toleranceSeconds",
      { webhook: { toleranceSeconds: 0 } },
      /above 0.*set webhook\.signature to "off"/,
    ],
    ["webhook.toleranceSeconds", { webhook: { toleranceSeconds: -1 } }, /above 0/],
    ["webhook.toleranceSeconds", { webhook: { toleranceSeconds: Number.NaN } }, /received NaN/],
    ["webhook.tolerance", { webhook: { tolerance: 5 } }, /not known/],
    ["limits.attempts", { limits: { attempts: 0 } }, /received 0/],
    ["limits.bodyBytes", { limits: { bodyBytes: Number.POSITIVE_INFINITY } }, /received Infinity/],
    ["limits.parked", { limits: { parked: "10" } }, /received "10"/],
    ["limits.openorders", { limits: { openorders: 5 } }, /Did you mean "openOrders"\?/],
    ["delivery", { delivery: "foreground" }, /"background", "manual", received "foreground"/],
    ["delivery", { delivery: false }, /object/],
    ["delivery.mode", { delivery: { mode: "auto" } }, /received "auto"/],
    ["delivery.concurrency", { delivery: { concurrency: 0 } }, /from 1/],
    ["delivery.retry.baseMs", { delivery: { retry: { baseMs: -5 } } }, /received -5/],
    ["delivery.handlerTimeoutMs", { delivery: { handlerTimeoutMs: 2 ** 31 } }, /2147483647/],
    ["spool", { spool: true }, /received true/],
    ["spool", { spool: "" }, /folder/],
    ["spool", { spool: {} }, /put, list, remove and count/],
    [
      "gateway.tryTimeoutMs",
      { gateway: { tryTimeoutMs: 5000, deadlineMs: 4000 } },
      /at most gateway\.deadlineMs \(4000\).*received 5000/,
    ],
    ["gateway.timeout", { gateway: { timeout: 5 } }, /not known/],
    ["patience.closeGraceHours", { patience: { closeGraceHours: -1 } }, /from 0 to 168/],
    ["logger", { logger: console.log }, /pino/],
    ["logger", { logger: { warn() {} } }, /debug, info, warn and error/],
    ["environment", { environment: 5 }, /received 5/],
    ["environment.now", { environment: { now: 5 } }, /function/],
    ["apiKey", { apiKey: "x" }, /Did you mean "appId"\?/],
    ["sotre", { sotre: {} }, /Did you mean "store"\?/],
    ["webhookUrl", { webhookUrl: "x" }, /Did you mean "publicUrl"\?/],
    ["__proto__", Object.fromEntries([["__proto__", {}]]), /not known/],
  ])("is named, with the way out: %s (case %#)", (option, options, message) => {
    expect(refusal(options)).toMatchObject({ option, message: expect.stringMatching(message) });
  });

  it("is also options that are no object", () => {
    for (const options of [null, "app-1", 5, []]) {
      expect(() => Reflect.apply(readConfig, undefined, [options])).toThrow(/must be an object/);
    }
  });
});

describe("URLs", () => {
  it.each([
    ["https://shop.example/coincoin/", "https://shop.example/coincoin"],
    ["https://shop.example", "https://shop.example"],
    ["https://SHOP.example:443//", "https://shop.example"],
    ["http://localhost:3000/coincoin", "http://localhost:3000/coincoin"],
    ["http://127.8.9.1:3000/", "http://127.8.9.1:3000"],
    ["http://[::1]:3000/", "http://[::1]:3000"],
  ])("of the shop: %s is taken as %s", (given, taken) => {
    expect(read({ publicUrl: given }).publicUrl).toBe(taken);
  });
});

describe("plain http", () => {
  it("is taken for hosts that are named, and for no other", () => {
    const plainHttpHosts = ["sandbox", "192.168.1.20", "Shop.Local"];
    const options = { plainHttpHosts, apiUrl: "http://sandbox:4010/v1", publicUrl: "http://shop.local/pay" };
    expect(read(options)).toMatchObject({
      apiUrl: "http://sandbox:4010/v1",
      publicUrl: "http://shop.local/pay",
    });
    expect(read({ ...options, apiUrl: "http://192.168.1.20/v1" }).apiUrl).toBe("http://192.168.1.20/v1");
    for (const apiUrl of ["http://api.coin2.cc/v1", "http://sandbox.example/v1", "http://192.168.1.21/v1"]) {
      expect(refusal({ ...options, apiUrl })).toMatchObject({
        option: "apiUrl",
        message: expect.stringContaining("plainHttpHosts"),
      });
    }
    expect(
      () => new CoinCoin({ appId: "a", secretKey: "s", store: memoryStore(), ...options }),
    ).not.toThrow();
  });

  it.each(["", "sandbox:4010", "http://sandbox", "user@sandbox", "a/b", "*", 5])(
    "is not allowed for what is not a host: %s",
    (host) => {
      expect(refusal({ plainHttpHosts: [host] })).toMatchObject({ option: "plainHttpHosts" });
    },
  );
});

describe("the store", () => {
  const production = { NODE_ENV: "production" };

  it("has to be durable in production", () => {
    for (const options of [{ store: undefined }, { store: memoryStore() }]) {
      try {
        read(options, production);
        throw new Error("taken");
      } catch (error) {
        expect(isCoinCoinError(error, "store_not_durable") && error.message).toMatch(/acceptLoss/);
      }
    }
    const durable = Object.assign(memoryStore(), { durable: true });
    expect(read({ store: durable }, production).store).toBe(durable);
  });

  it("may lose everything in production when that is accepted in so many words", () => {
    expect(read({ store: memoryStore({ acceptLoss: true }) }, production).store.kind).toBe("memory");
  });

  it("is memory by default elsewhere, which is said aloud outside of tests", () => {
    const warnings: string[] = [];
    const logger = { ...silentLogger, warn: (_: object, message: string) => warnings.push(message) };
    expect(read({ store: undefined, logger }, { NODE_ENV: "test" }).store.kind).toBe("memory");
    expect(warnings).toEqual([]);
    expect(read({ store: undefined, logger }).store.kind).toBe("memory");
    expect(warnings).toEqual([expect.stringMatching(/restart forgets/)]);
  });
});

describe("the spool", () => {
  const spooling = Object.assign(memoryStore(), { spoolDirectory: "/nowhere/spool" });

  it("is where the store says, unless it is switched off or given", () => {
    expect(read({ store: spooling }).spool).toBeDefined();
    expect(read({ store: spooling, spool: false }).spool).toBe(undefined);
    expect(read({}).spool).toBe(undefined);
    expect(read({ spool: "/nowhere/else" }).spool).toBeDefined();
    const own: Spool = {
      put: async () => {},
      list: async () => [],
      remove: async () => {},
      count: async () => 0,
    };
    expect(read({ spool: own }).spool).toBe(own);
  });
});

describe("options in other shapes", () => {
  it("take delivery as a word or in parts", () => {
    expect(read({ delivery: "manual" }).delivery.mode).toBe("manual");
    expect(read({ delivery: { concurrency: 2, retry: { maxMs: 50 } } }).delivery).toMatchObject({
      mode: "background",
      concurrency: 2,
      retry: { baseMs: 2000, maxMs: 50 },
    });
  });

  it("take token versions as one or two", () => {
    expect(read({ webhook: { tokenVersion: 3 } }).webhook.tokenVersions).toEqual([3]);
    expect(read({ webhook: { tokenVersion: [3, 2] } }).webhook.tokenVersions).toEqual([3, 2]);
  });

  it("lower the names of coins and networks", () => {
    expect(
      read({ accept: [{ coin: "ETH", network: " Ethereum", ratio: { min: "0.0001", max: "0.00100" } }] })
        .accept,
    ).toEqual([{ coin: "eth", network: "ethereum", ratio: { min: "0.0001", max: "0.001" } }]);
  });

  it("shorten a try to the deadline when only the deadline is given", () => {
    expect(read({ gateway: { deadlineMs: 2000 } }).gateway).toMatchObject({
      tryTimeoutMs: 2000,
      deadlineMs: 2000,
    });
  });

  it("replace the environment in parts, which stay methods of what was given", async () => {
    class Clock {
      readonly time = 1_700_000_000_000;
      now(): number {
        return this.time;
      }
    }
    const { environment } = read({ environment: new Clock() });
    expect(environment.now()).toBe(1_700_000_000_000);
    expect(environment.random()).toBeLessThan(1);
    await environment.sleep(1);
  });
});

describe("types", () => {
  it("let through what is right, and no other", () => {
    expectTypeOf<{ appId: string; secretKey: string }>().toExtend<CoinCoinOptions>();
    expectTypeOf<{ secretKey: [string, string] }>().toExtend<CoinCoinOptions>();
    expectTypeOf<{ secretKey: [string, string, string] }>().not.toExtend<CoinCoinOptions>();
    expectTypeOf<{ delivery: "manual" }>().toExtend<CoinCoinOptions>();
    expectTypeOf<{ webhook: { signature: "on" } }>().not.toExtend<CoinCoinOptions>();
    // @ts-expect-error: an option that does not exist
    const unknown: CoinCoinOptions = { secret: "x" };
    expect(unknown).toBeDefined();
  });
});
