export type OrderStatus = "receiving" | "settling" | "completed" | "invalid";

/** Which of the document's two tables names the codes of settling and completed. Receiving is 0, invalid -1 in both. */
export type StateCodes = "status-table" | "response-table";

export function codesOf(stateCodes: StateCodes): Readonly<Record<OrderStatus, number>> {
  return stateCodes === "status-table"
    ? { receiving: 0, settling: 2, completed: 1, invalid: -1 }
    : { receiving: 0, settling: 1, completed: 2, invalid: -1 };
}
