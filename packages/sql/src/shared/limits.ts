/** Figures are counted no further than this. */
export const COUNT_LIMIT = 10_000;

/** Parked inbox rows that one read returns. */
export const PARKED_LIMIT = 50;
