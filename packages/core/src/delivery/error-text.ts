/** Longest text of an error that is kept. */
export const MAX_ERROR_LENGTH = 500;

/** What can be written to a database and shown to a person of whatever a handler threw. Never throws. */
export function errorText(thrown: unknown): string {
  let text = "something that cannot be shown was thrown";
  try {
    text = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  } catch {
    // A thrown value may do anything when it is looked at.
  }
  const bounded = text.slice(0, MAX_ERROR_LENGTH * 4).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ");
  return (
    bounded
      .slice(0, MAX_ERROR_LENGTH)
      .replace(/\p{Cs}/gu, "")
      .trim() || "an error without a message"
  );
}
