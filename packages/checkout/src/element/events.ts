import type { CopyField } from "../page/model.ts";
import { otherCoinsOf, type Stage } from "../stage.ts";
import type { CheckoutView } from "../view.ts";
import { larger } from "./merge.ts";

export interface CheckoutEventDetail {
  view: CheckoutView;
  stage: Stage;
  /** The order was already so when the element first saw it. */
  initial: boolean;
}

/** What the element dispatches. All bubble and cross shadow roots; none can be cancelled. */
export interface CheckoutEventMap {
  /** Anything about the order changed, or it was seen for the first time. */
  "coincoin:change": CustomEvent<CheckoutEventDetail>;
  /** More has arrived. */
  "coincoin:payment": CustomEvent<CheckoutEventDetail>;
  /** Money of another coin arrived, which does not count. */
  "coincoin:wrong-coin": CustomEvent<CheckoutEventDetail>;
  /** The order is paid. Fulfil on the server, on `order.paid`: this event is for the page only. */
  "coincoin:paid": CustomEvent<CheckoutEventDetail>;
  "coincoin:settled": CustomEvent<CheckoutEventDetail>;
  "coincoin:overpaid": CustomEvent<CheckoutEventDetail>;
  "coincoin:late": CustomEvent<CheckoutEventDetail>;
  "coincoin:underpaid": CustomEvent<CheckoutEventDetail>;
  "coincoin:expired": CustomEvent<CheckoutEventDetail>;
  "coincoin:invalid": CustomEvent<CheckoutEventDetail>;
  "coincoin:copy": CustomEvent<{ field: CopyField }>;
  /** The server refused to show the order. */
  "coincoin:error": CustomEvent<{ status: number }>;
}

export type CheckoutEventName = keyof CheckoutEventMap;
type OrderEventName = Exclude<CheckoutEventName, "coincoin:copy" | "coincoin:error">;

const ofStage: Partial<Record<Stage, OrderEventName>> = {
  settled: "coincoin:settled",
  over: "coincoin:overpaid",
  late: "coincoin:late",
  underpaid: "coincoin:underpaid",
  expired: "coincoin:expired",
  invalid: "coincoin:invalid",
};

export interface Shown {
  view: CheckoutView;
  stage: Stage;
}

/** The events that lead from what was shown to what is shown now. */
export function eventsBetween(before: Shown | null, after: Shown): OrderEventName[] {
  const names: OrderEventName[] = [];
  const had = before?.view.received ?? "0";
  if (larger(after.view.received, had) !== had) names.push("coincoin:payment");
  const hadOther = before?.view.otherCoins ?? {};
  const gotOther = otherCoinsOf(after.view).some(
    ([coin, amount]) => larger(amount, hadOther[coin] ?? "0") !== (hadOther[coin] ?? "0"),
  );
  if (gotOther) names.push("coincoin:wrong-coin");
  if (after.view.paid && before?.view.paid !== true) names.push("coincoin:paid");
  const name = ofStage[after.stage];
  if (name !== undefined && before?.stage !== after.stage) names.push(name);
  const same = before !== null && before.stage === after.stage && sameButNow(before.view, after.view);
  if (!same) names.push("coincoin:change");
  return names;
}

const sameButNow = (a: CheckoutView, b: CheckoutView): boolean =>
  JSON.stringify({ ...a, now: "" }) === JSON.stringify({ ...b, now: "" });

declare global {
  // They bubble, so any element may listen for them.
  interface HTMLElementEventMap extends CheckoutEventMap {}
}
