/** Copies `text`; where that is not allowed, selects it in `shown`, so that the customer can. */
export async function copyText(text: string, shown: Element | null): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // No permission, or a page that is not served over HTTPS.
    if (shown !== null) getSelection()?.selectAllChildren(shown);
    return false;
  }
}
