/**
 * A body's bytes, whichever way they are held; undefined where it holds none. Not `instanceof`: a test runner may have a
 * `Uint8Array` of its own.
 */
export function bytesOf(body: unknown): Uint8Array | undefined {
  if (body instanceof Uint8Array) return body;
  if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
  return isBuffer(body) ? new Uint8Array(body) : undefined;
}

function isBuffer(body: unknown): body is ArrayBufferLike {
  const tag = Object.prototype.toString.call(body);
  return tag === "[object ArrayBuffer]" || tag === "[object SharedArrayBuffer]";
}
