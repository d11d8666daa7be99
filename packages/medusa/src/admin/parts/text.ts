import { de } from "../i18n/de.ts";
import { en, type Texts } from "../i18n/en.ts";

const LANGUAGES: Readonly<Record<string, Texts>> = { en, de };

/**
 * A text in the language that the dashboard is set to. It is looked up here, where the dashboard keeps its choice:
 * under pnpm a plugin sees another copy of react-i18next than the dashboard, one in which no language was ever chosen.
 */
export function text(key: keyof Texts, values: Readonly<Record<string, string>> = {}): string {
  const texts = LANGUAGES[language().slice(0, 2)] ?? en;
  return texts[key].replace(/\{(\w+)\}/g, (_whole, name: string) => values[name] ?? "");
}

function language(): string {
  const cookie = /(?:^|; )lng=([^;]+)/.exec(document.cookie)?.[1];
  return cookie ?? localStorage.getItem("lng") ?? "en";
}
