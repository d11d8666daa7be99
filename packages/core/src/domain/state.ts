/**
 * How codes 1 and 2 are read, for the document contradicts itself: the table of statuses has 2 settling and 1 completed,
 * the table of the response 1 settling and 2 completed. It only labels; whether an order is paid reads the same.
 */
export type StateCodes = "status-table" | "response-table";

export type StateMeaning = "receiving" | "settling" | "completed" | "invalid" | "unknown";

/** The codes that the document gives to an order whose money is there: 1 and 2, settlement and completion, whichever is which. */
export function isSettlementCode(code: number): boolean {
  return code === 1 || code === 2;
}

/** Gateway's document: "Order status" and "Create order", Response. */
export function stateMeaning(code: number, stateCodes: StateCodes): StateMeaning {
  if (code === 0) return "receiving";
  if (code === -1) return "invalid";
  if (code === 1) return stateCodes === "status-table" ? "completed" : "settling";
  if (code === 2) return stateCodes === "status-table" ? "settling" : "completed";
  return "unknown";
}
