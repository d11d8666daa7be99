import { isIP } from "node:net";
import { type Answer, problem } from "./http.ts";

/**
 * Keeps web pages of other sites away from the controls. A page elsewhere can make a browser send requests here;
 * such requests carry another `Origin`, say so in `Sec-Fetch-Site`, cannot have a JSON content type without asking
 * first, or (DNS rebinding) come with a foreign name in `Host`.
 */
export function crossSiteRefusal(
  method: string,
  headers: Readonly<Record<string, string | undefined>>,
  allowedHosts: readonly string[],
): Answer | undefined {
  const host = headers["host"] ?? "";
  if (!isAllowedHost(hostname(host), allowedHosts)) {
    return problem(
      403,
      "foreign_host",
      "this Host is not one of the sandbox; list it in allowedHosts when it is",
    );
  }
  const { origin } = headers;
  if (origin !== undefined && origin !== `http://${host}`) {
    return problem(403, "cross_site", "pages of other sites may not drive the sandbox");
  }
  const site = headers["sec-fetch-site"];
  const mutates = method !== "GET" && method !== "HEAD";
  const isNavigation = !mutates && headers["sec-fetch-mode"] === "navigate";
  if (site !== undefined && site !== "same-origin" && site !== "none" && !isNavigation) {
    return problem(403, "cross_site", "pages of other sites may not drive the sandbox");
  }
  if (mutates && !/^application\/json\s*(;|$)/i.test(headers["content-type"] ?? "")) {
    return problem(415, "bad_content_type", "send controls as application/json");
  }
  return undefined;
}

function hostname(host: string): string {
  return host
    .replace(/:\d+$/, "")
    .replace(/^\[(.*)\]$/, "$1")
    .toLowerCase();
}

/** An address can not be rebound by DNS, only a name can. */
function isAllowedHost(name: string, allowedHosts: readonly string[]): boolean {
  return name === "localhost" || isIP(name) !== 0 || allowedHosts.includes(name);
}

export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127\.\d+\.\d+\.\d+$/.test(host);
}
