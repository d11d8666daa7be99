import { severityOf } from "./alerts.ts";
import type { AttentionItem } from "./attention.ts";
import type { Severity } from "./events.ts";

/** What a person is sent. Plain text: escape it where it goes into HTML. */
export interface AttentionMessage {
  readonly severity: Severity;
  /** One line. */
  readonly subject: string;
  readonly text: string;
  /** Where to act; null without `deskUrl`. It is in the text, too. */
  readonly url: string | null;
}

export function attentionMessage(item: AttentionItem, deskUrl: string | undefined): AttentionMessage {
  const { id, kind, reference, paymentId, message, resolvedAt, resolvedBy, note } = item;
  const about = reference ?? paymentId;
  const isOpen = resolvedAt === null;
  const url = deskUrl === undefined ? null : `${deskUrl}/attention/${id}`;
  const subject = line(`${isOpen ? "" : "Resolved: "}${titleOf(kind)}${about === null ? "" : ` (${about})`}`);
  const closed = isOpen ? [] : [`Resolved${resolvedBy === null ? "" : ` by ${resolvedBy}`}: ${note ?? ""}`];
  const text = [message, ...closed, ...(url === null ? [] : [url])].join("\n\n");
  return { severity: severityOf(kind), subject, text, url };
}

/** Many items as one message, the most urgent first. */
export function attentionDigest(
  items: readonly AttentionItem[],
  deskUrl: string | undefined,
): AttentionMessage {
  const sorted = items.toSorted((a, b) => RANK[severityOf(a.kind)] - RANK[severityOf(b.kind)]);
  const [worst] = sorted;
  const url = deskUrl === undefined ? null : `${deskUrl}/attention`;
  const lines = sorted.map(({ kind, reference, paymentId, message }) => {
    const about = reference ?? paymentId;
    return `${titleOf(kind)}${about === null ? "" : ` (${about})`}\n${message}`;
  });
  return {
    severity: worst === undefined ? "notice" : severityOf(worst.kind),
    subject:
      items.length === 1
        ? "1 payment matter needs a person"
        : `${items.length} payment matters need a person`,
    text: [...lines, ...(url === null ? [] : [url])].join("\n\n"),
    url,
  };
}

const RANK: Readonly<Record<Severity, number>> = { critical: 0, warning: 1, notice: 2 };

function titleOf(kind: AttentionItem["kind"]): string {
  const words = kind.replaceAll("_", " ");
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** A reference may hold anything, and a line break in a subject would be a header of the mail. */
function line(text: string): string {
  return text.replace(/\p{Cc}+/gu, " ");
}
