import { isCoinCoinError } from "@coincoin/core";
import type { AuthenticatedMedusaRequest, MedusaRequest } from "@medusajs/framework/http";
import { MedusaError } from "@medusajs/framework/utils";
import type CoinCoinModuleService from "../modules/coincoin/service.ts";
import { COINCOIN } from "../modules/coincoin/service.ts";
import { asMedusaError } from "../payments/errors.ts";
import { NotYet } from "../placing/refusals.ts";

export function moduleOf(request: MedusaRequest): CoinCoinModuleService {
  return request.scope.resolve<CoinCoinModuleService>(COINCOIN);
}

/** Who did it: kept with what they did. */
export function actorOf(request: AuthenticatedMedusaRequest): string {
  return request.auth_context.actor_id;
}

export function pathParameter(request: MedusaRequest, name: string): string {
  return request.params[name] ?? "";
}

/** A text of the body, not empty and not endless. */
export function textIn(body: unknown, name: string, maximum = 1000): string {
  const value = fieldIn(body, name);
  if (typeof value === "string" && value.trim() !== "" && value.length <= maximum) return value.trim();
  throw invalid(`"${name}" is a text of 1 to ${maximum} characters.`);
}

/** An amount above 0, as a decimal string. */
export function amountIn(body: unknown, name: string): string {
  const value = fieldIn(body, name);
  if (typeof value === "string" && isAmount(value)) return value;
  throw invalid(`"${name}" is an amount like "26.10", as a string.`);
}

/** A currency's code in lower case; undefined where none is given. */
export function currencyIn(body: unknown, name: string): string | undefined {
  const value = fieldIn(body, name);
  if (value === undefined) return undefined;
  if (typeof value === "string" && /^[a-z]{3}$/i.test(value)) return value.toLowerCase();
  throw invalid(`"${name}" is a code of three letters like "usd".`);
}

/** Amounts by coin: `{ usdt: "26.1" }`. */
export function amountsIn(body: unknown, name: string): Record<string, string> {
  const value = fieldIn(body, name);
  if (typeof value !== "object" || value === null) throw invalid(`"${name}" is like { "usdt": "26.1" }.`);
  return Object.fromEntries(Object.keys(value).map((coin) => [coin, textIn(value, coin, 40)]));
}

export function oneOf<const T extends string>(body: unknown, name: string, choices: readonly T[]): T {
  const value = fieldIn(body, name);
  const choice = choices.find((one) => one === value);
  if (choice !== undefined) return choice;
  throw invalid(`"${name}" is one of ${choices.join(", ")}.`);
}

/** Our errors as Medusa's, so that an administrator reads what was wrong. */
export async function translated<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (isCoinCoinError(error, "order_not_found") || isCoinCoinError(error, "not_found")) {
      throw new MedusaError(MedusaError.Types.NOT_FOUND, error.message);
    }
    // Medusa answers what it does not know with "unknown_error".
    if (error instanceof NotYet) throw new MedusaError(MedusaError.Types.CONFLICT, error.message);
    throw asMedusaError(error);
  }
}

function fieldIn(body: unknown, name: string): unknown {
  return typeof body === "object" && body !== null ? Reflect.get(body, name) : undefined;
}

function isAmount(value: string): boolean {
  return /^[0-9]{1,15}(\.[0-9]{1,8})?$/.test(value) && Number(value) > 0;
}

function invalid(message: string): MedusaError {
  return new MedusaError(MedusaError.Types.INVALID_DATA, message);
}
