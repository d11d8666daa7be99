import { isPrivateTransport } from "../gateway/url.ts";
import { given, invalid } from "./check.ts";

/** An absolute URL without a slash at its end. What it must not have is named, so that no credentials are printed. */
export function readUrl(value: unknown, option: string, example: string): string {
  if (typeof value !== "string" || !URL.canParse(value)) {
    throw invalid(option, `is a whole URL, like ${example}; ${given(value)} was given.`);
  }
  const url = new URL(value);
  if (url.username !== "" || url.password !== "")
    throw invalid(option, "holds a user name or password. Remove it.");
  if (!isPrivateTransport(url)) {
    throw invalid(
      option,
      `is ${url.protocol}//${url.host}, which is not https. Plain http is for this machine alone (localhost, 127.0.0.1, [::1]).`,
    );
  }
  // An empty query or fragment ("…/coincoin?") shows only in the text.
  if (/[?#]/.test(value))
    throw invalid(option, `has a query or a fragment, which has no meaning there. Write it like ${example}.`);
  return url.href.replace(/\/+$/, "");
}
