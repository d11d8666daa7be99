import { describeError, type Logger } from "@coincoin/core";
import { type LoggerService, Logger as NestLogger } from "@nestjs/common";

/** Core's logger of what the option `logger` was given: pino's shape is core's own, Nest's is translated. */
export function loggerOf(given: Logger | LoggerService | undefined): Logger {
  if (given === undefined) return translated(new NestLogger("CoinCoin"));
  return isNest(given) ? translated(given) : given;
}

function isNest(given: Logger | LoggerService): given is LoggerService {
  return !("info" in given) && "log" in given && typeof given.log === "function";
}

/** Nest's loggers take text; of an error they know the stack alone. */
function translated(nest: LoggerService): Logger {
  const whole = (facts: object, message: string) => [lineOf(facts, message), ...stackOf(facts)].join("\n");
  return {
    debug: (facts, message) => void nest.debug?.(lineOf(facts, message)),
    info: (facts, message) => void nest.log(lineOf(facts, message)),
    warn: (facts, message) => void nest.warn(whole(facts, message)),
    // What comes last is the context: Nest's own logger adds one, and of another the stack would be taken for it.
    error: (facts, message) =>
      void (nest instanceof NestLogger
        ? nest.error(lineOf(facts, message), ...stackOf(facts))
        : nest.error(whole(facts, message))),
  };
}

function lineOf(facts: object, message: string): string {
  const told = Object.entries(facts).filter(([name]) => name !== "err");
  return told.length === 0 ? message : `${message} ${JSON.stringify(Object.fromEntries(told), readable)}`;
}

function stackOf(facts: object): string[] {
  return "err" in facts && facts.err !== undefined ? [describeError(facts.err)] : [];
}

/** To JSON a bigint is a failure, and an error "{}". */
function readable(_name: string, value: unknown): unknown {
  if (typeof value === "bigint") return String(value);
  return value instanceof Error ? String(value) : value;
}
