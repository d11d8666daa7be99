import { type CheckoutOptions, type PayLinkPage, renderPayLink } from "@coincoin/checkout";

const statuses: Readonly<Record<PayLinkPage["state"], number>> = {
  open: 200,
  paid: 200,
  unavailable: 404,
  busy: 409,
  expired: 410,
  later: 503,
  refused: 503,
};

export interface PayLinkReply {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * The page behind a pay link as an answer, for servers with a pay link of their own kind. It is rendered in the language that
 * `acceptLanguage` asks for, unless `options` name another.
 * @throws TypeError when an option is not what it may be.
 */
export function payLinkReply(
  page: PayLinkPage,
  acceptLanguage: string | undefined,
  options: CheckoutOptions = {},
): PayLinkReply {
  const { html, headers } = renderPayLink(page, { language: acceptedLanguages(acceptLanguage), ...options });
  return { status: statuses[page.state], headers, body: html };
}

/** The tags of `Accept-Language`, in the order in which browsers write them: best first. */
export function acceptedLanguages(header: string | undefined): string[] {
  return (header ?? "").split(",", 20).map((part) => part.split(";", 1)[0]?.trim() ?? "");
}
