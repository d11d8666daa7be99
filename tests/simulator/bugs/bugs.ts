/** A bug to plant into a copy of core. `find` occurs exactly once in `file`: when it no longer does, the bug has to be rewritten. */
export interface Bug {
  readonly name: string;
  /** Below packages/core/src. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

export const bugs: readonly Bug[] = [
  {
    name: "a webhook is acknowledged before it is committed",
    file: "intake/receive.ts",
    find: "const outcome = await this.take(record, notification, { mayOvertake: false });",
    replace: 'const outcome: WebhookOutcome = "applied"; this.take(record, notification).catch(() => {});',
  },
  {
    name: "> for >= when the confirmed worth is held against the price",
    file: "domain/worth.ts",
    find: 'return compare(round(worth, PRICE_PLACES, "half-up"), round(owed, PRICE_PLACES, "half-up")) >= 0;',
    replace:
      'return compare(round(worth, PRICE_PLACES, "half-up"), round(owed, PRICE_PLACES, "half-up")) > 0;',
  },
  {
    name: "the lease of a process that died is never taken over",
    file: "store/memory/store.ts",
    find: "      tables.scheduleDelivery(row, query.leaseUntil);\n    }\n    return claimed.map",
    replace: "    }\n    return claimed.map",
  },
  {
    name: "paid by the code alone, whatever the amount",
    file: "domain/chain-policy.ts",
    find: 'return by === "gateway" || !isSeen ? amountIn(order.confirmed, order.coin) : provedOf(order);',
    replace: 'return order.status === "receiving" ? amountIn(order.confirmed, order.coin) : order.amountDue;',
  },
  {
    name: "a duplicate by its digest, whatever became of the first",
    file: "domain/intake.ts",
    find: 'if (snapshot.seen?.outcome === "applied") {',
    replace: "if (snapshot.seen !== undefined) {",
  },
  {
    name: "an amount under code 0 counts as confirmed",
    file: "domain/facts.ts",
    find: "const sure = reading.confirms ? total : ZERO;",
    replace: "const sure = total;",
  },
  {
    name: "totals are added up instead of the largest kept",
    file: "domain/facts.ts",
    find: "note(received, coin, reading.corrects === true ? total : max(known, total));",
    replace: "note(received, coin, subtract(known, subtract(ZERO, total)));",
  },
  {
    name: "the last total counts instead of the largest",
    file: "domain/facts.ts",
    find: "note(received, coin, reading.corrects === true ? total : max(known, total));",
    replace: "note(received, coin, total);",
  },
  {
    name: "two writers at once: the last one wins",
    file: "store/memory/store.ts",
    find: 'if (change.guard !== undefined && !holds(tables, change.guard)) return "stale";\n    if (change.purchase !== undefined && !fits(tables, change.purchase)) return "stale";',
    replace: "",
  },
  {
    name: "notifications that came before their order are not looked at again",
    file: "creation/judge.ts",
    find: "replayParked(issued, parked, rules, app, at);",
    replace: "replayParked(issued, [], rules, app, at);",
  },
  {
    name: "a notification that is parked under a pending order does not stop the answer from being committed",
    file: "domain/intake.ts",
    find: "purchase: { ...purchase, version: purchase.version + 1 },",
    replace: "",
  },
  {
    name: "the spool forgets a record before the store has it",
    file: "intake/drain.ts",
    find: "else if (await this.#drainOne(id, record)) {",
    replace: "else if ((await spool.remove(id), await this.#drainOne(id, record))) {",
  },
  {
    name: "an event is done although its handler failed",
    file: "delivery/dispatcher.ts",
    find: 'if (end.type === "done") return { ...base, result: { type: "done" } };',
    replace: 'if (end.type !== "aborted") return { ...base, result: { type: "done" } };',
  },
  {
    name: "a dead letter that nobody is told of",
    file: "delivery/dispatcher.ts",
    find: "attention: [deadLetterItem(failed)] };",
    replace: "attention: [deadLetterItem(failed)].slice(1) };",
  },
  {
    name: "the price of the first order pays, whatever was asked since",
    file: "domain/chain-policy.ts",
    find: "return meetsPrice(worth, purchase.price, toleranceOf(purchase));",
    replace:
      "return meetsPrice(worth, purchase.attempts[0]?.price ?? purchase.price, toleranceOf(purchase));",
  },
  {
    name: "a reference becomes paid anew with every attempt",
    file: "domain/paid.ts",
    find: "  else if (paid !== null) {\n    raiseSurplus",
    replace:
      "  else if (paid !== null && paid.paymentId !== paymentId) {\n    draft.set({ paid: null });\n    markPaid(draft, paymentId);\n  } else if (paid !== null) {\n    raiseSurplus",
  },
  {
    name: "any token is good enough",
    file: "intake/authenticate.ts",
    find: 'const token = typeof request.token === "string" ? tokenOf?.(request.token) : undefined;',
    replace: 'const token = tokenOf === undefined ? undefined : "any";',
  },
  {
    name: "the deadline of an order passes in silence",
    file: "domain/apply-clock.ts",
    find: "if (lapsesAt(order) <= at) lapse(draft, order.paymentId);",
    replace: "if (lapsesAt(order) <= at) draft.update(order.paymentId, {});",
  },
  {
    name: "what is full and never confirmed is told to nobody",
    file: "domain/apply-clock.ts",
    find: "if (stallsAt(order, patience) <= at) raiseStalled(draft, order.paymentId);",
    replace: "",
  },
  {
    name: "the order is asked for before it is written down",
    file: "creation/create-order.ts",
    find: "const applicant = { customer: terms.customer, at: context.at };",
    replace:
      "const applicant = { customer: terms.customer, at: context.at };\n        await this.#deps.gateway.createOrder({ paymentId: order.paymentId, price: order.askedPrice, expiresInHours: order.expiresInHours });",
  },
  {
    name: "the same id is asked for anew when another process was just given it",
    file: "domain/issue.ts",
    find: "if (same !== undefined) return again(same, snapshot.purchase, terms, context);",
    replace: "",
  },
  {
    name: "held is written without looking whether a signed copy was applied meanwhile",
    file: "domain/intake.ts",
    find: "commit: { appId, ...guard, inbox, attention: [item] } };",
    replace: "commit: { appId, inbox, attention: [item] } };",
  },
  {
    name: "part of the money after the deadline is told to nobody",
    file: "domain/coverage.ts",
    find: 'return order.lapsed || (order.status !== "receiving" && order.expiresAt <= at);',
    replace: 'return order.status !== "receiving" && order.expiresAt <= at;',
  },
  {
    name: "pruning leaves no trace of who was paid",
    file: "domain/rows.ts",
    find: "paidAt: paid?.at ?? null,",
    replace: "paidAt: paid === null ? null : null,",
  },
  {
    name: "an event that was claimed by a process that died counts as delivered at its next attempt",
    file: "delivery/dispatcher.ts",
    find: "if (attempt > config.maxAttempts) {",
    replace:
      'if (attempt > 1 && delivery.lastError === null) {\n      end = { type: "done" };\n    } else if (attempt > config.maxAttempts) {',
  },
  {
    name: "an event that is delivered after all stays on the list as unhandled",
    file: "delivery/dispatcher.ts",
    find: 'if (settlement.result.type === "done") await beforeDone?.(event);',
    replace: "",
  },
  {
    name: "an order stays on the list as underpaid after it was paid",
    file: "domain/intake.ts",
    find: "ids: [...answeredBy(intake, notification), ...applied.change.resolves],",
    replace: "ids: answeredBy(intake, notification),",
  },
  {
    name: "each process goes by the clock of its machine, not by the store's",
    file: "store/clock.ts",
    find: "if (store.now === undefined || monotonic === undefined) return;",
    replace: "if (store.now === undefined || monotonic !== undefined) return;",
  },
  {
    name: "an overpaid old address counts at its old rate without limit",
    file: "domain/worth.ts",
    find: "if (isNegative(over)) {",
    replace: "if (isNegative(over) || order !== newest) {",
  },
  {
    name: "the price is kept only where a new order is made",
    file: "domain/issue.ts",
    find: "if (isIssued(order)) return existing(order, priced);",
    replace: "if (isIssued(order)) return existing(order, undefined);",
  },
  {
    name: "the event carries the price that was asked first",
    file: "domain/paid.ts",
    find: "draft.emit(type, order.paymentId, (base) => ({ ...base, type, coin, amount, price, parts }));",
    replace:
      "draft.emit(type, order.paymentId, (base) => ({ ...base, type, coin, amount, price: purchase.attempts.at(0)?.price ?? price, parts }));",
  },
  {
    name: "overpaid is judged by what the newest address asked for, not by the price",
    file: "domain/surplus.ts",
    find: 'const worth = subtract(worthIn(attempts, coin, "received"), paid.price);',
    replace: 'const worth = subtract(worthIn(attempts, coin, "received"), newest.askedPrice);',
  },
  {
    name: "a refund of a part stays on the list beside that of the whole",
    file: "domain/answered.ts",
    find: "const ids = outgrownSurplus(before, after);",
    replace: "const ids: string[] = [];",
  },
  {
    name: "a coin that was not asked for is asked back again with each part of it",
    file: "domain/answered.ts",
    find: "if (order.received[coin] !== now.received[coin]) close",
    replace: "if (order.received[coin] === now.received[coin]) close",
  },
  {
    name: "a signature that is not understood is refused although the token is right",
    file: "intake/authenticate.ts",
    find: 'if (tokenOf === undefined && signature !== "valid") return',
    replace: 'if ((tokenOf === undefined && signature !== "valid") || signature === "unknown") return',
  },
  {
    name: "what cannot be read is refused in silence",
    file: "intake/receive.ts",
    find: "await this.note(came, error);",
    replace: "await this.#deps.store();",
  },
  {
    name: "what cannot be read while the store is out is forgotten",
    file: "intake/receive.ts",
    find: "await spool.put(spooledUnreadable(came, error));",
    replace: "await spool.count();",
  },
  {
    name: "a code of settlement without an amount is told to nobody",
    file: "domain/shortfall.ts",
    find: "if (!hasAmount) raiseNoAmount(draft, order);",
    replace: "if (!hasAmount) return;",
  },
  {
    name: "what was spooled came when it is taken out",
    file: "intake/drain.ts",
    find: "await intake.take(record, readNotification(record.body, names));",
    replace:
      "await intake.take({ ...record, receivedAt: this.#deps.now() }, readNotification(record.body, names));",
  },
  {
    name: "deadlines pass while the spool holds what came before them",
    file: "delivery/sweeper.ts",
    find: "if (parked.length === 0 && isHalted) return round > 0;",
    replace: "",
  },
  {
    name: "what came late overtakes what waits in the spool",
    file: "intake/receive.ts",
    find: "if (!order.mayOvertake && isByTime(commit)",
    replace: "if (order.mayOvertake && !order.mayOvertake && isByTime(commit)",
  },
  {
    name: "what was in time after all is told to nobody",
    file: "domain/paid.ts",
    find: "if (isNowInTime(draft.before, draft.purchase, draft.at)) raiseInTime(draft, paid);",
    replace: "",
  },
  {
    name: "an address is shown although its order could not be committed",
    file: "creation/create-order.ts",
    find: "return { commit, result: { commit, error, purchase: commit.purchase ?? snapshot.purchase } };",
    replace:
      "await store.commit(commit);\n      return { result: { commit, error, purchase: commit.purchase ?? snapshot.purchase } };",
  },
  {
    name: "money for an order that was pruned is told to nobody",
    file: "domain/intake.ts",
    find: 'return { outcome: "conflict", commit: { appId, inbox, attention: [attention] } };',
    replace: 'return { outcome: "conflict", commit: { appId, inbox, attention: [attention].slice(1) } };',
  },
  {
    name: "a lease is first renewed after a third of it, whatever is left",
    file: "delivery/attempt.ts",
    find: "await environment.sleep(Math.min(leaseMs, until - environment.now()) / 3, over);",
    replace: "await environment.sleep(leaseMs / 3, over);",
  },
  {
    name: "the clock is judged by the time at which a long pass began",
    file: "delivery/sweeper.ts",
    find: "await this.#deps.setBack.mend(isoTime(environment.now()));",
    replace: "await this.#deps.setBack.mend(now);",
  },
  {
    name: "only the largest total counts as in time if the last part was late",
    file: "domain/facts.ts",
    find: "const inTime = at <= before.closesAt ? max(before.receivedInTime, told) : before.receivedInTime;",
    replace:
      "const inTime = at <= before.closesAt ? max(before.receivedInTime, told) : received === before.receivedInTime ? before.receivedInTime : ZERO;",
  },
  {
    name: "an item that opens calls nobody",
    file: "store/memory/tables.ts",
    find: 'this.#alert("attention.opened", item);',
    replace: "",
  },
];
