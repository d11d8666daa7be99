import { decodeUtf8 } from "./exact-json.ts";

/** A reply's text. `undefined`: longer than `limit` bytes, not UTF-8, or cut off. Never rejects. */
export async function boundedText(response: Response, limit: number): Promise<string | undefined> {
  const reader = response.body?.getReader();
  if (reader === undefined) return "";
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for (;;) {
      const part: { done: boolean; value?: unknown } = await reader.read();
      const { value } = part;
      if (part.done) return decodeUtf8(Buffer.concat(chunks));
      // Not `instanceof`: a test runner may have a Uint8Array of its own.
      if (!ArrayBuffer.isView(value)) return undefined;
      length += value.byteLength;
      if (length > limit) {
        await reader.cancel();
        return undefined;
      }
      chunks.push(Buffer.from(value.buffer, value.byteOffset, value.byteLength));
    }
  } catch {
    return undefined;
  }
}
