import { defineWidgetConfig } from "@medusajs/admin-sdk";
import type { AdminOrder, DetailWidgetProps } from "@medusajs/framework/types";
import { Badge, Button, Container, Copy, Heading, Text } from "@medusajs/ui";
import { useState } from "react";
import type { AddressView, CollectionView, NotificationView } from "../../admin-view/order-payments.ts";
import { Failure } from "../parts/form.tsx";
import { RefundForm } from "../parts/refund-form.tsx";
import { useAsk } from "../parts/use-ask.ts";

const REFRESH_MS = 5000;

/** What came for an order through CoinCoin. Nothing where it was paid in another way. */
export default function OrderPayment({ data: order }: DetailWidgetProps<AdminOrder>) {
  const { value, error, reload } = useAsk<{ payments: CollectionView[] }>(`/orders/${order.id}`, REFRESH_MS);
  const [refunding, setRefunding] = useState<string>();
  if (error !== undefined && value === undefined) {
    return (
      <Container className="p-0">
        <Failure error={error} />
      </Container>
    );
  }
  return (value?.payments ?? []).map((payment) => (
    <Container key={payment.collection_id} className="divide-y p-0">
      <div className="flex items-center justify-between px-6 py-4">
        <Heading level="h2">CoinCoin</Heading>
        <State payment={payment} />
      </div>
      <Amounts payment={payment} />
      {payment.addresses.map((address) => (
        <Address key={address.payment_id} address={address} />
      ))}
      <div className="flex flex-col gap-y-2 px-6 py-4">
        {payment.refunds.map((refund) => (
          <Text key={refund.id} size="small">
            Sent back {refund.amount} {payment.currency.toUpperCase()}, {refund.transaction}
          </Text>
        ))}
        <Button size="small" variant="secondary" onClick={() => setRefunding(payment.collection_id)}>
          Record a refund
        </Button>
      </div>
      {refunding === payment.collection_id && (
        <RefundForm
          collectionId={payment.collection_id}
          amount={payment.confirmed}
          onClose={() => {
            setRefunding(undefined);
            reload();
          }}
        />
      )}
    </Container>
  ));
}

function State({ payment }: { readonly payment: CollectionView }) {
  const isPaid = Number(payment.confirmed) >= Number(payment.amount);
  const hasPart = Number(payment.received) > 0;
  const [color, text] = isPaid
    ? (["green", "paid"] as const)
    : hasPart
      ? (["orange", "part paid"] as const)
      : (["grey", "waiting"] as const);
  return (
    <Badge size="2xsmall" color={color} className="coincoin-state">
      {text}
    </Badge>
  );
}

function Amounts({ payment }: { readonly payment: CollectionView }) {
  const currency = payment.currency.toUpperCase();
  const rows = [
    ["Due", payment.amount],
    ["Received", payment.received],
    ["Confirmed", payment.confirmed],
  ] as const;
  return (
    <div className="px-6 py-4">
      {rows.map(([label, amount]) => (
        <div key={label} className="flex justify-between">
          <Text size="small" className="text-ui-fg-subtle">
            {label}
          </Text>
          <Text size="small">
            {amount} {currency}
          </Text>
        </div>
      ))}
    </div>
  );
}

function Address({ address }: { readonly address: AddressView }) {
  const coin = (address.coin ?? "").toUpperCase();
  return (
    <div className="flex flex-col gap-y-2 px-6 py-4">
      <div className="flex items-center justify-between">
        <Text size="small" weight="plus">
          {address.received ?? "0"} of {address.due ?? "?"} {coin} on {address.network ?? "?"}
        </Text>
        <Badge size="2xsmall">{address.status}</Badge>
      </div>
      {address.address !== null && (
        <div className="flex items-center gap-x-2">
          <a
            className="txt-small text-ui-fg-interactive break-all"
            href={address.explorer_url ?? undefined}
            target="_blank"
            rel="noreferrer"
          >
            {address.address}
          </a>
          <Copy content={address.address} />
        </div>
      )}
      <Text size="xsmall" className="text-ui-fg-muted">
        {address.payment_id}
      </Text>
      {address.notifications.map((notification) => (
        <Line key={`${notification.at} ${notification.body}`} notification={notification} />
      ))}
    </div>
  );
}

function Line({ notification }: { readonly notification: NotificationView }) {
  const { at, outcome, proofs, count, reason, body } = notification;
  return (
    <details>
      <summary className="txt-small cursor-pointer">
        {new Date(at).toLocaleString()} {outcome}
        {count > 1 ? ` (${count} times)` : ""}
      </summary>
      <Text size="xsmall" className="text-ui-fg-subtle">
        {proofs}
        {reason === null ? "" : `: ${reason}`}
      </Text>
      <code className="txt-xsmall block whitespace-pre-wrap break-all">{body}</code>
    </details>
  );
}

export const config = defineWidgetConfig({ zone: "order.details.side.after" });
