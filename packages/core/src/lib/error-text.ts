/** Longest text of an error that is kept. */
export const MAX_ERROR_LENGTH = 500;
/** Longest text of a handler's failure, which holds stacks. */
const MAX_FAILURE_LENGTH = 2_000;
/** A chain of causes may be endless, or a ring. */
const MAX_CAUSES = 5;

/** What can be written to a database and shown to a person of whatever a handler threw. Never throws. */
export function errorText(thrown: unknown): string {
  return oneLine(
    guarded(() => (thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown))),
    MAX_ERROR_LENGTH,
  );
}

/** The same of what `describeError` says, which is longer. */
export function failureText(described: string): string {
  return oneLine(described.replace(/\s+/g, " "), MAX_FAILURE_LENGTH);
}

/**
 * An error for a log: its stack, and the stacks of what caused it. Of other properties it shows nothing, for errors of HTTP
 * clients hold whole requests with their secrets. Never throws.
 */
export function describeError(thrown: unknown, depth = 0): string {
  return guarded(() => {
    if (!(thrown instanceof Error)) return String(thrown);
    const own = thrown.stack ?? `${thrown.name}: ${thrown.message}`;
    if (depth >= MAX_CAUSES) return own;
    const errors: readonly unknown[] = thrown instanceof AggregateError ? thrown.errors : [];
    const causes = thrown.cause === undefined ? errors : [...errors, thrown.cause];
    return [own, ...causes.map((cause) => `caused by: ${describeError(cause, depth + 1)}`)].join("\n");
  });
}

/** A thrown value may do anything when it is looked at. */
function guarded(look: () => string): string {
  try {
    return look();
  } catch {
    return "something that cannot be shown was thrown";
  }
}

function oneLine(text: string, length: number): string {
  const bounded = text.slice(0, length * 4).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ");
  return (
    bounded
      .slice(0, length)
      .replace(/\p{Cs}/gu, "")
      .trim() || "an error without a message"
  );
}
