import { formatMoney } from "../display.ts";
import { explorerUrl, networkName } from "../networks.ts";
import { hasOtherCoins, isClosed, otherCoinsOf } from "../stage.ts";
import type { Receipt } from "../view.ts";
import { formatAmount, formatTime } from "./format.ts";
import type { PageModel } from "./model.ts";
import { h, type TreeElement } from "./tree.ts";

/** A date in Arabic reads from right to left, an amount with its coin from left to right: `bdi` goes by the value. */
const row = (label: string, value: string): TreeElement =>
  h("div.row", null, h("dt", null, label), h("dd", null, h("bdi", null, value)));

/** What was due and what arrived, for the stages in which nothing is asked for. */
export function facts(model: PageModel): TreeElement | false {
  const { view, stage, now, t } = model;
  if (view.amountDue === null || stage === "preparing") return false;
  if (view.receipt != null && view.paid) return receipt(model, view.receipt);
  return h(
    "div.panel",
    null,
    h(
      "dl",
      null,
      row(t("amount.due"), formatAmount(view.amountDue, view.coin)),
      row(t("amount.received"), formatAmount(view.received, view.coin)),
      view.network !== null && row(t("network.label"), networkName(view.network)),
    ),
    otherCoins(model),
    !isClosed(view, now) && explorerLink(model),
  );
}

/** What arrived in other coins, where the headline does not say it already. */
export const otherCoins = ({ view, stage, t }: PageModel): TreeElement | false =>
  hasOtherCoins(view) &&
  stage !== "wrong-coin" &&
  h("p.note", null, t("warning.otherCoins", { amount: otherAmounts(view) }));

export const otherAmounts = (view: PageModel["view"]): string =>
  otherCoinsOf(view)
    .map(([coin, amount]) => formatAmount(amount, coin))
    .join(", ");

/** A link to follow, not a request: without referrer, in its own tab. Nothing is to be seen there before money came. */
export function explorerLink({ view, t }: PageModel): TreeElement | false {
  const href = explorerUrl(view);
  if (href === null || view.testMode === true || (view.coverage === "none" && !hasOtherCoins(view)))
    return false;
  return h("a.link", { href, target: "_blank", rel: "noopener noreferrer" }, t("action.explorer"));
}

/** What both sides' books need: who, for what, when, how much, and where it went. Prints as it stands. */
function receipt(model: PageModel, { paidAt, payments }: Receipt): TreeElement {
  const { view, language, timeZone, t } = model;
  const { display } = view;
  const date: Intl.DateTimeFormatOptions = { year: "numeric" };
  return h(
    "div.panel.receipt",
    null,
    h(
      "dl",
      null,
      display != null && row(t("receipt.price"), formatMoney(display.amount, display.currency, language)),
      row(t("receipt.paidAt"), formatTime(paidAt, language, timeZone, date)),
      payments.map((payment) => [
        row(
          t("receipt.payment", { payment: payment.paymentId }),
          `${formatAmount(payment.amount, payment.coin)}, ${networkName(payment.network)}`,
        ),
        h(
          "div.row.sent",
          null,
          h("dt", null, t("address.label")),
          h("dd", null, h("bdi", { dir: "ltr" }, payment.address)),
        ),
      ]),
    ),
    otherCoins(model),
    explorerLink(model),
    model.live &&
      h("p", null, h("button.button.print", { type: "button", "data-print": true }, t("action.print"))),
  );
}
