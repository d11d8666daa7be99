/**
 * Copies `text`; where no way of doing so is allowed, selects it in `shown`, so that the customer can.
 *
 * The second way is an old one that still works where the first does not: in frames, in the browsers inside other apps,
 * and on pages that are not served over HTTPS.
 */
export async function copyText(text: string, shown: Element | null): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    if (copyFromField(text, shown?.parentElement ?? document.body)) return true;
    if (shown !== null) getSelection()?.selectAllChildren(shown);
    return false;
  }
}

function copyFromField(text: string, parent: Element): boolean {
  const focused = parent.getRootNode();
  const before = focused instanceof ShadowRoot || focused instanceof Document ? focused.activeElement : null;
  const field = document.createElement("textarea");
  field.className = "hidden";
  field.readOnly = true;
  field.value = text;
  parent.append(field);
  field.select();
  try {
    // oxlint-disable-next-line typescript/no-deprecated -- nothing newer works in these places
    return document.execCommand("copy");
  } catch {
    return false;
  } finally {
    field.remove();
    if (before instanceof HTMLElement) before.focus();
  }
}
