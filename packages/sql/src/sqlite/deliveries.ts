import type { DeliveryRecord, DomainEventType } from "@coincoin/core";
import type {
  BringForwardQuery,
  ClaimQuery,
  Delivery,
  DeliveryState,
  LeaseRenewal,
  RetryQuery,
  Settlement,
  UnclaimedQuery,
} from "@coincoin/core/store";
import { decode } from "../shared/facts.ts";
import { toKey } from "../shared/keys.ts";
import { putAttention } from "./commit.ts";
import { type Database, integer, optionalText, type Row, text } from "./database.ts";
import { intake, upkeep } from "./statements.ts";

interface Candidate {
  readonly seq: number;
  readonly at: string;
}

/** Per type a walk down an index, merged: what is pending of types that nobody handles is not touched. */
function earliest(
  database: Database,
  sql: string,
  query: {
    readonly appId: string;
    readonly types: readonly DomainEventType[];
    readonly until: string;
    readonly limit: number;
  },
): Candidate[] {
  const found = [...new Set(query.types)].flatMap((type) =>
    database
      .all(sql, toKey(query.appId), type, query.until, query.limit)
      .map((row) => ({ seq: integer(row, "seq"), at: text(row, "ready_at") })),
  );
  found.sort((a, b) => (a.at === b.at ? a.seq - b.seq : a.at < b.at ? -1 : 1));
  return found.slice(0, query.limit);
}

/** Cheap enough to be asked at every poll: a look that writes nothing. */
export function anyReady(database: Database, query: ClaimQuery): boolean {
  return (
    earliest(database, intake.ready, { ...query, until: query.now, limit: Math.min(1, query.limit) }).length >
    0
  );
}

export function claim(database: Database, query: ClaimQuery): Delivery[] {
  const leaseId = toKey(query.leaseId);
  return earliest(database, intake.ready, { ...query, until: query.now }).flatMap(({ seq }) =>
    database.all(intake.lease, leaseId, query.leaseUntil, seq).map((row) => ({
      event: decode("event", text(row, "event")),
      attempt: integer(row, "attempts"),
      leaseId: query.leaseId,
      lastError: readError(row),
    })),
  );
}

export function settle(database: Database, settlement: Settlement): boolean {
  const { result, now } = settlement;
  const app = toKey(settlement.appId);
  const lease = [app, toKey(settlement.eventId), toKey(settlement.leaseId)] as const;
  const changed =
    result.type === "done"
      ? database.run(intake.settleDone, now, ...lease)
      : result.type === "dead"
        ? database.run(intake.settleDead, JSON.stringify(result.error), ...lease)
        : database.run(
            intake.settleRetry,
            result.availableAt,
            result.availableAt,
            JSON.stringify(result.error),
            ...lease,
          );
  if (changed === 0) return false;
  putAttention(database, app, settlement.attention ?? []);
  return true;
}

export function renew(database: Database, lease: LeaseRenewal): boolean {
  const { appId, eventId, leaseId, leaseUntil } = lease;
  return database.run(intake.renew, leaseUntil, toKey(appId), toKey(eventId), toKey(leaseId)) > 0;
}

type AheadQuery = BringForwardQuery;

/** Looked for every minute, and next to never there: a look that writes nothing. */
export function anyAhead(database: Database, query: AheadQuery): boolean {
  const { appId, types, unclaimed: fresh, leased, waiting } = query;
  return types.some(
    (type) => database.get(intake.ahead, toKey(appId), type, fresh, leased, waiting) !== undefined,
  );
}

export function bringForward(database: Database, query: AheadQuery): number {
  const { appId, types, unclaimed: fresh, leased, waiting } = query;
  const moved = [...new Set(types)].map((type) =>
    database.run(intake.bringForward, toKey(appId), type, fresh, leased, waiting),
  );
  return moved.reduce((sum, count) => sum + count, 0);
}

export function retry(database: Database, query: RetryQuery): boolean {
  return database.run(upkeep.retry, query.now, query.now, toKey(query.appId), toKey(query.eventId)) > 0;
}

export function unclaimed(database: Database, query: UnclaimedQuery): DeliveryRecord[] {
  return earliest(database, intake.unclaimed, { ...query, until: query.before }).flatMap(({ seq }) =>
    database.all(intake.deliveryBySeq, seq).map(readRecord),
  );
}

export function readRecord(row: Row): DeliveryRecord {
  return {
    event: decode("event", text(row, "event")),
    state: readState(text(row, "state")),
    attempts: integer(row, "attempts"),
    createdAt: text(row, "created_at"),
    availableAt: text(row, "available_at"),
    doneAt: optionalText(row, "done_at"),
    lastError: readError(row),
  };
}

function readState(state: string): DeliveryState {
  return state === "done" || state === "dead" ? state : "pending";
}

/** Stored as JSON: what a handler threw may hold any character. */
function readError(row: Row): string | null {
  const json = optionalText(row, "last_error");
  return json === null ? null : decode("error", json);
}
