import { expect, test } from "vitest";
import { normalize } from "../lib/api-report.ts";

test("a report shows what callers can use, without comments", () => {
  const declarations = `//#region src/index.d.ts
/** Long words. */
export interface Order {
  /** Its id. */
  readonly id: string; // said twice
}`;
  expect(normalize(declarations)).toBe("export interface Order {\n  readonly id: string;\n}\n");
});

test("a report does not change when code moves within a package", () => {
  const first = "export declare const a: number;";
  const second = "export declare function b(): void;";
  expect(normalize(`${first}\n${second}`)).toBe(normalize(`${second}\n\n${first}`));
});

test("a report changes when a field becomes optional", () => {
  const before = normalize("export interface Order { id: string }");
  expect(normalize("export interface Order { id?: string }")).not.toBe(before);
});
