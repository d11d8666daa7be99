import { CoinCoin } from "@coincoin/core";

const coincoin = new CoinCoin();
const { items } = await coincoin.inbox.list({ outcome: "held" });
console.log(items.map(({ paymentId, reason, proofs }) => [paymentId, reason, proofs.mismatch?.fits]));
await coincoin.inbox.accept({ by: "Ada", signature: "unknown", fits: true }); // or paymentId, or all: true
await coincoin.unpinSignature({ by: "Ada" }); // CoinCoin does not sign after all: apply unsigned ones again

export {};
