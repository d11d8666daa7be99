/** A number with the digits it is to be written with: amounts never pass through a float. */
export class Spelled {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type Json = null | boolean | number | string | Spelled | readonly Json[] | JsonObject;

/** Members that are `undefined` are left out. */
export interface JsonObject {
  readonly [name: string]: Json | undefined;
}

export function writeJson(value: Json): string {
  if (value instanceof Spelled) return value.text;
  if (isList(value)) return `[${value.map(writeJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).flatMap(([name, member]) =>
    member === undefined ? [] : [`${JSON.stringify(name)}:${writeJson(member)}`],
  );
  return `{${members.join(",")}}`;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
