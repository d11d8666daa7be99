import { createSandbox } from "@coincoin/sandbox";

const sandbox = await createSandbox();
const { address } = await sandbox.createOrder({ paymentId: "EX100100100", price: "100" });
sandbox.setFaults({ nextDeliveries: ["drop"] }); // the webhook is lost,
await sandbox.pay("EX100100100", { amount: "100" });
await sandbox.advance({ ms: 3_000 }); // and the money is in the next block.
const list = `${sandbox.chainUrl("tron")}/v1/accounts/${address}/transactions/trc20`;
console.log(await (await fetch(list)).json());

sandbox.chains.reorg("tron", 1); // that block is replaced, without the money
sandbox.chains.setFaults("tron", "first", { lag: 20 }); // a provider leaves out what is new, and does not say so
await sandbox.close();

export {};
