const SESSION = /^payses_([0-9A-Za-z]{26})$/;
const PAYMENT = /^([0-9A-Za-z]{26})(?:_([1-9][0-9]{0,3}))?$/;
const COLLECTION = /^(pay_col_[0-9A-Za-z]+)(?:\.([1-9][0-9]{0,3}))?$/;

/**
 * CoinCoin's payment id of a Medusa payment session: its id without the prefix, and from the second order of one
 * session on a number after it. 26 characters, or up to 31.
 */
export function paymentIdOf(sessionId: string, issue = 1): string | undefined {
  const base = SESSION.exec(sessionId)?.[1];
  if (base === undefined) return undefined;
  return issue === 1 ? base : `${base}_${issue}`;
}

/** The session that an order was made for. */
export function sessionIdOf(paymentId: string): string | undefined {
  const base = PAYMENT.exec(paymentId)?.[1];
  return base === undefined ? undefined : `payses_${base}`;
}

/**
 * The reference under which a payment collection is paid. A collection that was paid and then grew is paid for the
 * rest under a further one, since a paid reference takes no more orders.
 */
export function referenceOf(collectionId: string, part = 1): string {
  return part === 1 ? collectionId : `${collectionId}.${part}`;
}

/** The payment collection of a reference; undefined for a reference that is none of ours. */
export function collectionIdOf(reference: string): string | undefined {
  return COLLECTION.exec(reference)?.[1];
}
