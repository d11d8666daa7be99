/** What a provider means by an error. `most`: the limit, where the message names it. */
export type Verdict =
  | { readonly kind: "busy" }
  | { readonly kind: "too_much"; readonly what: "range" | "addresses" | "results"; readonly most?: number }
  | { readonly kind: "unsupported" }
  | { readonly kind: "behind" }
  | { readonly kind: "failed" };

const busy =
  /rate.?limit|too many requests|request (?:count|rate)|per second|\/s(?:ec)?\b|compute units|credits|throttl|try again later|quota/i;
const addresses =
  /(?:exceed|max|too many|more than).*(?:topics|addresses)|(?:topics|addresses).*(?:exceed|max|too many|limit)/i;
const results =
  /more than [\d,]+ (?:results|logs)|response size|log response|too many (?:results|logs)|query timeout|timed? ?out|timeout exceeded/i;
const range = /\brange\b|too many blocks|blocks? (?:distance|span)/i;
const unsupported =
  /method .*(?:not|n't|disabled)|not (?:supported|available|whitelisted|allowed)|unsupported|does not exist|disabled|pruned|archive|upgrade|unauthorized|invalid (?:api )?key/i;
const behind =
  /unknown block|(?:block|header)s? (?:was |is )?not found|beyond|head block|future block|blockoutofrange/i;

const LIMIT_CODES = new Set([-32_005, -32_614, -32_602, -32_600]);

/**
 * Reads a JSON-RPC error. Codes are used differently by every provider, so the text comes first. What is asked less of next time
 * depends on it: halving the blocks does not help where the addresses are too many.
 */
export function verdictOf(code: number, message: string): Verdict {
  if (code === 429 || code === -32_029 || busy.test(message)) return { kind: "busy" };
  if (code === 4444) return { kind: "unsupported" };
  if (results.test(message)) return { kind: "too_much", what: "results" };
  if (addresses.test(message)) return tooMuch("addresses", message);
  if (behind.test(message)) return { kind: "behind" };
  if (range.test(message)) return tooMuch("range", message);
  if (code === -32_601 || unsupported.test(message)) return { kind: "unsupported" };
  if (LIMIT_CODES.has(code) && /limit|exceed|too (?:large|big|many|wide|high)/i.test(message)) {
    return { kind: "too_much", what: "results" };
  }
  return { kind: "failed" };
}

function tooMuch(what: "range" | "addresses", message: string): Verdict {
  const most = limitIn(message);
  return most === undefined ? { kind: "too_much", what } : { kind: "too_much", what, most };
}

/** "up to a 10 block range", "limited to a 10,000 range", "exceed max block range: 5000", "exceeds limit of 10000". */
const limits = [
  /up to an? ([\d,]+) block/i,
  /limited to (?:an? )?([\d,]+)/i,
  /(?:limit|max(?:imum)?)[^\d[]*?([\d,]+)(?!.*(?:limit|max))/i,
];

function limitIn(message: string): number | undefined {
  for (const pattern of limits) {
    const digits = pattern.exec(message)?.[1]?.replaceAll(",", "");
    const number = digits === undefined || digits === "" ? 0 : Number(digits);
    if (Number.isSafeInteger(number) && number > 0) return number;
  }
  return undefined;
}
