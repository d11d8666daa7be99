import { applyClock, type Patience } from "../../src/domain/apply-clock.ts";
import { applyNotification } from "../../src/domain/apply-notification.ts";
import type { AttentionDraft } from "../../src/domain/attention.ts";
import type { Change } from "../../src/domain/draft.ts";
import type { OrderEvent } from "../../src/domain/events.ts";
import type { Purchase } from "../../src/domain/order.ts";
import { attemptOf, notification, reading, START, statusTable } from "./fixtures.ts";

/** Six hours to completion, ten minutes to an answer, an hour to the first confirmation. */
const patience: Patience = {
  unresolvedMs: 600_000,
  stalledMs: 6 * 3_600_000,
  unconfirmedMs: 3_600_000,
};

/** What happens to one purchase, step by step, and what of it is open for a person. */
export class Story {
  purchase: Purchase;
  readonly events: OrderEvent[] = [];
  readonly #open = new Map<string, AttentionDraft>();

  constructor(purchase: Purchase) {
    this.purchase = purchase;
  }

  /** As a store commits it: what is resolved closes what was open before, what is raised is open after. */
  take(change: Change): Change {
    this.purchase = change.purchase;
    this.events.push(...change.events);
    for (const id of change.resolves) this.#open.delete(id);
    for (const item of change.attention) this.#open.set(item.id, item);
    return change;
  }

  tell(paymentId: string, state: number, collected: Record<string, string>, at = START): Change {
    return this.#apply(paymentId, state, collected, at, false);
  }

  /** A person takes back what they had entered. */
  correct(paymentId: string, state: number, collected: Record<string, string>, at = START): Change {
    return this.#apply(paymentId, state, collected, at, true);
  }

  sweep(at: string, over: Partial<Patience> = {}): Change {
    return this.take(applyClock(this.purchase, at, { ...patience, ...over }));
  }

  order(paymentId: string) {
    return attemptOf(this.purchase, paymentId);
  }

  get open(): AttentionDraft[] {
    return [...this.#open.values()];
  }

  /** What is open, by kind and attempt. */
  get items(): string[] {
    return this.open.map(({ kind, paymentId }) => `${kind} ${paymentId}`).sort();
  }

  get types(): string[] {
    return this.events.map(({ type }) => type);
  }

  #apply(
    paymentId: string,
    state: number,
    collected: Record<string, string>,
    at: string,
    corrects: boolean,
  ): Change {
    const said = reading(notification(paymentId, state, collected), statusTable, at);
    const result = applyNotification(this.purchase, corrects ? { ...said, corrects } : said);
    if (result.type !== "applied") throw new TypeError(`${result.field} differs`);
    return this.take(result.change);
  }
}
