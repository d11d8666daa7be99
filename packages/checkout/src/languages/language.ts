export const languages = ["en", "zh-Hans", "zh-Hant", "es", "fr", "de", "pt-BR", "ru", "ja", "ar"] as const;
export type Language = (typeof languages)[number];

export const directionOf = (language: Language): "ltr" | "rtl" => (language === "ar" ? "rtl" : "ltr");

/**
 * The first of the wished-for tags (BCP 47, best first) that there is a translation for: `de-AT` is German,
 * `zh-TW` and `zh-HK` are traditional Chinese, any other `zh` simplified, any `pt` Brazilian.
 */
export function pickLanguage(wanted: readonly (string | null | undefined)[]): Language {
  for (const tag of wanted) {
    const lower = tag?.trim().toLowerCase().replaceAll("_", "-");
    if (!lower) continue;
    const base = lower.split("-")[0];
    if (base === "zh") return /-(hant|tw|hk|mo)\b/.test(lower) ? "zh-Hant" : "zh-Hans";
    const found = languages.find((language) => language.toLowerCase().split("-")[0] === base);
    if (found !== undefined) return found;
  }
  return "en";
}
