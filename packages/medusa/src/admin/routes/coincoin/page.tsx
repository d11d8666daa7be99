import { defineRouteConfig } from "@medusajs/admin-sdk";
import { Button, Container, Heading, Text } from "@medusajs/ui";
import { useState } from "react";
import type { AttentionPage } from "../../../admin-view/attention.ts";
import type { Overview } from "../../../admin-view/overview.ts";
import { Failure } from "../../parts/form.tsx";
import { Icon } from "../../parts/icon.tsx";
import { text } from "../../parts/text.ts";
import { useAsk } from "../../parts/use-ask.ts";
import { type Action, ActionForm } from "./action-form.tsx";
import { Rows } from "./rows.tsx";
import { Webhooks } from "./webhooks.tsx";

const REFRESH_MS = 10_000;

/** What needs a person, and the address that CoinCoin is given. */
export default function CoinCoinPage() {
  const [after, setAfter] = useState<string>();
  const overview = useAsk<Overview>("", REFRESH_MS);
  const query = after === undefined ? "" : `?after=${encodeURIComponent(after)}`;
  const attention = useAsk<AttentionPage>(`/attention${query}`, REFRESH_MS);
  const [action, setAction] = useState<Action>();
  const cursor = attention.value?.cursor ?? undefined;
  return (
    <div className="flex flex-col gap-y-3">
      <Webhooks overview={overview.value} error={overview.error} />
      <Container className="divide-y p-0">
        <div className="flex items-center justify-between px-6 py-4">
          <Heading level="h1">{text("attention.title")}</Heading>
          <Button size="small" variant="secondary" onClick={() => attention.reload()}>
            {text("attention.refresh")}
          </Button>
        </div>
        {attention.error !== undefined && <Failure error={attention.error} />}
        {attention.value?.items.length === 0 && (
          <Text size="small" className="text-ui-fg-subtle px-6 py-4">
            {text("attention.empty")}
          </Text>
        )}
        <Rows items={attention.value?.items ?? []} onAction={setAction} onDone={attention.reload} />
        {(after !== undefined || cursor !== undefined) && (
          <div className="flex justify-end gap-x-2 px-6 py-4">
            <Button
              size="small"
              variant="secondary"
              disabled={after === undefined}
              onClick={() => setAfter(undefined)}
            >
              {text("attention.newest")}
            </Button>
            <Button
              size="small"
              variant="secondary"
              disabled={cursor === undefined}
              onClick={() => setAfter(cursor)}
            >
              {text("attention.older")}
            </Button>
          </div>
        )}
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

export const config = defineRouteConfig({ label: "CoinCoin", icon: Icon });
