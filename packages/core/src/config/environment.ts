import { type Environment, systemEnvironment } from "../lib/environment.ts";
import { consoleLogger, guardedLogger, type Logger } from "../lib/logger.ts";
import { hasMethods, mustBe } from "./check.ts";

export function readLogger(value: unknown): Logger {
  if (value === undefined) return consoleLogger;
  if (isLogger(value)) return guardedLogger(value);
  throw mustBe("logger", "an object with debug, info, warn and error, as pino's", value);
}

function isLogger(value: unknown): value is Logger {
  return hasMethods(value, ["debug", "info", "warn", "error"]);
}

/** Part by part; each stays a method of what was given, which may be an instance of a class. */
export function readEnvironment(value: unknown): Environment {
  const system = systemEnvironment;
  if (value === undefined) return system;
  if (!isEnvironment(value)) {
    throw mustBe("environment", "an object with some of now, monotonic, sleep, random and fetch", value);
  }
  for (const name of ["now", "monotonic", "sleep", "random", "fetch"] as const) {
    if (value[name] !== undefined && typeof value[name] !== "function") {
      throw mustBe(`environment.${name}`, "a function", value[name]);
    }
  }
  const monotonic = monotonicOf(value);
  return {
    ...(monotonic === undefined ? {} : { monotonic }),
    now: () => (value.now === undefined ? system.now() : value.now()),
    sleep: (ms, signal) => (value.sleep === undefined ? system.sleep(ms, signal) : value.sleep(ms, signal)),
    random: () => (value.random === undefined ? system.random() : value.random()),
    fetch: (...input) => (value.fetch === undefined ? system.fetch(...input) : value.fetch(...input)),
  };
}

/** A `now` that was given without it is the time itself, such as a test's. */
function monotonicOf(value: Partial<Environment>): (() => number) | undefined {
  if (value.monotonic !== undefined) return () => value.monotonic?.() ?? 0;
  return value.now === undefined ? () => performance.now() : undefined;
}

function isEnvironment(value: unknown): value is Partial<Environment> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
