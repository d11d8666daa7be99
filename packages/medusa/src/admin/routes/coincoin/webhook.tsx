import { Badge, Container, Copy, Heading, Text } from "@medusajs/ui";
import { Failure } from "../../parts/form.tsx";
import { text } from "../../parts/text.ts";

export interface Overview {
  readonly webhook_url: string;
  readonly health: { readonly ok: boolean };
}

/** The address that CoinCoin is given, and whether the store is in order. */
export function Webhook({
  overview,
  error,
}: {
  readonly overview: Overview | undefined;
  readonly error: string | undefined;
}) {
  return (
    <Container className="divide-y p-0">
      <div className="flex items-center justify-between px-6 py-4">
        <Heading level="h2">{text("webhook.title")}</Heading>
        {overview !== undefined && (
          <Badge size="2xsmall" color={overview.health.ok ? "green" : "red"}>
            {overview.health.ok ? text("webhook.working") : text("webhook.down")}
          </Badge>
        )}
      </div>
      {error !== undefined && <Failure error={error} />}
      {overview !== undefined && (
        <div className="flex flex-col gap-y-2 px-6 py-4">
          <Text size="small" className="text-ui-fg-subtle">
            {text("webhook.hint")}
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

/** The token is the last part: it is copied, not shown. */
function masked(url: string): string {
  return url.replace(/[^/]+$/, (token) => `${token.slice(0, 4)}…`);
}
