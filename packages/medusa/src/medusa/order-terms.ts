import { exact } from "../payments/money.ts";
import { isOurs } from "../payments/providers.ts";
import { graph } from "./container.ts";

/** What an order asks of its customer, without what hangs on it. */
export interface OrderTerms {
  readonly id: string;
  /** `#12` */
  readonly displayId: string;
  readonly status: string;
  /** Lower case. */
  readonly currency: string;
  /** What it still costs; negative where more was paid than it costs now. */
  readonly pending: string;
  /** All that was captured for it, in whatever way. */
  readonly paidTotal: string;
  readonly regionId: string | null;
}

interface OrderRow {
  readonly id: string;
  readonly display_id: number;
  readonly status: string;
  readonly currency_code: string;
  readonly region_id: string | null;
  readonly summary?: {
    readonly paid_total?: Parameters<typeof exact>[0];
    readonly raw_paid_total?: Parameters<typeof exact>[0];
    readonly pending_difference?: Parameters<typeof exact>[0];
    readonly raw_pending_difference?: Parameters<typeof exact>[0];
  };
}

export async function readOrderTerms(orderId: string): Promise<OrderTerms | undefined> {
  const fields = ["id", "display_id", "status", "currency_code", "region_id", "summary.*"];
  const [row] = await graph<OrderRow>("order", fields, { id: orderId });
  if (row === undefined || row.id !== orderId) return undefined;
  const { summary } = row;
  return {
    id: row.id,
    displayId: `#${row.display_id}`,
    status: row.status,
    currency: row.currency_code.toLowerCase(),
    pending: exact(summary?.raw_pending_difference ?? summary?.pending_difference ?? 0),
    paidTotal: exact(summary?.raw_paid_total ?? summary?.paid_total ?? 0),
    regionId: row.region_id,
  };
}

/** CoinCoin's providers that the merchant added to a region. */
export async function providersOfRegion(regionId: string): Promise<string[]> {
  const fields = ["region_id", "payment_provider_id"];
  const rows = await graph<{ region_id: string; payment_provider_id: string }>(
    "region_payment_provider",
    fields,
    { region_id: regionId },
  );
  return rows
    .filter((row) => row.region_id === regionId && isOurs(row.payment_provider_id))
    .map((row) => row.payment_provider_id)
    .toSorted();
}
