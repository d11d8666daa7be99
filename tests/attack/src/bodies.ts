import { deep, KEYS, NO_COINS, NOT_UTF8, NUMBERS, STRINGS } from "./hostile.ts";
import type { Random } from "./random.ts";

/** What an attacker may know of an order: all that its customer is shown. */
export interface KnownOrder {
  readonly paymentId: string;
  readonly address: string;
}

/** How much is at stake if the body is believed. */
export type BodyAim =
  /** Anything at all, in no order's name. */
  | "stranger"
  /** An order's id with what contradicts the order. */
  | "contradiction"
  /** An order's id and address, with numbers that are none, or are nothing. */
  | "poison"
  /** An order's id and address and its full amount: believed by whoever does not ask who sent it. */
  | "payment";

export function bodyFor(aim: BodyAim, random: Random, order: KnownOrder): Buffer {
  switch (aim) {
    case "payment":
      return Buffer.from(document({ ...order, collected: '{"usdt":1000}', state: random.pick(["1", "2"]) }));
    case "contradiction":
      return Buffer.from(contradiction(random, order));
    case "poison":
      return Buffer.from(poison(random, order));
    case "stranger":
      return stranger(random);
  }
}

interface Facts {
  readonly paymentId: string;
  readonly address: string;
  readonly collected: string;
  readonly state: string;
  readonly amount?: string;
  readonly network?: string;
  readonly coin?: string;
  readonly extra?: string;
}

function document(facts: Facts): string {
  const { amount = "100.0", network = "tron", coin = "usdt", extra = "" } = facts;
  return `{"payment":{"address":${JSON.stringify(facts.address)},"payment_id":${JSON.stringify(facts.paymentId)},"network":"${network}","coin":"${coin}","amount":${amount}},"collected":${facts.collected},"state":${facts.state}${extra}}`;
}

function contradiction(random: Random, order: KnownOrder): string {
  const facts = { ...order, collected: '{"usdt":1000}', state: "1", extra: `,"n":${random.below(64)}` };
  switch (random.below(3)) {
    case 0:
      return document({ ...facts, address: `T${random.text(33)}` });
    case 1:
      return document({ ...facts, network: "ethereum" });
    default:
      return document({ ...facts, coin: "btc", collected: '{"btc":1000}' });
  }
}

function poison(random: Random, order: KnownOrder): string {
  let number: string = random.pick(NUMBERS);
  while (!isNothing(number)) number = random.pick(NUMBERS);
  const collected = random.pick([
    `{"usdt":${number}}`,
    `{"${random.pick(NO_COINS)}":1000}`,
    `{"__proto__":{"usdt":1000}}`,
    `{"usdt":0,"constructor":{"prototype":{"usdt":1000}}}`,
    `[["usdt",1000]]`,
    `"usdt=1000"`,
    `[1000]`,
    deep(random),
  ]);
  return document({ ...order, collected, state: "0" });
}

/** Not an amount of money under any reading; "1e80" would be one. */
function isNothing(literal: string): boolean {
  return !/^"?\d+(\.\d+)?"?$/.test(literal) || literal.length > 200;
}

function stranger(random: Random): Buffer {
  switch (random.below(9)) {
    case 0:
      return random.bytes(random.below(200));
    case 1:
      return Buffer.from(deep(random));
    case 2:
      return Buffer.from(
        random.pick(["", " ", "null", "[]", "{}", "0", '""', "{", '{"payment":', "\ufeff{}", "NaN"]),
      );
    case 3:
      return withBytes(random, Buffer.from(strange(random)), random.pick(NOT_UTF8));
    case 4:
      return mutated(random, Buffer.from(strange(random)));
    case 5:
      return Buffer.from(repeatedKeys(random));
    case 6:
      return Buffer.from(strange(random) + " ".repeat(random.pick([1, 60_000, 65_000, 70_000])));
    default:
      return Buffer.from(strange(random));
  }
}

/** A notification for nobody's order, with something odd in any field. */
function strange(random: Random): string {
  const odd = (usual: string): string => {
    if (random.chance(0.6)) return usual;
    if (random.chance(0.5)) return random.pick(NUMBERS);
    return JSON.stringify(random.pick(STRINGS));
  };
  const key = random.chance(0.3) ? random.pick(KEYS) : "usdt";
  const id = random.chance(0.7)
    ? random.text(random.pick([1, 8, 20, 32, 33, 255, 256]))
    : random.pick(STRINGS);
  const members = [
    `"payment":{"address":${odd(`"T${random.text(33)}"`)},"payment_id":${JSON.stringify(id)},"network":${odd('"tron"')},"coin":${odd('"usdt"')},"amount":${odd("100.0")}}`,
    `"collected":{"${key}":${odd("100")}}`,
    `"state":${odd("1")}`,
  ];
  if (random.chance(0.3)) members.push(`"${random.pick(KEYS)}":${odd("1")}`);
  if (random.chance(0.2)) members.splice(random.below(members.length), 1);
  if (random.chance(0.3)) members.reverse();
  return `{${members.join(",")}}`;
}

function repeatedKeys(random: Random): string {
  const id = random.text(12);
  const part = (paymentId: string) =>
    `"payment":{"payment_id":"${paymentId}","address":"T${random.text(33)}"}`;
  return `{${part(id)},${part(random.text(12))},"collected":{"usdt":1,"usdt":1000,"USDT":5},"state":0,"state":1,"st\\u0061te":2}`;
}

function withBytes(random: Random, text: Buffer, bytes: Buffer): Buffer {
  const at = random.below(text.length + 1);
  return Buffer.concat([text.subarray(0, at), bytes, text.subarray(at)]);
}

/** A few bytes changed, dropped or doubled. */
export function mutated(random: Random, given: Buffer): Buffer {
  let bytes = Buffer.from(given);
  for (let left = 1 + random.below(6); left > 0; left--) {
    const at = random.below(bytes.length + 1);
    const until = Math.min(bytes.length, at + 1 + random.below(8));
    const kind = random.below(4);
    if (kind === 0) bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(until)]);
    else if (kind === 1) bytes = Buffer.concat([bytes.subarray(0, until), bytes.subarray(at)]);
    else if (kind === 2) bytes = Buffer.concat([bytes.subarray(0, at), random.bytes(3), bytes.subarray(at)]);
    else if (at < bytes.length) bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
  }
  return bytes;
}
