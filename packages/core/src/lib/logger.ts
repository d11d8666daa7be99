import { describeError } from "./error-text.ts";

/** A logger of pino's shape: facts first, then a sentence. */
export interface Logger {
  debug(facts: object, message: string): void;
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} };

function line(level: string, facts: object, message: string): void {
  process.stderr.write(`${JSON.stringify({ level, name: "coincoin", msg: message, ...facts }, readable)}\n`);
}

/** To JSON an error of somebody else is "{}", and a bigint is a failure. Ours say themselves what may be logged. */
function readable(_name: string, value: unknown): unknown {
  if (typeof value === "bigint") return String(value);
  if (!(value instanceof Error)) return value;
  const { name, message } = value;
  return { name, ...("code" in value ? { code: value.code } : {}), message, stack: describeError(value) };
}

/** The default: warnings and errors, a line of JSON each, on standard error. */
export const consoleLogger: Logger = {
  debug() {},
  info() {},
  warn: (facts, message) => line("warn", facts, message),
  error: (facts, message) => line("error", facts, message),
};

/** The same, and never throws: a logger that fails must not undo what it was to tell of. */
export function guardedLogger(logger: Logger): Logger {
  const quietly = (log: () => void) => {
    try {
      log();
    } catch {}
  };
  return {
    debug: (facts, message) => quietly(() => logger.debug(facts, message)),
    info: (facts, message) => quietly(() => logger.info(facts, message)),
    warn: (facts, message) => quietly(() => logger.warn(facts, message)),
    error: (facts, message) => quietly(() => logger.error(facts, message)),
  };
}
