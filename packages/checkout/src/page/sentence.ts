import { hasOtherCoins, isPayable } from "../stage.ts";
import { otherAmounts } from "./facts.ts";
import { formatAmount, formatTime } from "./format.ts";
import type { PageModel } from "./model.ts";

/** The stages at which a customer may want to talk to the shop. */
const troubled = new Set(["wrong-coin", "over", "late", "underpaid", "expired", "invalid", "unavailable"]);

export const isTroubled = ({ stage, view }: { stage: string; view?: PageModel["view"] }): boolean =>
  troubled.has(stage) || (view !== undefined && hasOtherCoins(view));

/** What happens next and what to do, and in trouble whom to ask. */
export function sentence(model: PageModel): string {
  const text = whatNext(model);
  if (!isTroubled(model)) return text;
  return `${text} ${model.t(model.contactUrl === undefined ? "contact.none" : "contact.ask")}`;
}

function whatNext({ view, stage, now, language, timeZone, t }: PageModel): string {
  const amount = (value: string | null): string => (value === null ? "" : formatAmount(value, view.coin));
  if (stage === "confirming" && view.waitingFor !== null) {
    const { amount: part, coin, until } = view.waitingFor;
    return t("confirming.waitingFor", {
      amount: formatAmount(part, coin),
      time: formatTime(until, language, timeZone),
    });
  }
  if (stage === "confirming" && view.seen) {
    const { amount: seen, coin, confirmations, needs } = view.seen;
    const count = (value: number): string => value.toLocaleString(language);
    return t("confirming.seen", {
      amount: formatAmount(seen, coin),
      count: count(confirmations),
      needed: count(needs),
    });
  }
  const values = {
    amount: amount(view.remaining ?? view.amountDue),
    received: amount(view.received),
    due: amount(view.amountDue),
    other: otherAmounts(view),
    coin: view.coin?.toUpperCase() ?? "",
  };
  if (stage === "wrong-coin")
    return t(isPayable(view, now) ? "wrong-coin.text" : "wrong-coin.closed", values);
  return t(`${stage}.text`, values);
}

/** The stage in words: what a screen reader is told when it changes. */
export const announcement = (model: PageModel): string =>
  `${model.t(`${model.stage}.title`)}. ${sentence(model)}`;
