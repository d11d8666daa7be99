import { readFile, writeFile } from "node:fs/promises";
import type { CoinCoinOptions } from "@coincoin/core";
import { READINGS } from "@coincoin/sandbox";
import { describe, expect, test } from "vitest";
import { type Ending, EXPECTATIONS, type Expectation } from "./expectations.ts";
import { buy, type Customer, type Journey, type Step } from "./journey.ts";
import { openShop } from "./shop.ts";
import { renderTable, tableIn, withTable } from "./table.ts";

const PATIENCE_MS = 3_000;
const README = new URL("../../../../packages/sandbox/README.md", import.meta.url);

const PAYING: readonly (readonly [Customer, "inFull" | "inHalves"])[] = [
  ["pays in full", "inFull"],
  ["pays half, then the rest", "inHalves"],
];

function titleOf({ reading, when }: Expectation): string {
  return when === undefined ? reading : `${reading}, when ${when}`;
}

function purchase(expectation: Expectation, customer: Customer): Promise<Journey> {
  return purchaseWith({}, expectation, customer);
}

async function purchaseWith(
  options: CoinCoinOptions,
  { reading, gateway, mishap }: Expectation,
  customer: Customer,
  step?: Step,
): Promise<Journey> {
  return buy(await openShop({ reading, ...gateway }, options), customer, { mishap, step });
}

/** Paid once and shown as paid; or nothing was shipped, a person was told, and the customer is not lied to. */
function expectEnding(journey: Journey, ending: Ending): void {
  expect(journey.answeredMs).toBeLessThan(PATIENCE_MS);
  if (ending === "refused") {
    expect(journey.refused?.code).toEqual(expect.any(String));
    expect(journey.items).not.toEqual([]);
    return;
  }
  expect(journey.refused).toBeUndefined();
  const last = journey.pages.at(-1);
  if (ending === "paid") {
    expect(journey.paid).toBe(1);
    expect(journey.paidMs).toBeLessThan(PATIENCE_MS);
    expect(last).toMatchObject({ coverage: "full", paid: true });
    return;
  }
  expect(journey.paid).toBe(0);
  expect(journey.items).not.toEqual([]);
  // As long as there is time, the page shows where to pay, and is what the address's browser shows.
  for (const page of journey.pages.slice(0, -1)) {
    expect(page.address).not.toBeNull();
    expect(page.html).toContain(page.address);
  }
}

describe.each(EXPECTATIONS.map((each) => [titleOf(each), each] as const))("%s", (_title, expectation) => {
  test.each(PAYING)("a customer who %s", async (customer, part) => {
    const journey = await purchase(expectation, customer);
    expectEnding(journey, expectation[part]);
    const said = journey.items.map(({ message }) => message);
    const words = expectation[part] === "paid" ? expectation.remarked?.[part] : expectation.told;
    if (words === undefined) expect(said).toEqual([]);
    else expect(said.join("\n")).toMatch(words);
  });

  test("a customer who never pays", async () => {
    const journey = await purchase(expectation, "never pays");
    expect(journey.paid).toBe(0);
    if (expectation.inFull === "refused") return;
    expect(journey.events).toContain("order.expired");
    expect(journey.pages.at(-1)).toMatchObject({ status: "expired", address: null });
  });
});

const WAYS_OUT = EXPECTATIONS.flatMap((expectation) =>
  (expectation.waysOut ?? [])
    .filter(({ options, step }) => options !== undefined || step !== undefined)
    .flatMap((way) =>
      PAYING.map(([customer]) => ({ ...way, title: titleOf(expectation), expectation, customer })),
    ),
);

describe("the way out that a person is told leads out", () => {
  test.each(WAYS_OUT)("$title: $words, for a customer who $customer", async (way) => {
    const { expectation, customer, options = {}, step } = way;
    expectEnding(await purchaseWith(options, expectation, customer, step), "paid");
  });
});

test("every reading of the sandbox is tried", () => {
  expect(new Set(EXPECTATIONS.map(({ reading }) => reading))).toEqual(
    new Set(READINGS.map(({ name }) => name)),
  );
});

test("the sandbox's README has this table; UPDATE_README=1 writes it", async () => {
  const readme = await readFile(README, "utf8");
  if (process.env["UPDATE_README"] === "1") await writeFile(README, withTable(readme));
  expect(tableIn(await readFile(README, "utf8"))).toBe(renderTable());
});
