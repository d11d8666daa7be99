/** What is known of a request that got no answer. `unsent`: certainly not a byte of it was sent. */
export interface NetworkFailure {
  readonly unsent: boolean;
  /** The code of the innermost error ("ECONNREFUSED"), or its name: safe to print, unlike its message. */
  readonly code: string;
  readonly kind: "refused" | "dns" | "tls" | "connect-timeout" | "other";
}

/** The TLS handshake ended because of the certificate: a request is only written after it. OpenSSL's names for why. */
const certificateCodes =
  /^(CERT_|ERR_TLS_CERT_|UNABLE_TO_(GET_ISSUER|GET_CRL|VERIFY_LEAF|DECRYPT|DECODE_ISSUER)|DEPTH_ZERO_SELF_SIGNED_CERT$|SELF_SIGNED_CERT_IN_CHAIN$|HOSTNAME_MISMATCH$|INVALID_CA$|INVALID_PURPOSE$|PATH_LENGTH_EXCEEDED$|ERROR_IN_CERT_)/;

/**
 * Reads what `fetch` threw. Node wraps the reason as `cause`, and several addresses that failed as an AggregateError.
 * Whatever is not known to have happened before sending counts as sent: ECONNRESET and ETIMEDOUT may come at any moment.
 */
export function classifyNetworkError(error: unknown): NetworkFailure {
  const reasons = innermost(error);
  const kinds = reasons.map(kindOf);
  const kind = kinds[0] ?? "other";
  const unsent = kinds.length > 0 && !kinds.includes("other");
  return { unsent, kind: unsent ? kind : "other", code: codeOf(reasons[0]) };
}

function innermost(error: unknown, depth = 0): unknown[] {
  if (!isRecord(error) || depth > 5) return [error];
  if (Array.isArray(error["errors"]) && error["errors"].length > 0) {
    return error["errors"].flatMap((one: unknown) => innermost(one, depth + 1));
  }
  if (isRecord(error["cause"])) return innermost(error["cause"], depth + 1);
  return [error];
}

function kindOf(reason: unknown): NetworkFailure["kind"] {
  if (!isRecord(reason)) return "other";
  const { code, syscall } = reason;
  if (typeof code !== "string") return "other";
  if (syscall === "connect") return "refused";
  if (syscall === "getaddrinfo") return "dns";
  if (code === "UND_ERR_CONNECT_TIMEOUT") return "connect-timeout";
  return certificateCodes.test(code) ? "tls" : "other";
}

function codeOf(reason: unknown): string {
  if (!isRecord(reason)) return "unknown";
  const { code, name } = reason;
  for (const text of [code, name]) {
    if (typeof text === "string" && /^[A-Za-z][A-Za-z0-9_]{1,60}$/.test(text)) return text;
  }
  return "unknown";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
