import type { ChainError } from "../errors.ts";
import type { Host, HostReply } from "./host.ts";

/** What a status of 400 and above means, where the body does not say more. `undefined` below 400. */
export function refusalOf(host: Host, { status, text, retryAfterMs }: HostReply): ChainError | undefined {
  if (status < 400) return undefined;
  const said = { said: text, retryAfterMs };
  if (status === 401 || status === 402) {
    return host.error("unsupported", `refused the key or the plan (${status})`, said);
  }
  // TronGrid answers 403 to clients that ask too often.
  if (status === 403 || status === 429 || status === 503) {
    return host.error("busy", `asks to slow down (${status})`, said);
  }
  if (status === 413) return host.error("too_much", "refused so large a question (413)", said);
  if (status === 404 || status === 405 || status === 410) {
    return host.error("unsupported", `has nothing at this address (${status}): is the URL right?`, said);
  }
  if (status >= 500 || status === 408) return host.error("unreachable", `failed (${status})`, said);
  return host.error("broken", `refused the question (${status})`, said);
}
