import { createHash } from "node:crypto";

/** A deterministic stream of numbers in [0, 1). */
export type Random = () => number;

/** A stream of its own for every label, so that one use of chance never shifts another. (Generator: sfc32.) */
export function randomStream(seed: string, label: string): Random {
  const start = createHash("sha256").update(`${label}\n${seed}`).digest();
  let a = start.readInt32LE(0);
  let b = start.readInt32LE(4);
  let c = start.readInt32LE(8);
  let counter = 1;
  return () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return (sum >>> 0) / 4294967296;
  };
}
