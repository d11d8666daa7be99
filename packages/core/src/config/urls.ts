import { isPrivateTransport } from "../gateway/url.ts";
import { invalid, mustBe } from "./check.ts";

/** An absolute URL without a slash at its end. What it must not have is named, so that no credentials are printed. */
export function readUrl(
  value: unknown,
  option: string,
  example: string,
  plainHttpHosts: readonly string[] = [],
): string {
  if (typeof value !== "string" || !URL.canParse(value)) {
    throw mustBe(option, `a whole URL, like ${example}`, value);
  }
  const url = new URL(value);
  if (url.username !== "" || url.password !== "")
    throw invalid(option, "must not contain a user name or password, received one. Remove it.");
  if (!isPrivateTransport(url, plainHttpHosts)) {
    throw invalid(
      option,
      `must be https, received ${url.protocol}//${url.host}. Plain http is allowed for this machine (localhost, 127.0.0.1, [::1]) and for hosts of your network which the option plainHttpHosts names.`,
    );
  }
  // An empty query or fragment ("…/coincoin?") shows only in the text.
  if (/[?#]/.test(value))
    throw invalid(option, `must not have a query or a fragment, received one. Write it like ${example}.`);
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
    throw mustBe(
      "plainHttpHosts",
      'a list of host names or addresses without port, like ["sandbox", "192.168.1.20"]',
      host,
    );
  });
}
