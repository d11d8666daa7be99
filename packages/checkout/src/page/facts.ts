import { explorerUrl, networkName } from "../networks.ts";
import { hasOtherCoins, isClosed, otherCoinsOf } from "../stage.ts";
import { formatAmount } from "./format.ts";
import type { PageModel } from "./model.ts";
import { h, type TreeElement } from "./tree.ts";

const row = (label: string, value: string): TreeElement =>
  h("div.row", null, h("dt", null, label), h("dd", null, h("bdi", { dir: "ltr" }, value)));

/** What was due and what arrived, for the stages in which nothing is asked for. */
export function facts(model: PageModel): TreeElement | false {
  const { view, stage, now, t } = model;
  if (view.amountDue === null || stage === "preparing") return false;
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
