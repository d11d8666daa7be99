/** How much of everything is measured. */
export interface Sizes {
  readonly name: "quickest" | "quick" | "full" | "long";
  readonly rounds: number;
  /** Webhooks of one server in one round, and before the first. */
  readonly webhooks: number;
  readonly warmUp: number;
  readonly connections: number;
  /** How long one function runs in one round, in ms. */
  readonly inProcessMs: number;
  readonly pacedSeconds: number;
  readonly perSecond: number;
  /** Orders in the store, the least first. */
  readonly stored: readonly number[];
  readonly creations: number;
  readonly imports: number;
}

export const quickest: Sizes = {
  name: "quickest",
  rounds: 1,
  webhooks: 20,
  warmUp: 10,
  connections: 4,
  inProcessMs: 5,
  pacedSeconds: 0.2,
  perSecond: 100,
  stored: [20, 200],
  creations: 5,
  imports: 1,
};

export const quick: Sizes = {
  name: "quick",
  rounds: 5,
  webhooks: 400,
  warmUp: 1_000,
  connections: 32,
  inProcessMs: 50,
  pacedSeconds: 2,
  perSecond: 1_000,
  stored: [1_000, 20_000],
  creations: 20,
  imports: 5,
};

export const full: Sizes = {
  ...quick,
  name: "full",
  rounds: 9,
  webhooks: 1_500,
  // A shop's process runs for days: what is measured is compiled code.
  warmUp: 4_000,
  inProcessMs: 100,
  pacedSeconds: 4,
  stored: [1_000, 100_000],
  creations: 40,
  imports: 11,
};

export const long: Sizes = {
  ...full,
  name: "long",
  rounds: 21,
  pacedSeconds: 30,
  stored: [1_000, 100_000, 1_000_000],
};
