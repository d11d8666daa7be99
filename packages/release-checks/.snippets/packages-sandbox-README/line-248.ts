import { createSandbox } from "@coincoin/sandbox";

const sandbox = await createSandbox();
sandbox.setFaults({
  nextDeliveries: ["none", "drop", ["duplicate", "delay"]], // one step for each sending, used up first
  deliveries: { reorder: 0.2, duplicate: 0.1 }, // then chance
  nextCreates: ["lost-answer"],
  creates: { "server-error": 0.05 },
  numbers: "exponent", // plain, padded, string, exponent, noise-above, noise-below
  names: "upper", // lower, upper
  delayMs: [1_000, 60_000],
});

export {};
