import { decodeUtf8 } from "../exact-json.ts";

/** A reply's text. `undefined`: longer than `limit` bytes, not UTF-8, or cut off. Never rejects. */
export async function boundedText(response: Response, limit: number): Promise<string | undefined> {
  const reader = response.body?.getReader();
  if (reader === undefined) return "";
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return decodeUtf8(Buffer.concat(chunks));
      length += value.byteLength;
      if (length > limit) {
        await reader.cancel();
        return undefined;
      }
      chunks.push(value);
    }
  } catch {
    return undefined;
  }
}
