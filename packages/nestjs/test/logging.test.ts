import "reflect-metadata";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { CoinCoinError, memoryStore } from "@coincoin/core";
import { CoinCoinModule, type CoinCoinModuleOptions, CoinCoinService, OnCoinCoin } from "@coincoin/nestjs";
import {
  ConsoleLogger,
  Inject,
  Injectable,
  type LoggerService,
  Module,
  type ModuleMetadata,
  Scope,
} from "@nestjs/common";
import { NestFactory } from "@nestjs/core";
import { afterEach, describe, expect, it, vi } from "vitest";
import { application, closeLater, payments, shop } from "./application.ts";
import { recordingLogger } from "./shop.ts";

/** A logger as an application hands it to Nest. */
function nestLogger(): LoggerService & { readonly lines: string[] } {
  const lines: string[] = [];
  const at =
    (level: string) =>
    (message: unknown, ...rest: unknown[]) => {
      lines.push([level, message, ...rest].join(" "));
    };
  return {
    lines,
    log: at("log"),
    error: at("error"),
    warn: at("warn"),
    debug: at("debug"),
    verbose: at("verbose"),
  };
}

@Injectable()
class Fulfilment {
  @OnCoinCoin("order.paid")
  ship(): void {
    throw new TypeError("no stock", { cause: new Error("the table is gone") });
  }
}

