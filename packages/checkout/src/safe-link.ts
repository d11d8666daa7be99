/** Browsers drop tabs and line breaks inside a scheme and control characters in front of it, and so does `URL`. */
function schemeOf(value: string): string {
  try {
    // Not `URL.canParse`, which browsers have had since 2023 only.
    return new URL(value, "https://page.invalid").protocol;
  } catch {
    return "";
  }
}

/** Whether a link, absolute or relative to the page, can do no more than lead somewhere or open a letter. */
export const isSafeLink = (value: string): boolean => /^(https?|mailto):/.test(schemeOf(value));

/** Whether something may be loaded from it. */
export const isHttpUrl = (value: string): boolean => /^https?:/.test(schemeOf(value));
