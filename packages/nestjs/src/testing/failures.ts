import { subscribe, unsubscribe } from "node:diagnostics_channel";

/** What handlers threw meanwhile: a pass of delivery does not reject with it. */
export async function failuresDuring(work: () => Promise<void>): Promise<unknown[]> {
  const failures: unknown[] = [];
  const hear = (facts: unknown) => {
    if (typeof facts === "object" && facts !== null && "err" in facts) failures.push(facts.err);
  };
  subscribe("coincoin:delivery", hear);
  try {
    await work();
  } finally {
    unsubscribe("coincoin:delivery", hear);
  }
  return failures;
}
