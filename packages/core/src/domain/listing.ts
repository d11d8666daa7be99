import { type Coverage, isIssued, type Order, type Purchase } from "./order.ts";
import { addressKey, openUntil } from "./receiving.ts";

/** Where an order stands, for a list: its status; `expired` where it waits for money no longer and got none of it whole. */
export type ListedStatus = Order["status"] | "expired";

/** Where a reference stands. */
export type PurchaseStatus = "open" | "paid" | "withdrawn";

const statuses = ["pending", "receiving", "expired", "settling", "completed"] as const;
const coverages = ["none", "partial", "full", "over"] as const;
const purchaseStatuses = ["open", "paid", "withdrawn"] as const;

export function listedStatus(order: Order): ListedStatus {
  if (!isIssued(order) || order.status !== "receiving") return order.status;
  const isCovered = order.coverage === "full" || order.coverage === "over";
  return isCovered || openUntil(order) !== null ? "receiving" : "expired";
}

export function purchaseStatus({ paid, withdrawn }: Pick<Purchase, "paid" | "withdrawn">): PurchaseStatus {
  if (paid !== null) return "paid";
  return withdrawn === undefined ? "open" : "withdrawn";
}

/**
 * What lists of orders are filtered by, as one value: a store keeps it in a column, and walks down one index for each value that a
 * filter allows.
 */
export function facetOf(order: Order): string {
  return facet(listedStatus(order), isIssued(order) ? order.coverage : "none", purchaseStatus(order));
}

export interface FacetFilter {
  readonly status?: ListedStatus | readonly ListedStatus[] | undefined;
  readonly coverage?: Coverage | readonly Coverage[] | undefined;
  readonly paid?: boolean | undefined;
  readonly withdrawn?: boolean | undefined;
}

/** Every facet that the filter allows; undefined where it allows all. */
export function facetsOf({ status, coverage, paid, withdrawn }: FacetFilter): readonly string[] | undefined {
  if ([status, coverage, paid, withdrawn].every((part) => part === undefined)) return undefined;
  const fates = purchaseStatuses.filter(
    (fate) =>
      (paid === undefined || paid === (fate === "paid")) &&
      (withdrawn === undefined || withdrawn === (fate === "withdrawn")),
  );
  return picked(statuses, status).flatMap((one) =>
    picked(coverages, coverage).flatMap((covered) => fates.map((fate) => facet(one, covered, fate))),
  );
}

function facet(status: ListedStatus, coverage: Coverage, fate: PurchaseStatus): string {
  return `${status}.${coverage}.${fate}`;
}

function picked<T extends string>(all: readonly T[], wanted: T | readonly T[] | undefined): readonly T[] {
  if (wanted === undefined) return all;
  return all.filter((one) => (typeof wanted === "string" ? one === wanted : wanted.includes(one)));
}

/** When a purchase was first asked for, for its place in a list. */
export function purchasedAt({ attempts, withdrawn }: Purchase): string {
  return attempts[0]?.createdAt ?? withdrawn?.at ?? "";
}

/**
 * Whether a person who looks for `text` means this order: its payment id, reference, customer or address begins with it. Of
 * addresses whose case means nothing, the case of what is looked for means nothing either.
 */
export function isSearched(order: Order, text: string): boolean {
  const { paymentId, reference, customer } = order;
  if ([paymentId, reference, customer ?? ""].some((field) => field.startsWith(text))) return true;
  if (!isIssued(order)) return false;
  const address = addressKey(order.address);
  return address.startsWith(text) || address.startsWith(text.toLowerCase());
}
