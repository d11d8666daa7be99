import { compare, ZERO } from "./amount.ts";
import type { AppFacts } from "./app-facts.ts";
import { AT_ONCE, nextWake, type Patience } from "./apply-clock.ts";
import { applyNotification } from "./apply-notification.ts";
import type { AttentionDraft, AttentionKind } from "./attention.ts";
import { withWatch } from "./chain-watch.ts";
import type { Commit, Guard, Snapshot } from "./commit.ts";
import type { Change } from "./draft.ts";
import { heldItem, heldItemId, heldReasons } from "./held.ts";
import { attentionId } from "./ids.ts";
import { learnedFrom } from "./learned.ts";
import type { Contradiction } from "./match.ts";
import { type Names, namesHint } from "./names.ts";
import type { InboxEntry, Notification, WebhookOutcome } from "./notification.ts";
import { isIssued, type Purchase } from "./order.ts";
import type { Reading } from "./reading.ts";
import { isSettlementCode, type StateMeaning } from "./state.ts";
import { betterProofs, type Doubt, doubtOf, type TrustPolicy } from "./trust.ts";

/** What the decision depends on besides the notification and the store. */
export interface Rules {
  readonly meaningOf: (state: number) => StateMeaning;
  /** What makes an amount sure: a code of settlement, or that it was notified under any code of the document but -1. */
  readonly confirmedBy: "code" | "amount";
  readonly patience: Patience;
  readonly trust: TrustPolicy;
  readonly names: Names;
}

/** An authentic notification on its way into the store: the row as it would be recorded, its outcome still open. */
export type Intake = Omit<InboxEntry, "outcome" | "reason" | "attentionId"> & {
  readonly notification: Notification;
  /** A person takes back what they had entered. */
  readonly corrects?: boolean;
  /** They say that the gateway's word has to do, whatever the chain shows. */
  readonly overridesChain?: boolean;
};

export interface IntakeDecision {
  readonly outcome: Exclude<WebhookOutcome, "spooled">;
  readonly commit: Commit;
}

/** Decides what becomes of an authentic notification, given what is known: one commit, whatever it is. Pure. */
export function decideIntake(snapshot: Snapshot, arrived: Intake, rules: Rules): IntakeDecision {
  const proofs = betterProofs(arrived.proofs, snapshot.seen?.proofs, rules.trust, snapshot.app);
  const intake = { ...arrived, proofs };
  const decision = decide(snapshot, intake, rules);
  if (decision.outcome !== "applied" && decision.outcome !== "duplicate") {
    return staysDismissed(snapshot, decision) ? dismissedAgain(snapshot, intake, decision) : decision;
  }
  const { state } = intake.notification;
  return {
    ...decision,
    commit: { ...decision.commit, ...learnedFrom(snapshot.app, [{ entry: intake, state }]) },
  };
}

function decide(snapshot: Snapshot, intake: Intake, rules: Rules): IntakeDecision {
  const { appId, paymentId } = intake;
  // Only what was applied is a duplicate: what was parked, held or in conflict is looked at again.
  if (snapshot.seen?.outcome === "applied") {
    return {
      outcome: "duplicate",
      commit: { appId, inbox: [recorded(intake, "applied", snapshot.seen.reason)] },
    };
  }
  // What a person stands for needs no proof.
  const doubt = intake.by === null ? doubtOf(intake.proofs, rules.trust, snapshot.app) : undefined;
  if (doubt !== undefined) return hold(snapshot, intake, doubt);
  const { purchase } = snapshot;
  if (purchase === undefined)
    return snapshot.tombstone === undefined ? parkUnknown(intake) : afterPrune(snapshot, intake);
  const order = purchase.attempts.find((attempt) => attempt.paymentId === paymentId);
  if (order === undefined) throw new TypeError(`the store gave a purchase without ${paymentId}`);
  if (!isIssued(order)) return parkPending(purchase, intake);
  // The very same body may have come before, and been parked or held: it came when it came first.
  const firstAt = snapshot.seen?.firstAt ?? intake.firstAt;
  return join(snapshot, purchase, { ...intake, firstAt }, rules);
}

/** A person closed what it says. An order of ours that waits for its terms is news all the same. */
function staysDismissed({ seen, purchase }: Snapshot, { outcome }: IntakeDecision): boolean {
  return seen?.outcome === "dismissed" && (outcome !== "parked" || purchase === undefined);
}

