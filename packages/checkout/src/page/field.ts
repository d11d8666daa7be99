import type { CopyField, PageContext } from "./model.ts";
import { h, type TreeElement } from "./tree.ts";

/** A button that copies the value shown as `data-value`. Where copying is not allowed, it says what to do instead. */
export function copyButton(
  { t, live, copied }: Pick<PageContext, "t" | "live" | "copied">,
  field: CopyField,
  label: string,
): TreeElement {
  const tried = copied?.field === field;
  return h(
    tried && copied.done ? "button.copy.done" : "button.copy",
    { type: "button", "data-copy": field, "aria-label": tried ? null : label, disabled: !live },
    tried ? t(copied.done ? "action.copied" : "action.copyFailed") : t("action.copy"),
  );
}

export const copyable = (field: CopyField, value: string): TreeElement =>
  h("span.copyable", { "data-value": field }, value);
