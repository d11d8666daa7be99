import { SandboxError } from "../engine/errors.ts";
import type { ParsedObject } from "../engine/json.ts";

export function text({ fields }: ParsedObject, name: string): string | undefined {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === "string") return value;
  throw new SandboxError("bad_option", `${name} has to be a string`);
}

export function number({ fields }: ParsedObject, name: string): number | undefined {
  const value = fields[name];
  if (value === undefined || typeof value === "number") return value;
  throw new SandboxError("bad_option", `${name} has to be a number`);
}

/** A string, or a number exactly as it was written. */
export function decimal(body: ParsedObject, name: string): string {
  const value = body.literals[name] ?? body.fields[name];
  if (typeof value === "string") return value;
  throw new SandboxError("bad_amount", `${name} has to be a decimal`);
}

export function optional<K extends string, V>(name: K, value: V | undefined): { [key in K]?: V } {
  const result: { [key in K]?: V } = {};
  if (value !== undefined) result[name] = value;
  return result;
}
