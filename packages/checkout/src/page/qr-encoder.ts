/**
 * QR codes as ISO/IEC 18004 has them, cut down to what a payment needs: bytes, error correction level M (15% may be
 * unreadable), versions 1 to 13 (331 bytes). A third of the size of the smallest library; the tests compare it with one,
 * module by module, and decode it with another.
 */

/** Per version from 1: error correction codewords of a block, and number of blocks, at level M. */
const eccLengths = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22];
const blockCounts = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9];

type Modules = boolean[][];

/** Rows of modules, dark is `true`, without the quiet zone; `null` for a text that is too long. */
export function encodeQr(text: string): Modules | null {
  const bytes = [...new TextEncoder().encode(text)];
  for (const [index, eccLength] of eccLengths.entries()) {
    const version = index + 1;
    const blocks = blockCounts[index] ?? 0;
    const capacity = codewords(version) - eccLength * blocks;
    const countBits = version < 10 ? 8 : 16;
    if (4 + countBits + 8 * bytes.length > 8 * capacity) continue;
    return draw(version, interleave(frame(bytes, countBits, capacity), blocks, eccLength));
  }
  return null;
}

/** How many alignment patterns stand in a row. */
const alignments = (version: number): number => (version < 2 ? 0 : Math.floor(version / 7) + 2);

/** What is left of the square after everything that is not data. */
function codewords(version: number): number {
  const count = alignments(version);
  const aligned = count > 0 ? (25 * count - 10) * count - 55 : 0;
  return ((16 * version + 128) * version + 64 - aligned - (version > 6 ? 36 : 0)) >> 3;
}

/** Mode (0100: bytes), length, bytes, terminator, padding: as many codewords as fit. */
function frame(bytes: readonly number[], countBits: number, capacity: number): number[] {
  const bits = `0100${binary(bytes.length, countBits)}${bytes.map((byte) => binary(byte, 8)).join("")}0000`;
  const result = [...bits.slice(0, 8 * capacity).matchAll(/.{8}/g)].map(([byte]) => Number.parseInt(byte, 2));
  for (let pad = 0xec; result.length < capacity; pad ^= 0xec ^ 0x11) result.push(pad);
  return result;
}

const binary = (value: number, length: number): string => value.toString(2).padStart(length, "0");

/** Splits into blocks, the short ones first, adds each one's error correction, and deals them out like cards. */
function interleave(data: readonly number[], blocks: number, eccLength: number): number[] {
  const short = Math.floor(data.length / blocks);
  const firstLong = blocks - (data.length % blocks);
  let end = 0;
  const parts = Array.from({ length: blocks }, (_, index) =>
    data.slice(end, (end += short + (index < firstLong ? 0 : 1))),
  );
  const generator = generatorPolynomial(eccLength);
  return [...deal(parts), ...deal(parts.map((part) => remainder(part, generator)))];
}

const deal = (parts: readonly number[][]): number[] =>
  (parts.at(-1) ?? []).flatMap((_, index) => parts.flatMap((part) => part[index] ?? []));

/** In the field of 256 elements with the polynomial x^8 + x^4 + x^3 + x^2 + 1. */
function multiply(a: number, b: number): number {
  let product = 0;
  for (let bit = 7; bit >= 0; bit--)
    product = (product << 1) ^ ((product >> 7) * 0x11d) ^ (((b >> bit) & 1) * a);
  return product;
}

/** (x - 1)(x - 2)(x - 4)…, without its leading one. */
function generatorPolynomial(degree: number): number[] {
  let result = [1];
  for (let index = 0, root = 1; index < degree; index++, root = multiply(root, 2)) {
    result = [...result, 0].map((value, place) => value ^ multiply(result[place - 1] ?? 0, root));
  }
  return result.slice(1);
}

function remainder(data: readonly number[], generator: readonly number[]): number[] {
  let rest = generator.map(() => 0);
  for (const byte of data) {
    const factor = byte ^ (rest[0] ?? 0);
    rest = generator.map((value, place) => (rest[place + 1] ?? 0) ^ multiply(value, factor));
  }
  return rest;
}

const masks: readonly ((x: number, y: number) => number)[] = [
  (x, y) => (x + y) % 2,
  (_, y) => y % 2,
  (x) => x % 3,
  (x, y) => (x + y) % 3,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2,
  (x, y) => ((x * y) % 2) + ((x * y) % 3),
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2,
];

