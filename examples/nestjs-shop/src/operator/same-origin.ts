import type { IncomingHttpHeaders } from "node:http";

/**
 * Whether a page of ours sent this request, and not another site's with the browser of somebody who is logged in here. Browsers say so
 * in Sec-Fetch-Site over https and on this machine, and in Origin everywhere.
 */
export function isOurPage({ host, origin, "sec-fetch-site": site }: IncomingHttpHeaders): boolean {
  if (site !== undefined) return site === "same-origin";
  return origin !== undefined && URL.canParse(origin) && new URL(origin).host === host;
}
