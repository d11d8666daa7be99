/** The text of a reply, or `undefined` when it is longer than `limit` bytes or not UTF-8. Rejects when it is cut off. */
export async function boundedText(response: Response, limit: number): Promise<string | undefined> {
  const reader = response.body?.getReader();
  if (reader === undefined) return "";
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  let length = 0;
  for (;;) {
    const part: { done: boolean; value?: unknown } = await reader.read();
    if (part.done) break;
    // Not `instanceof`: a test runner may have a Uint8Array of its own.
    if (!ArrayBuffer.isView(part.value)) return undefined;
    length += part.value.byteLength;
    if (length > limit) {
      await reader.cancel();
      return undefined;
    }
    const bytes = new Uint8Array(part.value.buffer, part.value.byteOffset, part.value.byteLength);
    try {
      text += decoder.decode(bytes, { stream: true });
    } catch {
      await reader.cancel();
      return undefined;
    }
  }
  return text;
}
