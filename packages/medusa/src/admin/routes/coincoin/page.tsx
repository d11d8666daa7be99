import type { AttentionItem } from "@coincoin/core";
import { defineRouteConfig } from "@medusajs/admin-sdk";
import { Badge, Button, Container, Copy, Heading, Table, Text, toast } from "@medusajs/ui";
import { useState } from "react";
import { ask } from "../../parts/api.ts";
import { Failure } from "../../parts/form.tsx";
import { messageOf, useAsk } from "../../parts/use-ask.ts";
import { type Action, ActionForm } from "./action-form.tsx";

const REFRESH_MS = 10_000;

interface Overview {
  readonly webhook_url: string;
  readonly health: {
    readonly ok: boolean;
    readonly oldestPendingMs: number | null;
    readonly spooled: number | null;
    readonly store: { readonly deadDeliveries: number } | null;
  };
}

interface Attention {
  readonly items: readonly AttentionItem[];
}

/** What needs a person, and the address that CoinCoin is given. */
export default function CoinCoinPage() {
  const overview = useAsk<Overview>("", REFRESH_MS);
  const attention = useAsk<Attention>("/attention", REFRESH_MS);
  const [action, setAction] = useState<Action>();
  return (
    <div className="flex flex-col gap-y-3">
      <Webhook overview={overview.value} error={overview.error} />
      <Container className="divide-y p-0">
        <div className="flex items-center justify-between px-6 py-4">
          <Heading level="h1">Payments that need a person</Heading>
          <Button size="small" variant="secondary" onClick={() => attention.reload()}>
            Refresh
          </Button>
        </div>
        {attention.error !== undefined && <Failure error={attention.error} />}
        {attention.value?.items.length === 0 && (
          <Text size="small" className="text-ui-fg-subtle px-6 py-4">
            Nothing does.
          </Text>
        )}
        <List items={attention.value?.items ?? []} onAction={setAction} onDone={attention.reload} />
      </Container>
      {action !== undefined && (
        <ActionForm
          action={action}
          onClose={() => {
            setAction(undefined);
            attention.reload();
          }}
        />
      )}
    </div>
  );
}

function Webhook({
  overview,
  error,
}: {
  readonly overview: Overview | undefined;
  readonly error: string | undefined;
}) {
  return (
    <Container className="divide-y p-0">
      <div className="flex items-center justify-between px-6 py-4">
        <Heading level="h2">Webhook address</Heading>
        {overview !== undefined && (
          <Badge size="2xsmall" color={overview.health.ok ? "green" : "red"}>
            {overview.health.ok ? "working" : "database out of reach"}
          </Badge>
        )}
      </div>
      {error !== undefined && <Failure error={error} />}
      {overview !== undefined && (
        <div className="flex flex-col gap-y-2 px-6 py-4">
          <Text size="small" className="text-ui-fg-subtle">
            Enter it on CoinCoin's site. It holds a secret: whoever has it can say that money came.
          </Text>
          <div className="flex items-center gap-x-2">
            <code className="txt-small break-all">{masked(overview.webhook_url)}</code>
            <Copy content={overview.webhook_url} />
          </div>
        </div>
      )}
    </Container>
  );
}

interface ListProps {
  readonly items: readonly AttentionItem[];
  readonly onAction: (action: Action) => void;
  readonly onDone: () => void;
}

function List({ items, onAction, onDone }: ListProps) {
  return (
    <Table>
      <Table.Body>
        {items.map((item) => (
          <Table.Row key={item.id} className="coincoin-attention align-top">
            <Table.Cell className="py-3">
              <div className="flex flex-col gap-y-1">
                <div className="flex items-center gap-x-2">
                  <Badge size="2xsmall" color="orange">
                    {item.kind.replaceAll("_", " ")}
                  </Badge>
                  <Text size="xsmall" className="text-ui-fg-muted">
                    {new Date(item.lastAt).toLocaleString()}
                    {item.count > 1 ? `, ${item.count} times` : ""}
                  </Text>
                </div>
                <Text size="small" className="whitespace-normal">
                  {item.message}
                </Text>
                <Text size="xsmall" className="text-ui-fg-muted">
                  {[item.paymentId, item.reference].filter(Boolean).join(" · ")}
                </Text>
              </div>
            </Table.Cell>
            <Table.Cell className="py-3">
              <Buttons item={item} onAction={onAction} onDone={onDone} />
            </Table.Cell>
          </Table.Row>
        ))}
      </Table.Body>
    </Table>
  );
}

function Buttons({ item, onAction, onDone }: Omit<ListProps, "items"> & { readonly item: AttentionItem }) {
  const canRetry = item.kind === "unfulfilled" || item.kind === "dead_letter";
  const retry = () => {
    ask<{ placement?: { type: string; reason?: string } }>(`/attention/${item.id}/retry`, {})
      .then(({ placement }) => {
        if (placement?.type === "blocked") toast.warning("Not yet", { description: placement.reason ?? "" });
        else toast.success("Done");
      })
      .catch((reason: unknown) => toast.error("Not done", { description: messageOf(reason) }))
      .finally(onDone);
  };
  return (
    <div className="flex flex-wrap justify-end gap-2">
      {canRetry && (
        <Button size="small" onClick={retry}>
          Try again
        </Button>
      )}
      {item.paymentId !== null && (
        <Button size="small" variant="secondary" onClick={() => onAction({ type: "reconcile", item })}>
          Reconcile
        </Button>
      )}
      {item.reference?.startsWith("pay_col_") === true && (
        <Button size="small" variant="secondary" onClick={() => onAction({ type: "refund", item })}>
          Record a refund
        </Button>
      )}
      {item.reference?.startsWith("pay_col_") === true && (
        <Button size="small" variant="secondary" onClick={() => onAction({ type: "assign", item })}>
          Assign
        </Button>
      )}
      <Button size="small" variant="secondary" onClick={() => onAction({ type: "resolve", item })}>
        Resolve
      </Button>
    </div>
  );
}

/** The token is the last part: it is copied, not shown. */
function masked(url: string): string {
  return url.replace(/[^/]+$/, (token) => `${token.slice(0, 4)}…`);
}

export const config = defineRouteConfig({ label: "CoinCoin" });
