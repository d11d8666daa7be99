import { container } from "@medusajs/framework";
import { asFunction } from "@medusajs/framework/awilix";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";
import { describe, expect, it } from "vitest";
import { isServing } from "../src/modules/coincoin/command.ts";
import { defaultSpool } from "../src/modules/coincoin/spool.ts";
import { readPluginOptions } from "../src/options.ts";
import CoinCoinProviderService from "../src/providers/coincoin/service.ts";

const good = { appId: "app", secretKey: "secret", currency: "usd" };

describe("options of the plugin", () => {
  it.each([
    [undefined, "option options are missing"],
    [{ ...good, currency: undefined }, "option currency is missing"],
    [{ ...good, currency: "dollars" }, "option currency is a code of three letters"],
    [{ ...good, convert: "1.1" }, "option convert is a function"],
    [{ ...good, cancelUnpaidAfter: "2 h" }, "option cancelUnpaidAfter is a number of hours"],
    [{ ...good, cancelUnpaidAfter: -1 }, "option cancelUnpaidAfter is a number of hours"],
    [{ ...good, completeCartWorkflow: "" }, "option completeCartWorkflow is the id of a workflow"],
    [{ ...good, checkout: "dark" }, "option checkout is an object"],
    [{ ...good, store: {} }, "option store is brought by Medusa"],
    [{ ...good, logger: console }, "option logger is brought by Medusa"],
    [{ ...good, accounts: { eu: { ...good, secretKey: "x" } } }, "option accounts.eu.appId is another"],
    [{ ...good, accounts: [] }, "option accounts is an object"],
    [{ ...good, accounts: { orders: good } }, "option accounts.orders is not an id"],
    [{ ...good, accounts: { eu: { appId: "eu" } } }, "option accounts.eu needs the appId and the secretKey"],
    [
      { ...good, accounts: { eu: { ...good, publicUrl: "https://eu.example" } } },
      "option accounts.eu.publicUrl",
    ],
    [{ ...good, accounts: { eu: { ...good, currency: "euro" } } }, "option accounts.eu.currency is a code"],
  ])("%j is refused, and the message names the option", (options, message) => {
    expect(() => readPluginOptions(options)).toThrow(message);
  });

  it("are split into the plugin's and core's, without the database that Medusa adds", () => {
    const config = readPluginOptions({
      ...good,
      database: { clientUrl: "postgres://" },
      stateCodes: "response-table",
    });
    expect(config.currencies).toEqual(["usd"]);
    expect(config.core).toEqual({ appId: "app", secretKey: "secret", stateCodes: "response-table" });
    expect(config.cancelUnpaidAfterMs).toBeNull();
  });

  it("of an account are the plugin's where it has none, below a path of its own", () => {
    const publicUrl = "https://store.example/coincoin";
    const eu = { appId: "eu", secretKey: "eu-secret", currency: "EUR" };
    const { accounts } = readPluginOptions({ ...good, publicUrl, expiresInHours: 4, accounts: { eu } });
    expect(accounts.get("eu")).toEqual({
      currencies: ["eur"],
      convert: undefined,
      core: { appId: "eu", secretKey: "eu-secret", publicUrl: `${publicUrl}/eu`, expiresInHours: 4 },
    });
  });

  it("need no currency where a conversion is given", () => {
    const convert = () => "12.00";
    expect(readPluginOptions({ ...good, currency: undefined, convert }).convert).toBe(convert);
  });
});

it("notifications wait in the project's folder, also where a built store runs, which the next build removes", () => {
  expect(defaultSpool("/srv/store")).toBe("/srv/store/.coincoin-spool");
  expect(defaultSpool("/srv/store/.medusa/server")).toBe("/srv/store/.coincoin-spool");
});

describe("which commands take payments along", () => {
  it.each([
    [["node", "medusa", "start"], true],
    [["node", "medusa", "start", "--cluster", "2"], true],
    [["node", "medusa", "develop"], true],
    [["node", "medusa", "exec", "./start"], false],
    [["node", "medusa", "user", "-e", "start@shop.test"], false],
    [["node", "medusa", "db:migrate"], false],
    [["node", "medusa"], false],
  ])("%j: %s", (argv, expected) => {
    expect(isServing(argv)).toBe(expected);
  });
});

it("a provider in another copy of the framework than its store's says so", () => {
  // A container in which no store has put its configuration answers like this.
  const unloaded = asFunction(() => {
    throw new Error("Config not loaded.");
  });
  container.register(ContainerRegistrationKeys.CONFIG_MODULE, unloaded);
  expect(() => CoinCoinProviderService.validateOptions({})).toThrow(
    /sees another copy of @medusajs\/framework/,
  );
});
