import type { SurfaceHost } from "../host.ts";

/**
 * Whether the `key` in the query opens the view of this order. Payment ids can be guessed, so the key decides,
 * and it is checked before the store is asked anything.
 */
export function mayView(
  host: SurfaceHost,
  paymentId: string | undefined,
  search: string,
): paymentId is string {
  if (paymentId === undefined) return false;
  const key = new URLSearchParams(search).get("key");
  return key !== null && host.checkViewKey(paymentId, key);
}
