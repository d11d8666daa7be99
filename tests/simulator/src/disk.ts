import type { Spool, SpooledWebhook } from "@coincoin/core";
import type { Faults } from "./faults.ts";
import type { Owner } from "./scheduler.ts";

/** The disk of one machine: it survives the processes that run there. */
export class Disk {
  readonly #records = new Map<string, SpooledWebhook>();
  #written = 0;
  /** True times at which it took no record. */
  readonly refusedAt: number[] = [];

  bodies(): string[] {
    return Array.from(this.#records.values(), ({ body }) => body);
  }

  /** The spool on this disk, for one process. */
  spool(owner: Owner, faults: Faults, now: () => number): Spool {
    const call = <T>(label: string, effect: () => T): Promise<T> =>
      faults.call(owner, `spool ${label}`, {
        effect,
        opensRound: label === "list",
        refused: faults.knobs.spoolRefuses,
        refusal: () => {
          if (label === "put") this.refusedAt.push(now());
          return new Error("the simulated disk failed");
        },
      });
    return {
      put: (record) =>
        call("put", () => {
          this.#written++;
          this.#records.set(String(this.#written).padStart(9, "0"), structuredClone(record));
        }),
      list: (limit) =>
        call("list", () =>
          Array.from(this.#records, ([id, record]) => ({ id, record: structuredClone(record) })).slice(
            0,
            limit,
          ),
        ),
      remove: (id) =>
        call("remove", () => {
          this.#records.delete(id);
        }),
      count: () => call("count", () => this.#records.size),
    };
  }
}
