import { type Decimal } from "./decimal.ts";
/** How numbers are spelled on the wire. All but the noisy two mean exactly the same value. */
export type NumberSpelling = "plain" | "padded" | "string" | "exponent" | "noise-above" | "noise-below";
export declare const NUMBER_SPELLINGS: readonly NumberSpelling[];
/** How coins and networks are spelled. */
export type NameSpelling = "lower" | "upper";
/** JSON text of an amount: 100.5, 100.50, "100.5", 1.005e2, 100.5000000000001 or 100.4999999999999. */
export declare function spellNumber(value: Decimal, spelling: NumberSpelling): string;
export interface ParsedObject {
    readonly fields: Readonly<Record<string, unknown>>;
    /** A number's digits as they were written, by field: `JSON.parse` alone would round them. */
    readonly literals: Readonly<Record<string, string>>;
}
/** Reads a JSON object and keeps the spelling of its top-level numbers. `undefined` when it is no JSON object. */
export declare function parseObject(text: string): ParsedObject | undefined;
export declare function isRecord(value: unknown): value is Record<string, unknown>;
