import { Badge, Button, Text, toast } from "@medusajs/ui";
import type { AttentionRow } from "../../../admin-view/attention.ts";
import { ask, pageOf } from "../../parts/api.ts";
import { text } from "../../parts/text.ts";
import { messageOf } from "../../parts/use-ask.ts";
import type { Action } from "./action-form.tsx";

interface RowsProps {
  readonly items: readonly AttentionRow[];
  readonly onAction: (action: Action) => void;
  readonly onDone: () => void;
}

/** What happened, whose order it is, and what can be done about it. */
export function Rows({ items, onAction, onDone }: RowsProps) {
  return (
    <div className="divide-y">
      {items.map((item) => (
        <div
          key={item.id}
          className="coincoin-attention flex flex-wrap items-start justify-between gap-x-6 gap-y-3 px-6 py-3"
        >
          <div className="flex min-w-0 flex-1 basis-72 flex-col gap-y-1">
            <div className="flex flex-wrap items-center gap-x-2">
              <Badge size="2xsmall" color="orange">
                {(item.details["code"] ?? item.kind).replaceAll("_", " ")}
              </Badge>
              <Text size="xsmall" className="text-ui-fg-muted">
                {new Date(item.lastAt).toLocaleString()}
                {item.count > 1 ? `, ${text("attention.times", { count: String(item.count) })}` : ""}
              </Text>
            </div>
            <Text size="small">{item.message}</Text>
            <Whose item={item} />
            <Text size="xsmall" className="text-ui-fg-muted break-all">
              {[item.paymentId, item.reference].filter(Boolean).join(" · ")}
            </Text>
          </div>
          <Buttons item={item} onAction={onAction} onDone={onDone} />
        </div>
      ))}
    </div>
  );
}

function Whose({ item: { order, customer } }: { readonly item: AttentionRow }) {
  if (order === null && customer === null) return null;
  return (
    <div className="flex flex-wrap gap-x-3">
      {order !== null && (
        <a className="txt-small text-ui-fg-interactive" href={pageOf(`/orders/${order.id}`)}>
          {text("attention.order", { order: order.display_id })}
        </a>
      )}
      {customer !== null &&
        (customer.id === null ? (
          <Text size="small">{customer.email}</Text>
        ) : (
          <a className="txt-small text-ui-fg-interactive" href={pageOf(`/customers/${customer.id}`)}>
            {customer.email}
          </a>
        ))}
    </div>
  );
}

function Buttons({ item, onAction, onDone }: Omit<RowsProps, "items"> & { readonly item: AttentionRow }) {
  const canRetry = item.kind === "unfulfilled" || item.kind === "dead_letter";
  const isCart = item.collection_id !== null;
  const retry = () => {
    const tried = ask<{ placement?: { type: string; reason?: string } }>(`/attention/${item.id}/retry`, {
      method: "POST",
      body: {},
    });
    tried
      .then(({ placement }) => {
        if (placement?.type === "blocked")
          toast.warning(text("retry.not_yet"), { description: placement.reason ?? "" });
        else toast.success(text("retry.done"));
      })
      .catch((reason: unknown) => toast.error(text("retry.failed"), { description: messageOf(reason) }))
      .finally(onDone);
  };
  const actions = [
    ...(item.notification === null ? [] : (["accept"] as const)),
    ...(item.paymentId === null ? [] : (["reconcile"] as const)),
    ...(isCart ? (["refund", "assign"] as const) : []),
    "resolve" as const,
  ];
  return (
    <div className="flex flex-wrap gap-2">
      {canRetry && (
        <Button size="small" onClick={retry}>
          {text("action.retry")}
        </Button>
      )}
      {actions.map((type) => (
        <Button key={type} size="small" variant="secondary" onClick={() => onAction({ type, item })}>
          {text(`action.${type}`)}
        </Button>
      ))}
    </div>
  );
}
