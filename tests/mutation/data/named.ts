/**
 * Mistakes that once went unnoticed, or would cost most. Each has to be killed for good. `find` occurs exactly once in `file`:
 * when it does not, the mistake has to be rewritten.
 */
export interface Named {
  readonly name: string;
  /** Below packages/. */
  readonly file: string;
  /** A whole expression, or a whole statement with its semicolon; any text where `alone` is given. */
  readonly find: string;
  readonly replace: string;
  /** What it needs a process of its own for: the tests that have to notice, of one package. */
  readonly alone?: { readonly root: string; readonly tests: readonly string[]; readonly isLong?: boolean };
}

const SPOOL = { root: "core", tests: ["test/intake/spool/durable.test.ts"] };
const STORES = { root: "../tests/conformance", tests: ["test/memory-store.test.ts"] };
const SQLITE = { root: "sql", tests: ["test/sqlite-suite.test.ts"], isLong: true };
const POSTGRES = { root: "sql", tests: ["test/postgres-trouble.test.ts"], isLong: true };

export const named: readonly Named[] = [
  {
    name: "what came is worth a share of the price, not of what was asked",
    file: "core/src/domain/worth.ts",
    find: "worth = add(worth, order.askedPrice);",
    replace: "worth = add(worth, order.price);",
  },
  {
    name: "a part is worth a share of the price, not of what was asked",
    file: "core/src/domain/worth.ts",
    find: "multiply(amount, order.askedPrice)",
    replace: "multiply(amount, order.price)",
  },
  {
    name: "the coin of other attempts is ignored",
    file: "core/src/domain/worth.ts",
    find: "attempts.filter(isIssued).filter((order) => order.coin === coin)",
    replace: "attempts.filter(isIssued)",
  },
  {
    name: "the latest deadline is shown",
    file: "core/src/creation/deadlines.ts",
    find: "Math.min(...ahead)",
    replace: "Math.max(...ahead)",
  },
  {
    name: "an expired order is handed out until it closes",
    file: "core/src/domain/issue.ts",
    find: "order.expiresAt > context.at && !order.lapsed",
    replace: "order.closesAt > context.at && !order.lapsed",
  },
  {
    name: "an expired address is shown until the order closes",
    file: "core/src/domain/view.ts",
    find: "order.lapsed || order.expiresAt <= now",
    replace: "order.lapsed || order.closesAt <= now",
  },
  {
    name: "the pin holds what a person entered",
    file: "core/src/domain/intake.ts",
    find: "intake.by === null ? doubtOf(intake.proofs, rules.trust, snapshot.app) : undefined",
    replace: "doubtOf(intake.proofs, rules.trust, snapshot.app)",
  },
  {
    name: "doubt about an earlier process is forgotten at the second try",
    file: "core/src/domain/asking.ts",
    find: "died || order?.creation.maybeMade === true",
    replace: "died",
  },
  {
    name: "a process that died while asking leaves no doubt",
    file: "core/src/domain/asking.ts",
    find: 'order?.creation.outcome === "asking"',
    replace: "false",
  },
  {
    name: "lateness is judged by the newest attempt",
    file: "core/src/domain/in-time.ts",
    find: "valued(issuedIn(purchase.attempts, coin), (order) => order.receivedInTime)",
    replace: "valued(issuedIn(purchase.attempts, coin).slice(-1), (order) => order.receivedInTime)",
  },
  {
    name: "what may have been made is asked for again with other terms",
    file: "core/src/domain/issue.ts",
    find: '!isIssued(order) && order.creation.outcome === "refused" && !order.creation.maybeMade',
    replace: '!isIssued(order) && order.creation.outcome === "refused"',
  },
  {
    name: "what a dead process may have made is asked for again with other terms",
    file: "core/src/domain/issue.ts",
    find: '!isIssued(order) && order.creation.outcome === "refused"',
    replace: "!isIssued(order)",
  },
  {
    name: "a rest is accepted in another coin",
    file: "core/src/creation/judge.ts",
    find: "if (order.credit === null || order.credit.coin === coin) return undefined;",
    replace: "return undefined;",
    alone: { root: "core", tests: ["test/creation/refusals.test.ts"] },
  },
  {
    name: "a spooled record is not synced",
    file: "core/src/intake/spool.ts",
    find: "await file.sync();",
    replace: "",
    alone: SPOOL,
  },
  {
    name: "a spooled record is synced before it is written",
    file: "core/src/intake/spool.ts",
    find: "await file.writeFile(encode(record));\n        await file.sync();",
    replace: "await file.sync();\n        await file.writeFile(encode(record));",
    alone: SPOOL,
  },
  {
    name: "the spool's folder is not synced",
    file: "core/src/intake/spool.ts",
    find: "await syncFolder(this.#directory);",
    replace: "",
    alone: SPOOL,
  },
  {
    name: "a folder that was made for the spool is not synced",
    file: "core/src/intake/spool.ts",
    find: "await syncFolder(dirname(folder));",
    replace: "",
    alone: SPOOL,
  },
  {
    name: "memory: an event is pruned while it is being delivered",
    file: "core/src/store/memory/prune.ts",
    find: "!row.claimed &&",
    replace: "",
    alone: STORES,
  },
  {
    name: "SQLite: an event is pruned while it is being delivered",
    file: "sql/src/sqlite/statements.ts",
    find: "d.claimed = 1 OR d.created_at >= :older",
    replace: "d.created_at >= :older",
    alone: SQLITE,
  },
  {
    name: "PostgreSQL: an event is pruned that was claimed a moment ago",
    file: "sql/src/postgres/prune.ts",
    find: "AND (state = 'done' OR NOT claimed))",
    replace: ")",
    alone: POSTGRES,
  },
  {
    name: "PostgreSQL: a claim waits for another process's",
    file: "sql/src/postgres/deliveries.ts",
    find: "FOR UPDATE SKIP LOCKED",
    replace: "FOR UPDATE",
    alone: POSTGRES,
  },
];
