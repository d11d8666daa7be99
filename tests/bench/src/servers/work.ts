import { DatabaseSync, StatementSync } from "node:sqlite";
import { Client } from "pg";

/** What databases were asked to do. */
export interface Work {
  readonly statements: number;
  /** Entries of indexes written or removed, by SQLite's plans of what was run: the most it can be, since a partial index may be spared. */
  readonly indexWrites: number;
}

/** Counts what this process asks of SQLite and PostgreSQL from here on. It slows them: nothing is timed meanwhile. */
export function countWork(): () => Work {
  let statements = 0;
  let indexWrites = 0;
  const plans = planner();
  for (const way of ["run", "get", "all"] as const) {
    before(StatementSync.prototype, way, (statement) => {
      statements += 1;
      indexWrites += plans(statement);
    });
  }
  const one = () => void (statements += 1);
  before(DatabaseSync.prototype, "exec", one);
  before(Client.prototype, "query", one);
  return () => {
    const work = { statements, indexWrites };
    statements = 0;
    indexWrites = 0;
    return work;
  };
}

/** How many entries of indexes a statement writes. */
function planner(): (statement: StatementSync) => number {
  // oxlint-disable-next-line typescript/unbound-method -- called with its object below
  const { prepare } = DatabaseSync.prototype;
  // oxlint-disable-next-line typescript/unbound-method -- as above
  const { all } = StatementSync.prototype;
  const writes = new WeakMap<StatementSync, number>();
  DatabaseSync.prototype.prepare = function (this: DatabaseSync, sql: string, ...options: []) {
    const statement = prepare.call(this, sql, ...options);
    const plan = all.call(prepare.call(this, `EXPLAIN ${sql}`), {});
    const ops = plan.filter(({ opcode }) => opcode === "IdxInsert" || opcode === "IdxDelete");
    writes.set(statement, ops.length);
    return statement;
  };
  return (statement) => writes.get(statement) ?? 0;
}

function before<Self extends object>(
  prototype: Self,
  name: keyof Self & string,
  told: (self: Self) => void,
): void {
  const method: unknown = prototype[name];
  if (typeof method !== "function") throw new TypeError(`there is no method ${name}`);
  Object.defineProperty(prototype, name, {
    value(this: Self, ...input: unknown[]): unknown {
      told(this);
      return Reflect.apply(method, this, input);
    },
  });
}
