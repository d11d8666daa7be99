import type { PageContext, PageModel } from "./model.ts";
import { isTroubled } from "./sentence.ts";
import { h, type TreeElement } from "./tree.ts";

type ActionsModel = PageContext & { stage: string; view?: PageModel["view"] };

/** Where to go from here: one way stands out, and the shop can be reached from every stage. */
export function actions(model: ActionsModel): TreeElement | false {
  const { stage, newOrderUrl, returnUrl, successUrl, restUrl, contactUrl, merchantName, t } = model;
  const link = (kind: string, href: string | undefined, text: string): TreeElement | false =>
    href !== undefined && h(kind, { href, target: model.framed === true && "_top" }, text);
  const again = link(
    "a.button.primary",
    stage === "underpaid" ? restUrl : ["expired", "invalid"].includes(stage) ? newOrderUrl : undefined,
    t(stage === "underpaid" ? "action.payRest" : "action.newOrder"),
  );
  const isPaid = ["received", "settled", "over"].includes(stage);
  const isUrgent = isTroubled(model) && !isPaid && again === false;
  const back = link(
    isPaid ? "a.button.primary" : "a.button",
    isPaid ? (successUrl ?? returnUrl) : returnUrl,
    merchantName === undefined ? t("action.return") : t("action.returnTo", { shop: merchantName }),
  );
  const contact = link(
    isUrgent ? "a.button.primary" : isTroubled(model) ? "a.button" : "a.link",
    contactUrl,
    t("action.contact"),
  );
  const links = isUrgent ? [contact, back] : [again, back, contact];
  return links.some(Boolean) && h("p.actions", null, links);
}
