import { en, type MessageKey, type Messages } from "./en.ts";

export type Translate = (key: MessageKey, values?: Readonly<Record<string, string>>) => string;

/**
 * Amounts and names keep their own direction inside a right-to-left sentence: each is wrapped in Unicode's first-strong
 * isolates (U+2068, U+2069).
 */
export function translator(messages: Messages, direction: "ltr" | "rtl"): Translate {
  return (key, values = {}) =>
    messages[key].replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = values[name] ?? "";
      return direction === "rtl" ? `\u2068${value}\u2069` : value;
    });
}

/** Whether something loaded is a whole translation: with one sentence missing, English is the better page. */
export function isMessages(value: unknown): value is Messages {
  if (typeof value !== "object" || value === null) return false;
  const messages: Partial<Record<string, unknown>> = { ...value };
  return Object.keys(en).every((key) => typeof messages[key] === "string");
}
