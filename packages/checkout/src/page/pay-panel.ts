import { coinName, networkName } from "../networks.ts";
import { codes, walletButton, walletLink } from "./codes.ts";
import { explorerLink, otherCoins } from "./facts.ts";
import { copyable, copyButton } from "./field.ts";
import { formatAmount } from "./format.ts";
import type { PageModel } from "./model.ts";
import { h, type TreeElement } from "./tree.ts";

/** Amount, address and QR code: shown only while money is asked for. */
export function payPanel(model: PageModel): TreeElement | false {
  const { view, stage, t } = model;
  if (view.address === null) return false;
  const amount = view.remaining ?? view.amountDue;
  const link = walletLink(model);
  const links = [link?.isFirst === true && walletButton(model, link.uri), explorerLink(model)];
  return h(
    "div.pay",
    null,
    h(
      "div.details",
      null,
      stage === "partial" && progress(model),
      amount !== null &&
        field(model, {
          name: "amount",
          label: stage === "partial" ? t("amount.rest") : t("amount.send"),
          value: amount,
          unit: view.coin?.toUpperCase(),
          copy: t("action.copyAmount"),
        }),
      field(model, {
        name: "address",
        label: t("address.label"),
        value: view.address,
        copy: t("action.copyAddress"),
      }),
      h(
        "dl.pair",
        null,
        view.coin !== null && pair(t("coin.label"), coinInWords(view.coin)),
        view.network !== null && pair(t("network.label"), networkName(view.network)),
      ),
      warning(model),
      otherCoins(model),
      links.some(Boolean) && h("div.links", null, links),
    ),
    codes(model, view.address),
  );
}

const pair = (label: string, value: string): TreeElement =>
  h("div", null, h("dt", null, label), h("dd", null, h("bdi", null, value)));

function coinInWords(coin: string): string {
  const name = coinName(coin);
  return name === undefined ? coin.toUpperCase() : `${name} (${coin.toUpperCase()})`;
}

interface Field {
  name: "amount" | "address";
  label: string;
  value: string;
  unit?: string | undefined;
  copy: string;
}

/** A value to send, and a button that copies exactly it: the amount without its coin. */
function field(model: PageModel, { name, label, value, unit, copy }: Field): TreeElement {
  return h(
    `div.field.${name}`,
    null,
    h("div.label", null, label),
    h(
      "div.value",
      null,
      h(
        value.length > 12 ? "bdi.text.long" : "bdi.text",
        { dir: "ltr" },
        copyable(name, value),
        unit !== undefined && ` ${unit}`,
      ),
      copyButton(model, name, copy),
    ),
  );
}

function warning({ view, t }: PageModel): TreeElement | false {
  if (view.coin === null || view.network === null) return false;
  return h(
    "p.warning",
    null,
    h(
      "strong",
      null,
      t("warning.only", { coin: view.coin.toUpperCase(), network: networkName(view.network) }),
    ),
    " ",
    t("warning.fee"),
  );
}

function progress({ view, t }: PageModel): TreeElement | false {
  if (view.amountDue === null) return false;
  const text = t("amount.progress", {
    received: formatAmount(view.received, null),
    due: formatAmount(view.amountDue, view.coin),
  });
  // A picture of the amounts, not the amounts: the exact ones stand beside it as text.
  return h(
    "div.progress",
    null,
    h("progress", { max: view.amountDue, value: view.received, "aria-label": text }),
    h("span", { "aria-hidden": "true" }, text),
  );
}
