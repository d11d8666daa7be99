import { messages as ar } from "./ar.ts";
import { messages as de } from "./de.ts";
import { en, type Messages } from "./en.ts";
import { messages as es } from "./es.ts";
import { messages as fr } from "./fr.ts";
import { messages as ja } from "./ja.ts";
import type { Language } from "./language.ts";
import { messages as ptBR } from "./pt-BR.ts";
import { messages as ru } from "./ru.ts";
import { messages as zhHans } from "./zh-Hans.ts";
import { messages as zhHant } from "./zh-Hant.ts";

/** For the server, which renders any of them at once. Browsers load the one they need. */
export const allMessages: Readonly<Record<Language, Messages>> = {
  en,
  "zh-Hans": zhHans,
  "zh-Hant": zhHant,
  es,
  fr,
  de,
  "pt-BR": ptBR,
  ru,
  ja,
  ar,
};