function dismissedAgain(
  { seen }: Snapshot,
  intake: Intake,
  { outcome, commit }: IntakeDecision,
): IntakeDecision {
  const { attention: _told, ...rest } = commit;
  return { outcome, commit: { ...rest, inbox: [recorded(intake, "dismissed", seen?.reason ?? null)] } };
}

function join(snapshot: Snapshot, purchase: Purchase, intake: Intake, rules: Rules): IntakeDecision {
  const { appId, paymentId, notification } = intake;
  const guard: Guard = { paymentId, version: purchase.version };
  const applied = applyNotification(purchase, {
    ...readingOf(notification, rules, intake.firstAt),
    ...(intake.corrects === true ? { corrects: true } : {}),
    ...(intake.overridesChain === true ? { overridesChain: intake.by ?? "" } : {}),
  });
  if (applied.type === "conflict") {
    const inbox = [recorded(intake, "conflict", `${applied.field} differs`, conflictItemId(intake))];
    return {
      outcome: "conflict",
      commit: { appId, guard, inbox, attention: [conflictItem(intake, applied)] },
    };
  }
  return {
    outcome: "applied",
    commit: {
      appId,
      guard,
      ...toCommit(applied.change, patienceOf(rules, snapshot.app)),
      inbox: [recorded(intake, "applied", null)],
      resolves: {
        ids: [...answeredBy(intake, notification), ...applied.change.resolves],
        note: "A later notification was applied.",
        at: intake.lastAt,
      },
    },
  };
}

/**
 * The part of a commit that a transition makes: the purchase one version on, its events and what needs a person. A look that
 * is due at once stays so: it is for the sweeper to take it back.
 */
export function toCommit(
  change: Change,
  patience: Patience,
): Required<Pick<Commit, "purchase" | "events" | "attention">> {
  const { events, attention } = change;
  const before = withWatch(change.purchase);
  const wakeAt = before.wakeAt === AT_ONCE ? AT_ONCE : nextWake(before, patience);
  return { purchase: { ...before, version: before.version + 1, wakeAt }, events, attention };
}

/** How long silence may last, given what this gateway was seen to send. */
export function patienceOf({ patience }: Rules, { confirmedSeenAt }: AppFacts): Patience {
  return confirmedSeenAt === null ? patience : { ...patience, unconfirmedMs: Number.POSITIVE_INFINITY };
}

/** What a notification means to this merchant. */
export function readingOf(notification: Notification, rules: Rules, at: string): Reading {
  const meaning = rules.meaningOf(notification.state);
  const isKnown = meaning !== "invalid" && meaning !== "unknown";
  const confirms = isSettlementCode(notification.state) || (rules.confirmedBy === "amount" && isKnown);
  return { notification, meaning, confirms, at };
}

/** Items that an applied notification answers. */
export function answeredBy(
  entry: Pick<Intake, "appId" | "paymentId" | "digest">,
  notification: Notification,
): string[] {
  return [unmatchedItem(entry.appId, notification), heldItemId(entry), conflictItemId(entry)];
}

/** Of money for an order that is not there: more of it is another item, the same told again is not. */
export function unmatchedItem(appId: string, { paymentId, collected }: Notification): string {
  const amounts = Object.entries(collected).map(([coin, amount]) => `${coin} ${amount}`);
  return attentionId(appId, "unmatched", [paymentId, ...amounts.sort()]);
}

export function conflictItemId({
  appId,
  paymentId,
  digest,
}: Pick<Intake, "appId" | "paymentId" | "digest">): string {
  return attentionId(appId, "conflict", [paymentId, digest]);
}

/** What a person reads of a notification that contradicts its order. */
export function conflictItem(
  entry: Pick<Intake, "appId" | "paymentId" | "digest" | "lastAt">,
  { field, ours, theirs }: Contradiction,
): AttentionDraft {
  const hint = field === "address" ? "" : namesHint(field === "coin" ? "coins" : "networks", theirs, ours);
  const message = `An authentic notification for ${entry.paymentId} names another ${field} than the order: nothing was applied. Compare with CoinCoin's own site and reconcile.${hint}`;
  return draft(entry, "conflict", [entry.paymentId, entry.digest], message, { field, ours, theirs });
}

