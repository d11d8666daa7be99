/** Text in GBK, the encoding of older servers in China. Characters that it does not have become "?". */
export function gbk(text: string): Uint8Array {
  const codes = codesByCharacter();
  return Uint8Array.from(Array.from(text).flatMap((character) => codes.get(character) ?? [0x3f]));
}

let known: ReadonlyMap<string, readonly number[]> | undefined;

/** Node only decodes GBK: the table is turned round, once. */
function codesByCharacter(): ReadonlyMap<string, readonly number[]> {
  known ??= new Map([...singleBytes(), ...doubleBytes()]);
  return known;
}

function* singleBytes(): Generator<[string, readonly number[]]> {
  for (let code = 0; code < 0x80; code += 1) yield [String.fromCharCode(code), [code]];
}

function* doubleBytes(): Generator<[string, readonly number[]]> {
  const decoder = new TextDecoder("gbk");
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      const character = decoder.decode(Uint8Array.of(lead, trail));
      if (trail !== 0x7f && character.length === 1 && character !== "�") yield [character, [lead, trail]];
    }
  }
}
