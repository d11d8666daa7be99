import { isTokenLink, isWalletLink } from "../wallet-link.ts";
import { formatAmount } from "./format.ts";
import type { PageModel } from "./model.ts";
import { qrCode } from "./qr.ts";
import { h, type TreeElement } from "./tree.ts";

/** The link to a wallet, or `null`, and whether it is the first thing a customer is offered. */
export function walletLink({ view, paymentLinks }: PageModel): { uri: string; isFirst: boolean } | null {
  const uri = view.paymentUri;
  if (!isWalletLink(uri) || paymentLinks === "never") return null;
  return { uri, isFirst: paymentLinks === "always" || !isTokenLink(uri) };
}

/** Opens a wallet where there is one; a browser says nothing where there is none, so the page does. */
export const walletButton = ({ t, noWallet }: PageModel, uri: string): TreeElement[] => [
  h("a.button.wallet", { href: uri, "data-wallet": true }, t("action.wallet")),
  ...(noWallet === true ? [h("p.note", null, t("action.noWallet"))] : []),
];

/** Two radio buttons choose the code, so that the choice works without scripts, by touch and by keyboard. */
export function codes(model: PageModel, address: string): TreeElement {
  const { view, t } = model;
  const amount = formatAmount(view.remaining ?? view.amountDue ?? "", view.coin);
  const link = walletLink(model);
  const plain = code("address", qrCode(address, t("qr.label")), t("qr.captionAddress", { amount }));
  if (link === null) return h("div.codes", null, plain);
  const choices = [
    choice("address", t("qr.addressOnly"), !link.isFirst),
    choice("uri", t("qr.withAmount"), link.isFirst),
  ];
  return h(
    "div.codes",
    null,
    h("fieldset", null, h("legend.hidden", null, t("qr.choice")), link.isFirst ? choices.reverse() : choices),
    plain,
    code(
      "uri",
      qrCode(link.uri, t("qr.labelAmount")),
      t("qr.captionAmount"),
      !link.isFirst && walletButton(model, link.uri),
    ),
  );
}

const choice = (value: string, label: string, checked: boolean): TreeElement =>
  h(
    "label.choice",
    null,
    h("input", { type: "radio", name: "coincoin-qr", value, checked }),
    h("span", null, label),
  );

const code = (
  name: "address" | "uri",
  drawing: TreeElement | false,
  caption: string,
  more: TreeElement[] | false = false,
): TreeElement =>
  h(
    `figure.shown.${name}`,
    null,
    h("div.code", null, drawing),
    drawing !== false && h("figcaption.caption", null, caption),
    more,
  );
