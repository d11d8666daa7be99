import type { Names } from "../domain/names.ts";
import type { InboxEntry, Proofs } from "../domain/notification.ts";
import { readNotification } from "../gateway/wire.ts";
import type { WebhookIntake } from "../intake/receive.ts";
import { type Environment, isoTime } from "../lib/environment.ts";
import { CoinCoinError } from "../lib/errors.ts";
import type { Store } from "../store/store.ts";
import { readLine } from "./person.ts";

/** Which held notifications a person lets pass, and who does. At least one of the conditions, or `all`. */
export interface Acceptance {
  /** Who stands for them: 1 to 200 characters. */
  readonly by: string;
  readonly paymentId?: string | undefined;
  /** One body's. */
  readonly digest?: string | undefined;
  /** What became of the signature: `unknown`, `expired`, `incomplete`, `absent`. */
  readonly signature?: Proofs["signature"] | undefined;
  /** Only those whose signature would fit if it were read in another way: their sender holds the key. */
  readonly fits?: boolean | undefined;
  readonly all?: boolean | undefined;
}

/** What became of them, in numbers. */
export interface AcceptReport {
  readonly applied: number;
  readonly duplicate: number;
  /** No such order (yet): they are applied if it appears. */
  readonly parked: number;
  /** They contradict their order. */
  readonly conflict: number;
}

export interface AcceptDependencies {
  readonly appId: string;
  readonly store: () => Promise<Store>;
  readonly intake: Pick<WebhookIntake, "enter">;
  readonly names: Names;
  readonly environment: Pick<Environment, "now">;
}

const PAGE = 200;

/**
 * Joins held notifications into their orders on a person's word. The first thing that fails ends it; what was joined stays.
 * @throws CoinCoinError `request_invalid`, and what the store throws
 */
export async function acceptHeld(deps: AcceptDependencies, acceptance: Acceptance): Promise<AcceptReport> {
  const by = readBy(acceptance);
  const report = { applied: 0, duplicate: 0, parked: 0, conflict: 0 };
  const store = await deps.store();
  let after: string | undefined;
  do {
    const { paymentId } = acceptance;
    const page = await store.listInbox({ appId: deps.appId, outcome: "held", paymentId, limit: PAGE, after });
    for (const entry of page.items) {
      if (!isMeant(entry, acceptance)) continue;
      const outcome = await enter(deps, entry, by);
      if (outcome !== "held") report[outcome] += 1;
    }
    after = page.cursor ?? undefined;
  } while (after !== undefined);
  return report;
}

function enter({ intake, names, environment }: AcceptDependencies, entry: InboxEntry, by: string) {
  const { outcome: _outcome, reason: _reason, attentionId: _attentionId, ...came } = entry;
  const notification = readNotification(entry.body, names);
  return intake.enter({ ...came, by, lastAt: isoTime(environment.now()), count: 0, notification });
}

function isMeant({ digest, proofs }: InboxEntry, wanted: Acceptance): boolean {
  return (
    (wanted.digest === undefined || wanted.digest === digest) &&
    (wanted.signature === undefined || wanted.signature === proofs.signature) &&
    (wanted.fits !== true || (proofs.mismatch?.fits ?? null) !== null)
  );
}

function readBy({ by, paymentId, digest, signature, fits, all }: Acceptance): string {
  const name = readLine(by, "inbox.accept needs `by`, who vouches for these notifications");
  const isNarrowed = [paymentId, digest, signature].some((given) => given !== undefined) || fits === true;
  if (!isNarrowed && all !== true) {
    throw new CoinCoinError(
      "request_invalid",
      "inbox.accept must be narrowed, received no filter. Pass paymentId, digest, signature or fits, or all: true for everything that is held.",
    );
  }
  return name;
}
