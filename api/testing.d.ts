// What "@coincoin/testing" offers. Written by scripts/api.ts.
export declare function adapterSuite(runner: Runner, factory: AdapterFactory): void;
export declare function storeSuite(runner: Runner, factory: StoreFactory): void;
export type { AdapterFactory, AdapterSetup, MountedAdapter, Runner, StoreBench, StoreFactory };
import { CoinCoin, CoinCoinOptions, CreateOrderRequest, Store } from "@coincoin/core";
interface AdapterFactory {
  readonly name: string;
  readonly hasBodyParser: boolean;
  readonly mountsTwice?: boolean;
  readonly malformedPath?: 400 | 404 | 500;
  readonly redirectsSlashes?: boolean;
  mount(setup: AdapterSetup): Promise<MountedAdapter>;
}
interface AdapterSetup {
  readonly options: CoinCoinOptions;
  readonly resolveOrder?: (() => CreateOrderRequest | undefined) | undefined;
  readonly bodyParser: boolean;
  readonly twice: boolean;
}
interface Expectation extends Matchers {
  readonly not: Matchers;
  readonly rejects: Matchers<unknown>;
}
interface Matchers<Result = void> {
  toBe(expected: unknown): Result;
  toBeDefined(): Result;
  toBeGreaterThan(expected: number): Result;
  toBeLessThan(expected: number): Result;
  toBeLessThanOrEqual(expected: number): Result;
  toBeNull(): Result;
  toBeUndefined(): Result;
  toContain(expected: unknown): Result;
  toContainEqual(expected: unknown): Result;
  toEqual(expected: unknown): Result;
  toHaveLength(expected: number): Result;
  toHaveProperty(name: string): Result;
  toMatch(expected: RegExp | string): Result;
  toMatchObject(expected: object): Result;
  toStrictEqual(expected: unknown): Result;
  toThrow(expected?: RegExp | string): Result;
}
interface MountedAdapter {
  readonly url: string;
  readonly coincoin: CoinCoin;
  close(): Promise<void>;
}
interface Runner {
  describe(title: string, body: () => void): unknown;
  it(title: string, body: () => Promise<void>, timeoutMs?: number): unknown;
  expect: {
    (actual: unknown, message?: string): Expectation;
    arrayContaining(expected: unknown[]): unknown;
    stringContaining(expected: string): unknown;
  };
}
interface StoreBench {
  open(): Promise<Store>;
  readonly second?: (() => Promise<Store>) | undefined;
  readonly crash?: ((store: Store) => Promise<Store>) | undefined;
  dispose(): Promise<void>;
}
interface StoreFactory {
  readonly name: string;
  readonly isDurable?: boolean | undefined;
  bench(): Promise<StoreBench>;
  readonly runs?: number | undefined;
}
