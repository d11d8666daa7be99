import { describe, expect, it } from "vitest";
import { basePathOf, relativeTarget } from "../../src/http/mount.ts";

describe("basePathOf", () => {
  it.each([
    [undefined, ""],
    ["", ""],
    ["/", ""],
    ["/coincoin", "/coincoin"],
    ["coincoin", "/coincoin"],
    ["/a/b//", "/a/b"],
  ])("reads %s as %s", (given, expected) => {
    expect(basePathOf(given)).toBe(expected);
  });
});

describe("relativeTarget", () => {
  it("takes the base path and the query away", () => {
    expect(relativeTarget("/pay/orders/EX100100?key=a?b", "/pay")).toEqual({
      path: "/orders/EX100100",
      search: "key=a?b",
    });
  });

  it("does not take a longer name for the base path", () => {
    expect(relativeTarget("/payments/orders/EX100100", "/pay")).toBeUndefined();
    expect(relativeTarget("/pay", "/pay")).toBeUndefined();
  });

  it("reads the absolute form a proxy may send", () => {
    expect(relativeTarget("http://shop.example/pay/orders", "/pay")).toEqual({ path: "/orders", search: "" });
  });

  it("does not read a host out of two slashes", () => {
    expect(relativeTarget("//pay/orders", "/pay")).toBeUndefined();
    expect(relativeTarget("//orders/EX100100", "")).toEqual({ path: "/orders/EX100100", search: "" });
  });

  it("takes one slash too many after the base path for one, and only there", () => {
    expect(relativeTarget("/pay//orders//EX100100", "/pay")).toEqual({
      path: "/orders//EX100100",
      search: "",
    });
  });

  it("leaves dots and encoded slashes as they came", () => {
    expect(relativeTarget("/pay/../orders/EX%2F..", "/pay")).toEqual({
      path: "/../orders/EX%2F..",
      search: "",
    });
  });
});
