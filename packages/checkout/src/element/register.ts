import { en } from "../languages/en.ts";
import type { Language } from "../languages/language.ts";
import { defineCheckout } from "./checkout-element.ts";

// Each translation is a chunk of its own, which bundlers load when it is needed.
const translations: Record<Exclude<Language, "en">, () => Promise<{ messages: unknown }>> = {
  "zh-Hans": () => import("../languages/zh-Hans.ts"),
  "zh-Hant": () => import("../languages/zh-Hant.ts"),
  es: () => import("../languages/es.ts"),
  fr: () => import("../languages/fr.ts"),
  de: () => import("../languages/de.ts"),
  "pt-BR": () => import("../languages/pt-BR.ts"),
  ru: () => import("../languages/ru.ts"),
  ja: () => import("../languages/ja.ts"),
  ar: () => import("../languages/ar.ts"),
};

/** Defines `<coincoin-checkout>` in this document, once. */
export const register = (): void =>
  defineCheckout(
    async (language) => (language === "en" ? en : (await translations[language]()).messages),
    en,
  );
