/** Exact decimals with 18 places, held as a count of the smallest place. Nothing here is ever a float. */
export type Decimal = bigint;
/** Reads an unsigned decimal, exponents included. `undefined` when it is none, or has digits beyond 18 places. */
export declare function parseDecimal(text: string): Decimal | undefined;
/** Canonical spelling: no exponent, no trailing zeros. */
export declare function formatDecimal(value: Decimal): string;
/** How many places a value needs. */
export declare function placesOf(value: Decimal): number;
export declare function multiply(a: Decimal, b: Decimal): Decimal;
/** Rounds up to `places`: a gateway does not ask for less than the price. */
export declare function roundUp(value: Decimal, places: number): Decimal;