/** Guarded like all others: a signed copy that is applied meanwhile must not be put back. */
function hold({ purchase, tombstone, app }: Snapshot, intake: Intake, doubt: Doubt): IntakeDecision {
  const { appId, paymentId } = intake;
  const guard = tombstone === undefined ? { guard: { paymentId, version: purchase?.version ?? 0 } } : {};
  const item = heldItem(intake, doubt, app);
  const inbox = [recorded(intake, "held", heldReasons[doubt], item.id)];
  return { outcome: "held", commit: { appId, ...guard, inbox, attention: [item] } };
}

function parkUnknown(intake: Intake): IntakeDecision {
  const { appId, paymentId } = intake;
  const message = `CoinCoin tells of a payment to ${paymentId}, which is not an order of this store. It is applied automatically if the order appears; else look at CoinCoin's own site.`;
  const attention = unmatchedDraft(intake, message);
  const inbox = [recorded(intake, "parked", "no such order", attention.id)];
  return {
    outcome: "parked",
    commit: { appId, guard: { paymentId, version: 0 }, inbox, attention: [attention] },
  };
}

/** With what it says, which is there when its row is not any more. */
function unmatchedDraft(intake: Intake, message: string): AttentionDraft {
  const { appId, paymentId, notification } = intake;
  const amounts = Object.entries(notification.collected).map(([coin, amount]) => `${amount} ${coin}`);
  const details = { collected: amounts.join(", "), state: String(notification.state) };
  const item = draft(intake, "unmatched", [paymentId], message, details);
  return { ...item, id: unmatchedItem(appId, notification) };
}

/**
 * No item is tied to its row: closing one must not keep money from the order when its answer comes.
 *
 * The purchase moves on one version, so that the answer to its creation cannot be committed without seeing the parked row. Money
 * for an order that nobody was shown is odd, and the one who was notified of the missing answer may have closed that.
 */
function parkPending(purchase: Purchase, intake: Intake): IntakeDecision {
  const { appId, paymentId, notification } = intake;
  const message = `CoinCoin tells of money for ${paymentId}, which it never said that it made. It is applied automatically if that answer still comes; else look at CoinCoin's own site.`;
  const hasMoney = Object.values(notification.collected).some((amount) => compare(amount, ZERO) > 0);
  return {
    outcome: "parked",
    commit: {
      appId,
      guard: { paymentId, version: purchase.version },
      purchase: { ...purchase, version: purchase.version + 1 },
      inbox: [recorded(intake, "parked", "the order has no terms yet")],
      attention: hasMoney ? [unmatchedDraft(intake, message)] : [],
    },
  };
}

function afterPrune(snapshot: Snapshot, intake: Intake): IntakeDecision {
  const { appId, paymentId } = intake;
  const paid = snapshot.tombstone?.paidAt ?? null;
  const message = `A notification came for ${paymentId}, which was pruned${paid === null ? " unpaid" : ` after it was paid at ${paid}`}: nothing was applied. Look at CoinCoin's own site.`;
  const attention = draft(intake, "pruned", [paymentId, intake.digest], message, {});
  const inbox = [recorded(intake, "conflict", "the order was pruned", attention.id)];
  return { outcome: "conflict", commit: { appId, inbox, attention: [attention] } };
}

function recorded(
  intake: Intake,
  outcome: InboxEntry["outcome"],
  reason: string | null,
  itemId: string | null = null,
): InboxEntry {
  const {
    notification: _notification,
    corrects: _corrects,
    overridesChain: _overrides,
    proofs,
    ...entry
  } = intake;
  const { mismatch: _mismatch, ...plain } = proofs;
  // Why a signature does not prove anything serves a person who is to judge it; else it is a burden.
  const kept = outcome === "held" || outcome === "dismissed" ? proofs : plain;
  return { ...entry, proofs: kept, outcome, reason, attentionId: itemId };
}

function draft(
  intake: Pick<Intake, "appId" | "paymentId" | "lastAt">,
  kind: AttentionKind,
  subject: readonly string[],
  message: string,
  details: Readonly<Record<string, string>>,
): AttentionDraft {
  const { appId, paymentId } = intake;
  const id = attentionId(appId, kind, subject);
  return { id, appId, kind, paymentId, reference: null, message, details, at: intake.lastAt };
}
