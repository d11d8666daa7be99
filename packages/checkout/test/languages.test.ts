import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { allMessages } from "../src/languages/all.ts";
import { en } from "../src/languages/en.ts";
import { isMessages, messageCount, translator } from "../src/languages/fill.ts";
import { directionOf, languages, pickLanguage } from "../src/languages/language.ts";

const placeholders = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).toSorted();

describe.each(Object.entries(allMessages))("the translation %s", (_, messages) => {
  it("has every sentence, and no other", () => {
    expect(Object.keys(messages).toSorted()).toEqual(Object.keys(en).toSorted());
    for (const text of Object.values(messages)) expect(text.trim()).toBe(text);
    expect(Object.values(messages)).not.toContain("");
  });

  it("fills in the same values as English", () => {
    for (const [key, text] of Object.entries(messages)) {
      expect([key, placeholders(text)]).toEqual([
        key,
        placeholders(Object.entries(en).find(([name]) => name === key)?.[1] ?? ""),
      ]);
    }
  });

  it("names the copy buttons with the word that is seen on them, so that it can be spoken", () => {
    const seen = messages["action.copy"].toLowerCase();
    expect(messages["action.copyAmount"].toLowerCase()).toContain(seen);
    expect(messages["action.copyAddress"].toLowerCase()).toContain(seen);
  });
});

describe("languages", () => {
  it("are each another than English", () => {
    const titles = Object.values(allMessages).map((messages) => messages["waiting.title"]);
    expect(titles.filter((title) => title === en["waiting.title"])).toHaveLength(1);
  });

  it("are those there is a file for", () => {
    const files = readdirSync(new URL("../src/languages/", import.meta.url)).map((name) =>
      name.replace(".ts", ""),
    );
    const others = new Set(["all", "fill", "language"]);
    expect(files.filter((name) => !others.has(name)).toSorted()).toEqual([...languages].toSorted());
  });

  it.each([
    [["de-AT"], "de"],
    [["pt"], "pt-BR"],
    [["pt-PT"], "pt-BR"],
    [["zh"], "zh-Hans"],
    [["zh-CN"], "zh-Hans"],
    [["zh-TW"], "zh-Hant"],
    [["zh-Hant-HK"], "zh-Hant"],
    [["ar_EG"], "ar"],
    [["xx", "FR-ca", "en"], "fr"],
    [[null, undefined, "", "*"], "en"],
    [[], "en"],
  ])("picks for %j", (wanted, expected) => {
    expect(pickLanguage(wanted)).toBe(expected);
  });

  it("run from right to left only in Arabic", () => {
    expect(languages.filter((language) => directionOf(language) === "rtl")).toEqual(["ar"]);
  });
});

describe("translator", () => {
  it("keeps amounts in one piece inside a right-to-left sentence", () => {
    const t = translator(allMessages.ar, "rtl");
    expect(t("time.before", { time: "12:30" })).toContain("\u206812:30\u2069");
    expect(translator(en, "ltr")("time.before", { time: "12:30" })).toBe("Pay before 12:30");
  });

  it("takes a text with a placeholder in it for text", () => {
    expect(translator(en, "ltr")("time.before", { time: "{amount} $& $1" })).toBe(
      "Pay before {amount} $& $1",
    );
  });
});

describe("isMessages", () => {
  it("refuses a translation that lacks a sentence", () => {
    const { "action.copy": _, ...rest } = allMessages.de;
    expect(isMessages(allMessages.de)).toBe(true);
    expect(isMessages(rest)).toBe(false);
    expect(isMessages(null)).toBe(false);
    expect(messageCount).toBe(Object.keys(en).length);
  });
});
