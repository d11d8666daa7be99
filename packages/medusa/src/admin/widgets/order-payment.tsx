import { defineWidgetConfig } from "@medusajs/admin-sdk";
import type { AdminOrder, DetailWidgetProps } from "@medusajs/framework/types";
import { Badge, Button, Container, Copy, Heading, Text, toast } from "@medusajs/ui";
import { useState } from "react";
import type { AddressView, CollectionView, NotificationView } from "../../admin-view/order-payments.ts";
import type { PayLinkView } from "../../admin-view/pay-link.ts";
import { ask } from "../parts/api.ts";
import { Failure } from "../parts/form.tsx";
import { money } from "../parts/money.ts";
import { RefundForm } from "../parts/refund-form.tsx";
import { text } from "../parts/text.ts";
import { messageOf, useAsk } from "../parts/use-ask.ts";

const REFRESH_MS = 5000;

interface OrderView {
  readonly payments: readonly CollectionView[];
  readonly pay_link: PayLinkView | null;
}

/** What came for an order through CoinCoin, and how the rest is paid. Nothing where it was paid in another way. */
export default function OrderPayment({ data: order }: DetailWidgetProps<AdminOrder>) {
  const { value, error, reload } = useAsk<OrderView>(`/orders/${order.id}`, REFRESH_MS);
  if (error !== undefined && value === undefined) {
    return isOurs(order) ? (
      <Container className="p-0">
        <Failure error={error} />
      </Container>
    ) : null;
  }
  if (value === undefined) return null;
  return (
    <>
      {value.pay_link !== null && <PayLink link={value.pay_link} />}
      {value.payments.map((payment) => (
        <Payment key={payment.collection_id} payment={payment} onChange={reload} />
      ))}
    </>
  );
}

/** As far as the dashboard has loaded it: what is wrong with CoinCoin is nothing to show beside other orders. */
function isOurs({ payment_collections }: Partial<AdminOrder>): boolean {
  return (payment_collections ?? []).some((collection) =>
    [...(collection.payments ?? []), ...(collection.payment_sessions ?? [])].some((one) =>
      one.provider_id.startsWith("pp_coincoin"),
    ),
  );
}

interface PaymentProps {
  readonly payment: CollectionView;
  readonly onChange: () => void;
}

function Payment({ payment, onChange }: PaymentProps) {
  const [isRefunding, setRefunding] = useState(false);
  const { collection_id } = payment;
  return (
    <Container className="divide-y p-0">
      <div className="flex items-center justify-between px-6 py-4">
        <Heading level="h2">CoinCoin</Heading>
        <State payment={payment} />
      </div>
      <Amounts payment={payment} />
      {payment.addresses.map((address) => (
        <Address key={address.payment_id} address={address} />
      ))}
      <div className="flex flex-col gap-y-2 px-6 py-4">
        <Refunds payment={payment} onChange={onChange} />
        <div className="flex flex-wrap gap-2">
          <Button size="small" variant="secondary" onClick={() => setRefunding(true)}>
            {text("action.refund")}
          </Button>
        </div>
      </div>
      {isRefunding && (
        <RefundForm
          collectionId={collection_id}
          amount={payment.held}
          onClose={() => {
            setRefunding(false);
            onChange();
          }}
        />
      )}
    </Container>
  );
}

function Refunds({ payment, onChange }: PaymentProps) {
  const undo = (id: string) => {
    ask(`/collections/${payment.collection_id}/refunds/${id}`, { method: "DELETE" })
      .then(() => toast.success(text("refund.undone")))
      .catch((reason: unknown) => toast.error(text("refund.undo"), { description: messageOf(reason) }))
      .finally(onChange);
  };
  return (
    <>
      {payment.refunds.map(({ id, amount, currency, transaction }) => (
        <div key={id} className="flex items-center justify-between gap-x-2">
          <Text size="small" className="break-all">
            {text("refund.sent", { amount: money(amount, currency), transaction })}
          </Text>
          <Button size="small" variant="transparent" onClick={() => undo(id)}>
            {text("refund.undo")}
          </Button>
        </div>
      ))}
      {Number(payment.unbooked) > 0 && (
        <Text size="small" className="text-ui-fg-error">
          {text("refund.unbooked", { amount: money(payment.unbooked, payment.currency) })}
        </Text>
      )}
    </>
  );
}

/** One address for all that the order still costs: to be mailed, or put on an invoice. */
function PayLink({ link }: { readonly link: PayLinkView }) {
  const copy = () => {
    navigator.clipboard
      .writeText(link.url)
      .then(() => toast.success(text("pay_link.copied")))
      .catch(() => toast.error(text("pay_link.copy"), { description: link.url }));
  };
  return (
    <Container className="flex flex-wrap items-center justify-between gap-2 px-6 py-4">
      <Text size="small">{text("pay_link.owed", { amount: money(link.amount, link.currency) })}</Text>
      <Button size="small" variant="secondary" onClick={copy}>
        {text("pay_link.copy")}
      </Button>
    </Container>
  );
}

function State({ payment }: { readonly payment: CollectionView }) {
  const hasPart = Number(payment.received) > 0;
  const [color, label] = payment.is_paid
    ? (["green", text("widget.paid")] as const)
    : hasPart
      ? (["orange", text("widget.part")] as const)
      : (["grey", text("widget.waiting")] as const);
  return (
    <Badge size="2xsmall" color={color} className="coincoin-state">
      {label}
    </Badge>
  );
}

function Amounts({ payment }: { readonly payment: CollectionView }) {
  const { amount, received, confirmed, held, currency } = payment;
  const rows = [
    [text("widget.due"), amount],
    [text("widget.received"), received],
    [text("widget.confirmed"), confirmed],
    ...(held === confirmed ? [] : [[text("widget.held"), held] as const]),
  ] as const;
  return (
    <div className="px-6 py-4">
      {rows.map(([label, value]) => (
        <div key={label} className="flex justify-between">
          <Text size="small" className="text-ui-fg-subtle">
            {label}
          </Text>
          <Text size="small">{money(value, currency)}</Text>
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
          {text("widget.came", {
            received: address.received ?? "0",
            due: address.due ?? "?",
            coin,
            network: address.network ?? "?",
          })}
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
      {address.checkout_url !== null && (
        <div className="flex items-center gap-x-2">
          <a
            className="txt-small text-ui-fg-interactive"
            href={address.checkout_url}
            target="_blank"
            rel="noreferrer"
          >
            {text("widget.link")}
          </a>
          <Copy content={address.checkout_url} />
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
        {count > 1 ? ` (${text("attention.times", { count: String(count) })})` : ""}
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
