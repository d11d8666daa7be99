import { formatMoney } from "../display.ts";
import { formatAmount } from "./format.ts";
import type { PageContext, PageModel } from "./model.ts";
import { h, type TreeElement } from "./tree.ts";

type BrandModel = Pick<PageContext, "logoUrl" | "merchantName">;

/** The shop's own face: its logo, and its name in words. */
export const brand = ({ logoUrl, merchantName }: BrandModel): TreeElement[] => [
  ...(logoUrl === undefined ? [] : [h("img.logo", { src: logoUrl, alt: "" })]),
  ...(merchantName === undefined ? [] : [h("p.merchant", null, h("bdi", null, merchantName))]),
];

type PriceModel = Pick<PageModel, "language" | "summary" | "t"> & {
  view: Pick<PageModel["view"], "display" | "wholePrice" | "amountDue" | "coin">;
};

/** What is paid for, and what it costs in the shop's own currency. */
export function priceLines({ view, summary, language, t }: PriceModel): (TreeElement | false)[] {
  const { display, amountDue, coin } = view;
  if (display == null) return [summary !== undefined && h("p.summary", null, h("bdi", null, summary))];
  const { amount, currency, title, lines } = display;
  const money = (value: string): string => formatMoney(value, currency, language);
  const price = money(amount);
  const isSame = view.wholePrice === true && amountDue !== null;
  return [
    h(
      "p.summary",
      null,
      title !== null && [h("bdi", null, title), ": "],
      h("bdi", null, isSame ? t("price.about", { price, amount: formatAmount(amountDue, coin) }) : price),
    ),
    lines.length > 0 &&
      h(
        "ul.lines",
        null,
        lines.map((line) =>
          h(
            "li.row",
            null,
            h("bdi", null, line.text),
            line.amount !== null && [" ", h("bdi", null, money(line.amount))],
          ),
        ),
      ),
  ];
}
