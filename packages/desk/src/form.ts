import type { SurfaceRequest } from "@coincoin/core/node";

/** The fields of a posted form, also where a body parser ran before. Undefined: it did not come whole. */
export async function formOf<O>(request: SurfaceRequest<O>): Promise<URLSearchParams | undefined> {
  const read = await request.readBody();
  if (read.type !== "read") return undefined;
  const { body } = read;
  if (typeof body === "string") return new URLSearchParams(body);
  if (body instanceof Uint8Array) return new URLSearchParams(Buffer.from(body).toString("utf8"));
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(body)) if (typeof value === "string") form.set(name, value);
  return form;
}

/** A field's text; undefined where it is empty or not there. */
export function given(fields: URLSearchParams, name: string): string | undefined {
  const value = fields.get(name)?.trim();
  return value === "" ? undefined : value;
}
