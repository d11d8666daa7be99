import { inspect } from "node:util";
import type { Logger } from "@coincoin/core";
import type { Logger as MedusaLogger } from "@medusajs/framework/types";

/** Medusa's log takes a line of text, core's an object and a sentence. */
export function coreLogger(medusa: Pick<MedusaLogger, "debug" | "info" | "warn" | "error">): Logger {
  return {
    debug: (about, message) => medusa.debug(line(about, message)),
    info: (about, message) => medusa.info(line(about, message)),
    warn: (about, message) => medusa.warn(line(about, message)),
    error: (about, message) => medusa.error(line(about, message)),
  };
}

function line(about: object, message: string): string {
  const details = inspect(about, { breakLength: Infinity, depth: 4 });
  return details === "{}" ? `coincoin: ${message}` : `coincoin: ${message} ${details}`;
}
