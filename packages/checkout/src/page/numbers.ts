import { copyable, copyButton } from "./field.ts";
import type { PageModel } from "./model.ts";
import { h, type TreeElement } from "./tree.ts";

/** How customer and shop name this payment to one another: the shop's own number where it gives one, and the payment's. */
export const numbers = (model: PageModel): TreeElement =>
  h(
    "dl.numbers",
    null,
    model.orderNumber !== undefined &&
      number(model, "order", model.t("order.label"), model.orderNumber, model.t("action.copyOrder")),
    number(model, "payment", model.t("payment.label"), model.view.paymentId, model.t("action.copyPayment")),
  );

const number = (
  model: PageModel,
  field: "order" | "payment",
  label: string,
  value: string,
  copy: string,
): TreeElement =>
  h(
    `div.number.${field}`,
    null,
    h("dt", null, label),
    h("dd", null, h("bdi", { dir: "ltr" }, copyable(field, value)), " ", copyButton(model, field, copy)),
  );
