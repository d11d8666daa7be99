import { randomStream } from "./random.ts";
import { SIMULATED_READINGS, type SimulatedReading } from "./readings.ts";

/** How much of what goes wrong in one run: each seed stresses something else. A knob at 0 (or false) is harmless. */
export interface Knobs {
  /** Shop processes at once. */
  readonly processes: number;
  /** Chance, at each call of a process, that it dies before or after it. */
  readonly crash: number;
  /** Chance that a call to the store is refused; half of those were carried out. */
  readonly storeRefuses: number;
  /** Chance, each ten minutes, that the store is out of order for a while. */
  readonly storeOutage: number;
  /** Chance, each ten minutes, that the store is out of order for one to two hours: beyond deadlines and their grace. */
  readonly longOutage: number;
  /** Chance that the spool refuses. */
  readonly spoolRefuses: number;
  /** Chances of what may become of a webhook on its way. */
  readonly lost: number;
  readonly doubled: number;
  readonly late: number;
  /** Chance of each kind of trouble when an order is asked for. */
  readonly gatewayTrouble: number;
  /** Chance that money comes to an address as soon as the gateway made it, before the shop has the answer. */
  readonly eager: number;
  /** Chance that a handler fails, before or after its work. */
  readonly handlerFails: number;
  /** Chance that a handler takes up to 25 s, nearly as long as its lease. */
  readonly slowHandler: number;
  /** Chance that a call takes up to ten minutes. */
  readonly stall: number;
  /** How far clocks of processes are off, in minutes. */
  readonly skewMinutes: number;
  /** Chance that a webhook comes unsigned although the gateway signs. */
  readonly unsigned: number;
  readonly signed: boolean;
  readonly resend: boolean;
  readonly responseTable: boolean;
  /** How the gateway reads its own document. */
  readonly reading: SimulatedReading;
  /** The shop's `confirmedBy`. */
  readonly confirmedBy: "code" | "amount";
  /** How far rates move between two orders, as a share up or down. */
  readonly rates: number;
  /** The shop's `underpaymentTolerance`. */
  readonly tolerance: string;
  readonly rotateKeys: boolean;
  /** How often an operator does something, a chance each ten minutes. */
  readonly operator: number;
  /** Chance, each ten minutes, that old orders are pruned. */
  readonly prune: number;
  /** Chance, each ten minutes, that a process is restarted in good order. */
  readonly restart: number;
  /** Webhooks forged by somebody who knows the payment id but no secret, a chance for each order. */
  readonly forged: number;
  /** Chance that half of a webhook is lost on its way. */
  readonly halved: number;
  /** Chance that a round of a process's own loops (drain, sweep, dispatch) begins up to half an hour late. */
  readonly lag: number;
  /** How often a process's loops look by themselves. */
  readonly pollMinutes: number;
  /** Background work is done by a cron that calls `deliverDue`, not by loops. */
  readonly cron: boolean;
}

/** Knobs with everything harmless. */
export const CALM: Knobs = {
  processes: 1,
  crash: 0,
  storeRefuses: 0,
  storeOutage: 0,
  longOutage: 0,
  spoolRefuses: 0,
  lost: 0,
  doubled: 0,
  late: 0,
  gatewayTrouble: 0,
  eager: 0,
  handlerFails: 0,
  slowHandler: 0,
  stall: 0,
  skewMinutes: 0,
  unsigned: 0,
  signed: false,
  resend: false,
  responseTable: false,
  reading: "default",
  confirmedBy: "code",
  rates: 0,
  tolerance: "0",
  rotateKeys: false,
  operator: 0,
  prune: 0,
  restart: 0,
  forged: 0,
  halved: 0,
  lag: 0,
  pollMinutes: 10,
  cron: false,
};

export function knobsOf(seed: number): Knobs {
  const random = randomStream(seed, "knobs");
  const one = <T>(...values: readonly [T, ...T[]]): T =>
    values[Math.floor(random() * values.length)] ?? values[0];
  return {
    processes: one(1, 1, 2, 3),
    crash: one(0, 0.002, 0.01, 0.03),
    storeRefuses: one(0, 0, 0.01, 0.05),
    storeOutage: one(0, 0, 0.1, 0.3),
    spoolRefuses: one(0, 0, 0.05, 0.3),
    lost: one(0, 0.02, 0.1),
    doubled: one(0, 0.05, 0.3),
    late: one(0, 0.05, 0.3),
    gatewayTrouble: one(0, 0.03, 0.15),
    eager: one(0, 0, 0.1),
    handlerFails: one(0, 0.05, 0.4),
    stall: one(0, 0, 0.002, 0.01),
    skewMinutes: one(0, 0, 2, 4),
    unsigned: one(0, 0, 0.1),
    signed: one(true, false),
    resend: one(true, false),
    responseTable: one(true, false),
    tolerance: one("0", "0", "0.005", "0.02"),
    rotateKeys: one(true, false, false),
    operator: one(0, 0.3, 0.8),
    prune: one(0, 0, 0.2),
    restart: one(0, 0, 0.1),
    forged: one(0, 0.1),
    slowHandler: one(0, 0.3),
    reading: random() < 0.5 ? "default" : one(...SIMULATED_READINGS),
    confirmedBy: one("code", "code", "amount"),
    rates: one(0, 0.01, 0.045, 0.3),
    halved: one(0, 0, 0.05),
    lag: one(0, 0, 0.1, 0.5),
    pollMinutes: one(10, 10, 2),
    cron: one(false, false, true),
    longOutage: one(0, 0, 0, 0.05),
  };
}
