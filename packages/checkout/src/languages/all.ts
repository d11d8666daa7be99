import { en, type Messages } from "./en.ts";
import type { Language } from "./language.ts";

export const allMessages: Partial<Record<Language, Messages>> & { en: Messages } = { en };
