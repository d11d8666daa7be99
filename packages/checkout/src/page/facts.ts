import { explorerUrl, networkName } from "../networks.ts";
import { isClosed } from "../stage.ts";
import { formatAmount } from "./format.ts";
import type { PageModel } from "./page.ts";
import { h, type TreeElement } from "./tree.ts";

const row = (label: string, value: string): TreeElement =>
  h("div.row", null, h("dt", null, label), h("dd", null, h("bdi", { dir: "ltr" }, value)));

/** What was due and what arrived, for the stages in which nothing is asked for. */
export function facts({ view, stage, t }: PageModel): TreeElement | false {
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
    otherCoins({ view, t }),
    !isClosed(stage) && explorerLink({ view, t }),
  );
}

export const otherCoins = ({ view, t }: Pick<PageModel, "view" | "t">): TreeElement[] =>
  Object.entries(view.otherCoins).map(([coin, amount]) =>
    h("p.note", null, t("warning.otherCoins", { amount: formatAmount(amount, coin) })),
  );

/** A link to follow, not a request: without referrer, in its own tab. */
export function explorerLink({ view, t }: Pick<PageModel, "view" | "t">): TreeElement | false {
  const href = explorerUrl(view);
  if (href === null) return false;
  return h("a.link", { href, target: "_blank", rel: "noopener noreferrer" }, t("action.explorer"));
}
