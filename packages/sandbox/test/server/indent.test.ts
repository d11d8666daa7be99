import { expect, test } from "vitest";
import { indentJson } from "../../src/server/dashboard/indent.ts";

test("JSON is indented, its literals as they were written", () => {
  expect(indentJson('{"a":{"b":1.10,"c":"x,y: {\\"}"},"d":[1e+2,{}],"e":[ ]}\n')).toBe(
    '{\n  "a": {\n    "b": 1.10,\n    "c": "x,y: {\\"}"\n  },\n  "d": [\n    1e+2,\n    {}\n  ],\n  "e": [ ]\n}',
  );
});

test("text that is not JSON stays as it is", () => {
  for (const text of ["payment%5Bcoin%5D=usdt", '{"payment":{', "thanks", ""])
    expect(indentJson(text)).toBe(text);
});
