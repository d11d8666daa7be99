import type { AttentionDraft } from "../domain/attention.ts";
import type { DomainEvent } from "../domain/events.ts";
import { attentionId } from "../domain/ids.ts";

export interface FailedDelivery {
  readonly event: DomainEvent;
  readonly leaseId: string;
  readonly tries: number;
  readonly error: string;
  readonly at: string;
}

/** What a person reads of an event that will not be tried again. */
export function deadLetterItem({ event, leaseId, tries, error, at }: FailedDelivery): AttentionDraft {
  const { appId, paymentId, reference, type } = event;
  const details = { eventId: event.id, type, attempts: String(tries), lastError: error };
  if (type === "attention.opened" || type === "attention.resolved") {
    // One a day: while mail does not work, each item would bring a second one.
    const id = attentionId(appId, "alert_failed", [at.slice(0, "2026-01-01".length)]);
    const message = `The handler of ${type} failed ${howOften(tries)}, so nobody was notified of an item (${event.item.kind}): mend what it says in lastError, look through what is open, then retry the dead letters. Of this no ${type} is raised.`;
    return { id, appId, kind: "alert_failed", paymentId: null, reference: null, message, details, at };
  }
  return {
    // Of this attempt: a letter that is retried and dies again is a new matter, however the old one was resolved.
    id: attentionId(appId, "dead_letter", [event.id, leaseId]),
    appId,
    kind: "dead_letter",
    paymentId,
    reference,
    message: `The handler of ${type} failed ${howOften(tries)} for ${event.paymentId}: mend what it says in lastError, then retry the dead letter.`,
    details,
    at,
  };
}

function howOften(tries: number): string {
  return tries === 1 ? "once" : `${tries} times`;
}
