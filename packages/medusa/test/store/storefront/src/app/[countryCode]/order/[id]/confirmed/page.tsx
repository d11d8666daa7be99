import { sdk } from "@lib/config";

interface Props {
  readonly params: Promise<{ readonly id: string }>;
}

export default async function OrderConfirmed({ params }: Props) {
  const { order } = await sdk.store.order.retrieve((await params).id);
  return <main data-testid="order-complete-container">Thank you! Order number {order.display_id}</main>;
}