async function started(
  options: CoinCoinModuleOptions,
  logger: LoggerService | false,
  metadata: ModuleMetadata = { providers: [Fulfilment] },
) {
  @Module({ ...metadata, imports: [CoinCoinModule.forRoot({ ...options, isGlobal: true })] })
  class AppModule {}
  const app = await NestFactory.create(AppModule, {
    logger,
    abortOnError: false,
    forceCloseConnections: true,
  });
  await app.init();
  closeLater(() => app.close());
  return app;
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe("the log", () => {
  it("is the application's own: routes and handlers at the start, a failure with its stack and cause", async () => {
    const testPayments = await payments();
    const { logger: _, ...options } = testPayments.options;
    const logger = nestLogger();
    const app = await started(options, logger);
    const ours = () =>
      logger.lines.filter((line) => line.includes("CoinCoin") && !line.includes("InstanceLoader"));
    expect(ours()).toContainEqual(expect.stringContaining("log Mounted {/coincoin}"));
    expect(ours()).toContainEqual("log Mapped {order.paid} to Fulfilment.ship CoinCoin");
    await app.get(CoinCoinService).createOrder({ reference: "cart", price: "25" });
    await expect(testPayments.pay(app, "cart")).rejects.toThrow("no stock");
    const failure = ours().find((line) => line.startsWith("warn a handler failed"));
    expect(failure).toContain('"handlers":["Fulfilment.ship"]');
    expect(failure).toMatch(
      /TypeError: no stock\n +at .*Fulfilment\.ship.*caused by: Error: the table is gone\n +at /s,
    );
  });

  it("is silent where the application's is", async () => {
    const written = vi.spyOn(process.stderr, "write");
    const testPayments = await payments();
    const app = await started(testPayments.options, false);
    await app.get(CoinCoinService).createOrder({ reference: "cart", price: "25" });
    await expect(testPayments.pay(app, "cart")).rejects.toThrow("no stock");
    expect(written).not.toHaveBeenCalled();
  });

  it("goes to what the option names, of Nest's shape or of pino's", async () => {
    for (const logger of [nestLogger(), recordingLogger(), new ConsoleLogger("Payments")]) {
      const written = vi.spyOn(process.stdout, "write").mockReturnValue(true);
      const testPayments = await payments();
      await started({ ...testPayments.options, logger }, false);
      const lines =
        "lines" in logger ? logger.lines.map((line) => JSON.stringify(line)) : written.mock.calls.flat();
      expect(lines.map(String).join("\n")).toContain("Mapped {order.paid} to Fulfilment.ship");
      written.mockRestore();
    }
  });

  it("gives a logger of Nest's shape no stack where it looks for a context", async () => {
    const logger = nestLogger();
    const error = vi.spyOn(logger, "error");
    const { options } = await payments();
    const store = memoryStore({ acceptLoss: true });
    store.open = async () => {
      throw new CoinCoinError("store_unavailable", "The database is away.");
    };
    await started({ ...options, store, logger }, false);
    expect(error.mock.calls).toEqual([
      [expect.stringMatching(/starts without it.*database is away.*\n +at /s)],
    ]);
  });

  it("refuses what is neither", async () => {
    const { options } = await payments();
    const imports = [CoinCoinModule.forRoot({ ...options, logger: Object.create(null) })];
    await expect(application({ imports })).rejects.toMatchObject({ code: "config_invalid" });
  });
});

describe("a process in which nobody is served", () => {
  const warningsOf = async (metadata: ModuleMetadata, options: CoinCoinModuleOptions = {}) => {
    const logger = recordingLogger();
    const { options: base } = await payments();
    const delivery = "background";
    await started({ ...base, delivery, ...options, logger }, false, metadata);
    return logger.lines.filter(({ level }) => level === "warn").map(({ message }) => message);
  };

  @Injectable()
  class Forgotten {
    @OnCoinCoin("order.paid")
    ship(): void {}
  }

  it("is warned of at the start, with the handlers that no module provides", async () => {
    expect(await warningsOf({})).toEqual([
      expect.stringMatching(/order\.paid has no handler.*Forgotten\.ship/),
    ]);
  });

  it("also where a factory that nobody can look into makes the handler for each request", async () => {
    const factory = { provide: "HANDLER", scope: Scope.REQUEST, useFactory: () => new Forgotten() };
    expect(await warningsOf({ providers: [factory] })).toEqual([
      expect.stringMatching(/Forgotten\.ship.*a factory makes for each request/),
    ]);
  });

  it("is none where a handler was registered by hand, or another process delivers", async () => {
    @Injectable()
    class ByHand {
      constructor(@Inject(CoinCoinService) coincoin: CoinCoinService) {
        coincoin.on("order.paid", () => {});
      }
    }
    expect(await warningsOf({ providers: [ByHand] })).toEqual([]);
    expect(await warningsOf({}, { delivery: "manual" })).toEqual([]);
  });
});

describe("a failed delivery", () => {
  it("tells log, channel and dead letter the handler's name, and all of the error", async () => {
    const published: unknown[] = [];
    const hear = (facts: unknown) => void published.push(facts);
    const { coincoin, sell } = await shop({ providers: [Fulfilment] });
    subscribe("coincoin:delivery", hear);
    await expect(sell("cart")).rejects.toThrow("no stock");
    unsubscribe("coincoin:delivery", hear);
    expect(published).toMatchObject([
      {
        type: "order.paid",
        handlers: ["Fulfilment.ship"],
        err: { message: "no stock", cause: { message: "the table is gone" } },
      },
    ]);
    expect(await coincoin.health()).toMatchObject({ paidUndelivered: 1 });
  });

  it("is a dead letter with the handler, the stack and the cause", async () => {
    const testPayments = await payments({
      options: { delivery: { mode: "manual", maxAttempts: 1 }, logger: recordingLogger() },
    });
    const app = await application({
      imports: [CoinCoinModule.forRoot(testPayments.options)],
      providers: [Fulfilment],
    });
    const coincoin = app.get(CoinCoinService);
    await coincoin.createOrder({ reference: "cart", price: "25" });
    await expect(testPayments.pay(app, "cart")).rejects.toThrow("no stock");
    const { items } = await coincoin.deadLetters.list();
    expect(items.map(({ lastError }) => lastError)).toEqual([
      expect.stringMatching(
        /^Fulfilment\.ship: TypeError: no stock at Fulfilment\.ship .*caused by: Error: the table is gone/,
      ),
    ]);
  });

  it("is delivered again to the handler that failed, and to no other", async () => {
    const calls: string[] = [];
    class Shipping {
      @OnCoinCoin("order.paid")
      ship(): void {
        calls.push("ship");
      }
    }
    class Mailing {
      @OnCoinCoin("order.paid")
      mail(): void {
        calls.push("mail");
        if (calls.length < 4) throw new Error("no mail");
      }
    }
    const retry = { baseMs: 1, maxMs: 1 };
    const testPayments = await payments({ options: { delivery: { mode: "manual", retry } } });
    const imports = [CoinCoinModule.forRoot(testPayments.options)];
    const app = await application({ imports, providers: [Shipping, Mailing] });
    await app.get(CoinCoinService).createOrder({ reference: "cart", price: "25" });
    await expect(testPayments.pay(app, "cart")).rejects.toThrow("no mail");
    for (const at of ["again", "at last"]) {
      await testPayments.sandbox.advance({ ms: 10 });
      await testPayments
        .settled(app)
        .catch((error: unknown) => expect([at, String(error)]).toContain("again"));
    }
    expect(calls).toEqual(["ship", "mail", "mail", "mail"]);
  });
});
