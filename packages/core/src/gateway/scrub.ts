/** What a party outside wrote, fit to be quoted: without secrets, on one line, short. */
export function scrub(text: string, secrets: readonly string[], length = 200): string {
  let safe = text;
  for (const secret of secrets) {
    if (secret !== "") safe = safe.replaceAll(secret, "[secret]");
  }
  // Controls and marks that reorder text could make a log line say something else.
  safe = safe.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\s]+/gu, " ").trim();
  return safe.length > length ? `${safe.slice(0, length)}…` : safe;
}
