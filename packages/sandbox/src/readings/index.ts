import { SandboxError } from "../engine/errors.ts";
import { amountReadings } from "./amounts.ts";
import { creationReadings } from "./creation.ts";
import { nameReadings } from "./names.ts";
import type { Reading } from "./reading.ts";
import { sendingReadings } from "./sending.ts";
import { signatureReadings } from "./signatures.ts";
import { stateReadings } from "./states.ts";

/** How the sandbox reads the document unless it is told otherwise. */
const DEFAULT_READING: Reading = {
  name: "default",
  summary: "As the tables of the document have it; signed webhooks, each sent once.",
  allowedBy: "“Order status”, “Create order” and “Developer Webhook”.",
};

/** Every reading that has a name. */
export const READINGS: readonly Reading[] = [
  DEFAULT_READING,
  ...signatureReadings,
  ...stateReadings,
  ...amountReadings,
  ...creationReadings,
  ...nameReadings,
  ...sendingReadings,
];

/** Throws `bad_option` for a name that no reading has. */
export function readingOf(given: string | Reading = DEFAULT_READING): Reading {
  if (typeof given !== "string") return given;
  const found = READINGS.find(({ name }) => name === given);
  if (found !== undefined) return found;
  const names = READINGS.map(({ name }) => name).join(", ");
  throw new SandboxError("bad_option", `there is no reading "${given}"; known: ${names}`);
}
