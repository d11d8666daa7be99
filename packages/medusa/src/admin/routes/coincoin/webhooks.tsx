import { Badge, Container, Copy, Heading, Text } from "@medusajs/ui";
import type { AccountView, Overview } from "../../../admin-view/overview.ts";
import { Failure } from "../../parts/form.tsx";
import { text } from "../../parts/text.ts";

interface WebhooksProps {
  readonly overview: Overview | undefined;
  readonly error: string | undefined;
}

/** The address that CoinCoin is given, and whether the store is in order: for each account. */
export function Webhooks({ overview, error }: WebhooksProps) {
  return (
    <Container className="divide-y p-0">
      <div className="px-6 py-4">
        <Heading level="h2">{text("webhook.title")}</Heading>
        <Text size="small" className="text-ui-fg-subtle">
          {text("webhook.hint")}
        </Text>
      </div>
      {error !== undefined && <Failure error={error} />}
      {overview?.accounts.map((account) => (
        <Webhook key={account.webhook_url} account={account} />
      ))}
    </Container>
  );
}

function Webhook({ account: { id, webhook_url, health } }: { readonly account: AccountView }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-2 px-6 py-4">
      <div className="flex items-center gap-x-2">
        {id !== null && (
          <Text size="small" weight="plus">
            {id}
          </Text>
        )}
        <code className="txt-small break-all">{masked(webhook_url)}</code>
        <Copy content={webhook_url} />
      </div>
      <Badge size="2xsmall" color={health.ok ? "green" : "red"}>
        {health.ok ? text("webhook.working") : text("webhook.down")}
      </Badge>
    </div>
  );
}

/** The token is the last part: it is copied, not shown. */
function masked(url: string): string {
  return url.replace(/[^/]+$/, (token) => `${token.slice(0, 4)}…`);
}