function draw(version: number, data: readonly number[]): Modules {
  const size = version * 4 + 17;
  let best: Modules = [];
  let least = Number.POSITIVE_INFINITY;
  for (const [mask, flips] of masks.entries()) {
    const modules = drawWith(version, size, data, mask, flips);
    const score = penalty(modules);
    if (score < least) [best, least] = [modules, score];
  }
  return best;
}

function drawWith(
  version: number,
  size: number,
  data: readonly number[],
  mask: number,
  flips: (x: number, y: number) => number,
): Modules {
  const grid: (boolean | undefined)[][] = Array.from({ length: size }, () => []);
  const set = (x: number, y: number, dark: boolean): void => {
    const row = grid[y];
    if (row !== undefined && x >= 0 && x < size) row[x] = dark;
  };
  /** Concentric squares around a centre. */
  const square = (centerX: number, centerY: number, radius: number, light: readonly number[]): void => {
    for (let y = -radius; y <= radius; y++) {
      for (let x = -radius; x <= radius; x++) {
        set(centerX + x, centerY + y, !light.includes(Math.max(Math.abs(x), Math.abs(y))));
      }
    }
  };

  for (let index = 0; index < size; index++) {
    set(6, index, index % 2 === 0);
    set(index, 6, index % 2 === 0);
  }
  const count = alignments(version);
  const step = Math.ceil((version * 4 + 4) / (count * 2 - 2)) * 2;
  const places = Array.from({ length: count }, (_, index) =>
    index === 0 ? 6 : size - 7 - step * (count - 1 - index),
  );
  for (const x of places) {
    for (const y of places) {
      // Not on the finder patterns, which stand in three of the corners.
      if (x + y !== 12 && (x === y || x + y !== size - 1)) square(x, y, 2, [1]);
    }
  }
  square(3, 3, 4, [2, 4]);
  square(size - 4, 3, 4, [2, 4]);
  square(3, size - 4, 4, [2, 4]);

  const format = bch(mask, 10, 0x537) ^ 0x5412;
  for (let index = 0; index < 15; index++) {
    const dark = ((format >> index) & 1) === 1;
    // Once around the first corner, over the timing patterns, and once split between the other two.
    const near = index + (index < 6 ? 0 : index < 8 ? 1 : size - 15);
    const across = index < 8 ? size - 1 - index : index === 8 ? 7 : 14 - index;
    set(8, near, dark);
    set(across, 8, dark);
  }
  set(8, size - 8, true);
  const bits = bch(version, 12, 0x1f25);
  for (let index = version > 6 ? 0 : 18; index < 18; index++) {
    const dark = ((bits >> index) & 1) === 1;
    const near = Math.floor(index / 3);
    const across = size - 11 + (index % 3);
    set(across, near, dark);
    set(near, across, dark);
  }

  // Two columns at a time, from the right, up and down in turn, stepping over the timing column.
  let bit = 0;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right--;
    const upward = ((right + 1) & 2) === 0;
    for (let index = 0; index < size; index++) {
      const y = upward ? size - 1 - index : index;
      for (const x of [right, right - 1]) {
        if (grid[y]?.[x] !== undefined) continue;
        const dark = (((data[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1) === 1;
        set(x, y, dark !== (flips(x, y) === 0));
        bit++;
      }
    }
  }
  return grid.map((row) => row.map(Boolean));
}

/** A value followed by its check bits. Level M is 00 in the format's two upper bits, so the mask stands alone. */
function bch(value: number, checkBits: number, polynomial: number): number {
  let rest = value;
  for (let index = 0; index < checkBits; index++)
    rest = (rest << 1) ^ ((rest >> (checkBits - 1)) * polynomial);
  return (value << checkBits) | rest;
}

/** How hard a code is to read: long runs, blocks, what looks like a finder pattern, and imbalance. */
function penalty(modules: Modules): number {
  const rows = modules.map((row) => row.map(Number).join(""));
  const columns = rows.map((_, x) => rows.map((row) => row.charAt(x)).join(""));
  let score = 0;
  for (const line of [...rows, ...columns]) {
    for (const run of line.match(/0{5,}|1{5,}/g) ?? []) score += run.length - 2;
    score += 40 * (line.match(/(?=10111010000|00001011101)/g)?.length ?? 0);
  }
  for (const [y, row] of modules.entries()) {
    for (const [x, dark] of row.entries()) {
      const below = modules[y + 1];
      if (dark === row[x + 1] && dark === below?.[x] && dark === below[x + 1]) score += 3;
    }
  }
  const all = rows.join("");
  const dark = all.replaceAll("0", "").length / all.length;
  return score + 10 * Math.floor(Math.abs(dark * 20 - 10));
}
