import type { Import } from "./imports.ts";

/** What `src` of a package may import of ours. */
export interface Arrow {
  readonly any?: readonly string[];
  /** Imported as types only, but for the values named here. */
  readonly typesBut?: Readonly<Record<string, readonly string[]>>;
  /** An adapter translates and never decides: it holds no status code of a refusal or a failure. */
  readonly isAdapter?: boolean;
}

/** Of `@coincoin/core/store`: the same in every store. */
const ROW_RULES = [
  "addressKey",
  "attentionEvent",
  "closedWith",
  "dayOf",
  "facetOf",
  "mergedAttention",
  "mergedInbox",
  "newAttention",
  "openOrder",
  "overSince",
  "purchaseStatus",
  "purchasedAt",
  "tombstonesOf",
];

export const ARROWS: Readonly<Record<string, Arrow>> = {
  "@coincoin/checkout": {},
  "@coincoin/core": { any: ["@coincoin/checkout"] },
  // A store tells its failures apart by core's error codes, and merges its rows by core's rules. It knows nothing else of it.
  "@coincoin/sql": {
    typesBut: { "@coincoin/core": ["CoinCoinError", "isCoinCoinError", "isIssued", ...ROW_RULES] },
  },
  // Pages over core's public calls. It has routes of its own, and so statuses of its own.
  "@coincoin/desk": { any: ["@coincoin/core"] },
  "@coincoin/express": { any: ["@coincoin/core"], isAdapter: true },
  // The sandbox is for its entry "testing", the desk for its entry "desk": optional peers.
  "@coincoin/nestjs": { any: ["@coincoin/core", "@coincoin/desk", "@coincoin/sandbox"], isAdapter: true },
  // It is a whole shop's plugin: it also chooses the store, which is Medusa's own database, and links to explorers.
  "@coincoin/medusa": { any: ["@coincoin/checkout", "@coincoin/core", "@coincoin/sql"], isAdapter: true },
  "@coincoin/sandbox": {},
  // Its suites drive a store and an adapter through what core offers everybody.
  "@coincoin/testing": { any: ["@coincoin/core"] },
  // It reads and knows nothing of orders; who decides takes its readers by their shape.
  "@coincoin/chain": {},
  "@coincoin/cli": { any: ["@coincoin/chain", "@coincoin/core", "@coincoin/sql", "@coincoin/sandbox"] },
};

/** A specifier of one of our packages; what matches is the package's name. */
export const OURS = /^@coincoin\/[^/]+/;

/** Why the source of a package may not import this, or undefined where it may. */
export function refusalOf({ specifier, values }: Import, arrow: Arrow, self: string): string | undefined {
  const [target] = OURS.exec(specifier) ?? [];
  if (target === undefined || target === self || arrow.any?.includes(target) === true) return undefined;
  const allowed = arrow.typesBut?.[target];
  if (allowed !== undefined) {
    const refused = values.filter((name) => !allowed.includes(name));
    return refused.length === 0
      ? undefined
      : `imports ${refused.join(", ")} of ${specifier} as a value; beside ${allowed.join(", ")} only types may be used here`;
  }
  return `imports ${specifier}, which ${self} may not know`;
}
