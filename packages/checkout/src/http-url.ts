/**
 * Whether a link of the page is http(s), absolute or relative. Browsers drop tabs and line breaks inside a scheme and
 * control characters in front of it, and so does URL.
 */
export const isHttpUrl = (value: string): boolean =>
  URL.canParse(value, "https://page.invalid") &&
  /^https?:/.test(new URL(value, "https://page.invalid").protocol);
