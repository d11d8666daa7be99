/**
 * The smallest bytes that still fail, as far as cutting finds them: blocks are left out, large ones first. At most
 * `budget` attempts.
 */
export async function shrink(
  bytes: Buffer,
  stillFails: (candidate: Buffer) => Promise<boolean>,
  budget = 300,
): Promise<Buffer> {
  let best = bytes;
  let left = budget;
  for (let size = Math.ceil(best.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let at = 0; at < best.length && left > 0; ) {
      const candidate = Buffer.concat([best.subarray(0, at), best.subarray(at + size)]);
      left--;
      if (await stillFails(candidate)) best = candidate;
      else at += size;
    }
  }
  return best;
}
