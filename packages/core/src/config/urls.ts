import { isPrivateTransport } from "../gateway/url.ts";
import { given, invalid } from "./check.ts";

/** An absolute URL without a slash at its end. What it must not have is named, so that no credentials are printed. */
export function readUrl(
  value: unknown,
  option: string,
  example: string,
  plainHttpHosts: readonly string[] = [],
): string {
  if (typeof value !== "string" || !URL.canParse(value)) {
    throw invalid(option, `is a whole URL, like ${example}; ${given(value)} was given.`);
  }
  const url = new URL(value);
  if (url.username !== "" || url.password !== "")
    throw invalid(option, "holds a user name or password. Remove it.");
  if (!isPrivateTransport(url, plainHttpHosts)) {
    throw invalid(
      option,
      `is ${url.protocol}//${url.host}, which is not https. Plain http is for this machine alone (localhost, 127.0.0.1, [::1]), and for hosts of a network of your own that the option plainHttpHosts names.`,
    );
  }
  // An empty query or fragment ("…/coincoin?") shows only in the text.
  if (/[?#]/.test(value))
    throw invalid(option, `has a query or a fragment, which has no meaning there. Write it like ${example}.`);
  return url.href.replace(/\/+$/, "");
}

const hostName = /^(?:[\w.-]+|\[[\da-f:.]+\])$/i;

/** Host names as URLs have them: no port, no scheme. */
export function readPlainHttpHosts(value: unknown): readonly string[] {
  if (value === undefined) return [];
  const hosts: unknown[] = Array.isArray(value) ? value : [value];
  return hosts.map((host) => {
    if (typeof host === "string" && hostName.test(host) && URL.canParse(`http://${host}/`))
      return new URL(`http://${host}/`).hostname;
    throw invalid(
      "plainHttpHosts",
      `is a list of host names or addresses without port, like ["sandbox", "192.168.1.20"]; ${given(host)} was given.`,
    );
  });
}
