import { describe, expect, it } from "vitest";
import { classifyNetworkError } from "../../src/gateway/network-error.ts";

/** As `fetch` of Node throws it. */
const fetchFailed = (cause: unknown) => new TypeError("fetch failed", { cause });
const system = (code: string, syscall?: string) =>
  Object.assign(new Error(`${syscall} ${code} 10.0.0.1`), {
    code,
    ...(syscall === undefined ? {} : { syscall }),
  });

describe("classifyNetworkError", () => {
  it.each([
    ["refused", system("ECONNREFUSED", "connect")],
    ["refused", system("EHOSTUNREACH", "connect")],
    ["refused", system("ENETUNREACH", "connect")],
    ["refused", system("ETIMEDOUT", "connect")],
    ["refused", system("ECONNRESET", "connect")],
    ["dns", system("ENOTFOUND", "getaddrinfo")],
    ["dns", system("EAI_AGAIN", "getaddrinfo")],
    [
      "connect-timeout",
      Object.assign(new Error("Connect Timeout Error"), { code: "UND_ERR_CONNECT_TIMEOUT" }),
    ],
    ["tls", system("CERT_HAS_EXPIRED")],
    ["tls", system("CERT_NOT_YET_VALID")],
    ["tls", system("ERR_TLS_CERT_ALTNAME_INVALID")],
    ["tls", system("DEPTH_ZERO_SELF_SIGNED_CERT")],
    ["tls", system("SELF_SIGNED_CERT_IN_CHAIN")],
    ["tls", system("UNABLE_TO_VERIFY_LEAF_SIGNATURE")],
    ["tls", system("UNABLE_TO_GET_ISSUER_CERT_LOCALLY")],
  ])("knows that nothing was sent: %s", (kind, cause) => {
    expect(classifyNetworkError(fetchFailed(cause))).toMatchObject({ unsent: true, kind });
    expect(classifyNetworkError(cause)).toMatchObject({ unsent: true, kind });
  });

  it("knows it of several addresses only when it is so of each", () => {
    const refused = system("ECONNREFUSED", "connect");
    const both = Object.assign(new AggregateError([refused, system("ETIMEDOUT", "connect")], "all failed"), {
      code: "ECONNREFUSED",
    });
    expect(classifyNetworkError(fetchFailed(both))).toEqual({
      unsent: true,
      kind: "refused",
      code: "ECONNREFUSED",
    });
    const mixed = Object.assign(new AggregateError([refused, system("ECONNRESET", "read")], "all failed"), {
      code: "ECONNREFUSED",
    });
    expect(classifyNetworkError(fetchFailed(mixed)).unsent).toBe(false);
  });

  it.each([
    system("ECONNRESET", "read"),
    system("ECONNRESET"),
    system("EPIPE", "write"),
    system("ETIMEDOUT", "read"),
    system("ECONNREFUSED"),
    system("ENOTFOUND"),
    system("EHOSTUNREACH", "write"),
    Object.assign(new Error("other side closed"), { code: "UND_ERR_SOCKET" }),
    Object.assign(new Error("Headers Timeout Error"), { code: "UND_ERR_HEADERS_TIMEOUT" }),
    Object.assign(new Error("Body Timeout Error"), { code: "UND_ERR_BODY_TIMEOUT" }),
    system("ERR_SSL_WRONG_VERSION_NUMBER"),
    system("ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED"),
    new Error("bad port"),
    new DOMException("This operation was aborted", "AbortError"),
    { code: 5 },
    { code: "CERTAINLY" },
    undefined,
    null,
    "ECONNREFUSED",
    new AggregateError([], "none"),
  ])("takes what may have come after sending as sent (case %#)", (cause) => {
    expect(classifyNetworkError(fetchFailed(cause)).unsent).toBe(false);
    expect(classifyNetworkError(cause).unsent).toBe(false);
  });

  it("gives a code that is safe to print", () => {
    expect(classifyNetworkError(fetchFailed(system("ECONNRESET", "read"))).code).toBe("ECONNRESET");
    expect(classifyNetworkError(new DOMException("x", "AbortError")).code).toBe("AbortError");
    expect(classifyNetworkError({ code: "secret key is: hunter2" }).code).toBe("unknown");
    expect(classifyNetworkError("hunter2").code).toBe("unknown");
  });

  it("ends on causes that go in circles", () => {
    const error = new Error("a");
    error.cause = error;
    expect(classifyNetworkError(error).unsent).toBe(false);
  });
});
