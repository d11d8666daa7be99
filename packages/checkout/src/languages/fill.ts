import type { MessageKey, Messages } from "./en.ts";

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

/** How many sentences a whole translation has. The browser's script has none of its own to count. */
export const messageCount = 88;

/** Whether something loaded is a whole translation: with one sentence missing, English is the better page. */
export function isMessages(value: unknown): value is Messages {
  if (typeof value !== "object" || value === null) return false;
  const sentences: unknown[] = Object.values(value);
  return sentences.length >= messageCount && sentences.every((sentence) => typeof sentence === "string");
}
