import { createHash } from "node:crypto";
import { readHeader } from "./headers.ts";
import type { SurfaceReply, SurfaceRequest } from "./message.ts";
import { json } from "./reply.ts";

/**
 * A webhook with this header is no notification: whoever has the right token is told how its body arrived here, and nothing
 * is stored. What stands in front of us (a proxy, a body parser) can be checked so without leaving a trace.
 */
const PROBE_HEADER = "coincoin-probe";

export function isProbe(request: Pick<SurfaceRequest, "headers">): boolean {
  return readHeader(request.headers, PROBE_HEADER) !== undefined;
}

export function probeReply(body: Uint8Array | string | object): SurfaceReply {
  const isRaw = typeof body === "string" || body instanceof Uint8Array;
  return json(200, {
    outcome: "probe",
    body: isRaw ? "raw" : "parsed",
    sha256: isRaw ? createHash("sha256").update(body).digest("hex") : null,
  });
}
