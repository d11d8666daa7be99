import type { SurfaceReply, WholeReply } from "@coincoin/core/node";
import type { Html } from "./html.ts";

const headers = {
  "cache-control": "no-store",
  "referrer-policy": "same-origin",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
};

export function page(status: number, { text }: Html): WholeReply {
  return {
    type: "whole",
    status,
    headers: { ...headers, "content-type": "text/html; charset=utf-8" },
    body: text,
  };
}

export function asset(type: string, body: string): WholeReply {
  return {
    type: "whole",
    status: 200,
    headers: { ...headers, "content-type": `${type}; charset=utf-8` },
    body,
  };
}

/** To be followed by GET. */
export function redirect(location: string): WholeReply {
  return { type: "whole", status: 303, headers: { ...headers, location }, body: "" };
}

/** A file to be saved. Its first chunk is awaited, so that a filter that is not understood is answered as an error and not cut off. */
export async function stream(chunks: AsyncGenerator<string, void, undefined>): Promise<SurfaceReply> {
  const first = await chunks.next();
  return {
    type: "stream",
    status: 200,
    headers: {
      ...headers,
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": 'attachment; filename="orders.csv"',
    },
    chunks: joined(first, chunks),
    close: () => void chunks.return(),
  };
}

async function* joined(
  first: IteratorResult<string, void>,
  rest: AsyncGenerator<string, void, undefined>,
): AsyncGenerator<string, void, undefined> {
  if (first.done === true) return;
  yield first.value;
  yield* rest;
}
