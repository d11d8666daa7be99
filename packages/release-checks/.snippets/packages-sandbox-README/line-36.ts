import { createSandbox } from "@coincoin/sandbox";

const sandbox = await createSandbox({ webhookUrl: "http://127.0.0.1:3000/webhook", seed: 7 });

// Or your shop does, at sandbox.apiUrl.
await sandbox.createOrder({ paymentId: "EX100100100", price: "100", expiredHours: 12 });
await sandbox.pay("EX100100100", { amount: "40" });
await sandbox.settled(); // no webhook is under way any more
await sandbox.advance({ hours: 12 }); // it expires with a part of the money, and is settled
await sandbox.settled();

for (const { status, body } of sandbox.deliveries()) console.log(status, body);
await sandbox.close();

export {};
