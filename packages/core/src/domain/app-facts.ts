/** What a store keeps of an app as a whole. */
export interface AppFacts {
  /** Null until a signed webhook was applied, and again once a person took the pin back. */
  readonly pin: SignaturePin | null;
  /** When the first notification with a code of settlement or completion (1 or 2) was applied to an issued order; ISO 8601. */
  readonly confirmedSeenAt: string | null;
}

/** The gateway was seen to sign: from here on a webhook without a fitting signature is held for a person. */
export interface SignaturePin {
  /** When the signed webhook came, ISO 8601. */
  readonly since: string;
  /** Of the order that it was applied to. */
  readonly paymentId: string;
}

/** Each fact is set by the first change that brings it; a later value never replaces it. */
export interface AppChange {
  /** Null takes the pin back: the next change that brings one sets it again. */
  readonly pin?: SignaturePin | null;
  readonly confirmedSeenAt?: string;
}

/** Of an app of which nothing is known. */
export const noAppFacts: AppFacts = { pin: null, confirmedSeenAt: null };

export function changedFacts(facts: AppFacts, change: AppChange): AppFacts {
  return {
    pin: change.pin === null ? null : (facts.pin ?? change.pin ?? null),
    confirmedSeenAt: facts.confirmedSeenAt ?? change.confirmedSeenAt ?? null,
  };
}
