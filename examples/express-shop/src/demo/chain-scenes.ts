import type { Sandbox } from "@coincoin/sandbox";
import type { LedgerLine } from "../ledger.ts";
import { type Bought, Customer } from "./customer.ts";
import type { Demo } from "./demo.ts";
import type { Script } from "./script.ts";

const MINUTE_MS = 60_000;
const NOBODY: readonly "drop"[] = Array.from({ length: 20 }, () => "drop" as const);

/** What a look at the chain changes: a webhook that is lost, one that nobody paid for, and money that goes away again. */
export async function chainScenes(
  { sandbox, shop, shopUrl }: Demo,
  script: Script,
  lineOf: (bought: Bought) => Promise<LedgerLine | undefined>,
): Promise<void> {
  const fulfilled = (bought: Bought) => async () => `${(await lineOf(bought))?.fulfilments ?? 0} times`;
  const attention = (bought: Bought) => async () => (await lineOf(bought))?.attention.join(", ") ?? "";
  const buys = async (name: string): Promise<[Customer, Bought]> => {
    const customer = new Customer(name, shopUrl);
    return [customer, await customer.buy(["pot"])];
  };
  const withChain = async (paid: string) => {
    await shop.stop();
    await shop.start({ SHOP_CHAIN: paid });
  };

  script.say("The shop looks at the chain too, and CoinCoin's word is enough (gateway).");
  await withChain("gateway");
  const [, gusBuys] = await buys("Gus");
  script.say("Gus pays for a pot, and his webhook is lost.");
  await payUntold(sandbox, gusBuys);
  await sandbox.advance({ ms: 65 * MINUTE_MS });
  await script.expect("what a person is told an hour later", attention(gusBuys), "chain_unreported");
  await script.expect("fulfilled", fulfilled(gusBuys), "0 times");

  script.say("The chain's word is enough, too, where two providers agree (either).");
  await withChain("either");
  const [fay, fayBuys] = await buys("Fay");
  const faySees = async () => {
    const { seen, status } = await fay.view(fayBuys);
    return seen === null
      ? status
      : `${seen.amount} ${seen.coin} seen, ${seen.confirmations > 0 ? "being confirmed" : "on its way"}`;
  };
  script.say("Fay pays for a pot, and her webhook is lost.");
  const paidAt = sandbox.now();
  await payUntold(sandbox, fayBuys);
  await sandbox.advance({ ms: 10_000 });
  await script.expect("her payment page, without the webhook", faySees, "48 usdt seen, being confirmed");
  const seenAfter = Math.round((sandbox.now() - paidAt) / 1_000);
  await script.expect("fulfilled so far", fulfilled(fayBuys), "0 times");
  await sandbox.advance({ ms: 2 * MINUTE_MS });
  await script.expect("fulfilled, by what the chain shows", fulfilled(fayBuys), "1 times");
  const shippedAfter = Math.round((sandbox.now() - paidAt) / 1_000);
  console.log(`  seen after ${seenAfter} s, shipped after ${shippedAfter} s; the webhook never came`);

  const [hal, halBuys] = await buys("Hal");
  script.say("Hal pays, and a reorganisation of the chain takes his payment back.");
  await payUntold(sandbox, halBuys);
  await sandbox.advance({ ms: 10_000 });
  await script.expect("his page", async () => String((await hal.view(halBuys)).seen?.amount), "48");
  sandbox.chains.reorg("tron", 8);
  await sandbox.advance({ ms: 15_000 });
  await script.expect(
    "his page, after it",
    async () => String((await hal.view(halBuys)).seen?.amount),
    "undefined",
  );
  await script.expect("what a person is told", attention(halBuys), "chain_reversed");
  await script.expect("fulfilled", fulfilled(halBuys), "0 times");

  script.say("Both have to say so (both).");
  await withChain("both");
  const [ida, idaBuys] = await buys("Ida");
  script.say("Somebody forges the webhook of Ida's order: no money is on the chain.");
  sandbox.setFaults({});
  await sandbox.pay(idaBuys.paymentId, { amount: idaBuys.amountDue, onChain: false });
  await script.expect("her payment page", async () => (await ida.view(idaBuys)).coverage, "full");
  await sandbox.advance({ ms: 20 * MINUTE_MS });
  await script.expect(
    "her page, twenty minutes later",
    async () => (await ida.view(idaBuys)).coverage,
    "full",
  );
  await sandbox.advance({ ms: 15 * MINUTE_MS });
  await script.expect("what a person is told", attention(idaBuys), "chain_missing");
  await script.expect("fulfilled", fulfilled(idaBuys), "0 times");
}

/** The money is on the chain, and no webhook arrives. */
async function payUntold(sandbox: Sandbox, { paymentId, amountDue }: Bought): Promise<void> {
  sandbox.setFaults({ nextDeliveries: [...NOBODY] });
  await sandbox.pay(paymentId, { amount: amountDue });
}
