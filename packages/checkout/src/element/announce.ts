import type { Translate } from "../languages/fill.ts";
import type { Shown } from "./events.ts";

/** The moments, in milliseconds before the deadline, at which a listener is told that time runs out. */
const reminders = [
  { atMs: 60_000, key: "time.oneMinute" },
  { atMs: 300_000, key: "time.fiveMinutes" },
] as const;

/**
 * What a screen reader is told: stages and money, and twice that time runs out. Not the seconds, and not what was
 * there when the page opened, which is read anyway.
 */
export class Announcer {
  /** Stays in the document for good: a live region that comes and goes is not read. */
  readonly region: HTMLElement;
  #last: string | undefined;
  #lastLeft = Number.POSITIVE_INFINITY;

  constructor() {
    this.region = document.createElement("div");
    this.region.className = "hidden";
    this.region.setAttribute("role", "status");
  }

  say(text: string): void {
    // The same words a second time (two copies in a row) would be no change, and silent.
    this.region.textContent = this.region.textContent === text ? `${text}\u00a0` : text;
  }

  /** @param left milliseconds until the deadline, where money is asked for. */
  show({ view, stage }: Shown, text: string, left: number | undefined, t: Translate): void {
    const current = `${stage} ${view.received} ${JSON.stringify(view.otherCoins)}`;
    if (this.#last !== undefined && this.#last !== current) this.say(text);
    this.#last = current;
    if (left === undefined) return;
    const due = reminders.find(({ atMs }) => left <= atMs && this.#lastLeft > atMs);
    if (due !== undefined && this.#lastLeft !== Number.POSITIVE_INFINITY) this.say(t(due.key));
    this.#lastLeft = left;
  }
}
