/** A mutant that no test can notice, since it changes nothing that can be seen. */
export interface Equivalent {
  /** Below packages/. */
  readonly file: string;
  /** What stands in the line where it begins: enough to tell it from others. */
  readonly line: string;
  readonly before: string;
  readonly after: string;
  readonly reason: string;
}

const UNIQUE = "payment ids are unique within a purchase: the first is the last";
const TIE = "of two that are equal either will do";

export const equivalents: readonly Equivalent[] = [
  {
    file: "core/src/domain/answered.ts",
    line: "const order =",
    before: "issued.find(({ paymentId }) => paymentId === now.paymentId)",
    after: "issued.findLast(({ paymentId }) => paymentId === now.paymentId)",
    reason: UNIQUE,
  },
  {
    file: "core/src/domain/draft.ts",
    line: "const order =",
    before: "this.#purchase.attempts.find((attempt) => attempt.paymentId === paymentId)",
    after: "this.#purchase.attempts.findLast((attempt) => attempt.paymentId === paymentId)",
    reason: UNIQUE,
  },
  {
    file: "core/src/domain/issue.ts",
    line: "const known =",
    before: "byPayment?.purchase?.attempts.find((order) => order.paymentId === terms.paymentId)",
    after: "byPayment?.purchase?.attempts.findLast((order) => order.paymentId === terms.paymentId)",
    reason: UNIQUE,
  },
  {
    file: "core/src/domain/issue.ts",
    line: "const same =",
    before: "snapshot.purchase.attempts.find((order) => order.paymentId === terms.paymentId)",
    after: "snapshot.purchase.attempts.findLast((order) => order.paymentId === terms.paymentId)",
    reason: UNIQUE,
  },
  {
    file: "core/src/domain/issue.ts",
    line: "lastError !== null",
    before: "lastError !== null && ANSWERED.has(lastError)",
    after: "ANSWERED.has(lastError)",
    reason: "the set does not have null: the first half is for the compiler",
  },
  {
    file: "core/src/domain/paid.ts",
    line: "const order = funded.find",
    before: "funded.find((attempt) => attempt.paymentId === paymentId)",
    after: "funded.findLast((attempt) => attempt.paymentId === paymentId)",
    reason: UNIQUE,
  },
  {
    file: "core/src/domain/surplus.ts",
    line: "return attempts.filter(isIssued).find",
    before: "attempts.filter(isIssued).find(({ paymentId }) => paymentId === paid?.paymentId)",
    after: "attempts.filter(isIssued).findLast(({ paymentId }) => paymentId === paid?.paymentId)",
    reason: UNIQUE,
  },
  {
    file: "core/src/domain/intake.ts",
    line: "const order = purchase.attempts.find",
    before: "purchase.attempts.find((attempt) => attempt.paymentId === paymentId)",
    after: "purchase.attempts.findLast((attempt) => attempt.paymentId === paymentId)",
    reason: UNIQUE,
  },
  {
    file: "core/src/domain/apply-clock.ts",
    line: "if (at < next)",
    before: "at < next",
    after: "at <= next",
    reason: TIE,
  },
  {
    file: "core/src/domain/apply-clock.ts",
    line: "times.reduce",
    before: "at < next",
    after: "at <= next",
    reason: TIE,
  },
  {
    file: "core/src/domain/apply-clock.ts",
    line: "const NEVER",
    before: '"~"',
    after: '"another"',
    reason: "any text that sorts after all digits does the same",
  },
  {
    file: "core/src/domain/view.ts",
    line: "const until =",
    before: "at > last",
    after: "at >= last",
    reason: TIE,
  },
  {
    file: "core/src/domain/coverage.ts",
    line: "missing : ZERO",
    before: "compare(missing, ZERO) > 0",
    after: "compare(missing, ZERO) >= 0",
    reason: "where nothing is missing, what is missing is zero",
  },
  {
    file: "core/src/domain/facts.ts",
    line: "known === null || at < known",
    before: "at < known",
    after: "at <= known",
    reason: TIE,
  },
  {
    file: "core/src/domain/facts.ts",
    line: "const rank:",
    before: "2",
    after: "3",
    reason: "only the order of the ranks counts",
  },
  {
    file: "core/src/domain/facts.ts",
    line: "return rank[meaning]",
    before: "rank[meaning] > rank[status]",
    after: "rank[meaning] >= rank[status]",
    reason: "of equal rank is the same status alone",
  },
  {
    file: "core/src/domain/worth.ts",
    line: "return beyond === ZERO",
    before: "beyond === ZERO",
    after: "false",
    reason: "nothing beyond is worth nothing: it saves a division",
  },
  {
    file: "core/src/domain/answer.ts",
    line: 'return at.slice(0, "2026-01-01T00".length);',
    before: "0",
    after: "1",
    reason: "the first digit of the year is the same for a thousand years",
  },
  {
    file: "core/src/domain/subjects.ts",
    line: '"uncounted"',
    before: '"uncounted"',
    after: '"another"',
    reason: "any word sets this item apart from the others of its kind",
  },
  {
    file: "core/src/domain/subjects.ts",
    line: '"unconfirmed"',
    before: '"unconfirmed"',
    after: '"another"',
    reason: "any word sets this item apart from the others of its kind",
  },
  {
    file: "core/src/creation/deadlines.ts",
    line: "if (answer.expiredHours !== null",
    before: "answer.expiredHours !== null && answer.expiredHours > 0",
    after: "answer.expiredHours > 0",
    reason: "null is not more than zero: the first half is for the compiler",
  },
  {
    file: "core/src/creation/deadlines.ts",
    line: "if (time === null)",
    before: "time === null",
    after: "false",
    reason: "no time is NaN, which is near nothing: the line is for the compiler",
  },
];
