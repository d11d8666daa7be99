import { CoinCoinError, type DomainEventType, type Handler } from "@coincoin/core";

export interface OnCoinCoinOptions {
  /** The account whose events these are, where it has a name: `forRoot({ name })`. */
  readonly name?: string | undefined;
}

/** What a method is called for. */
export interface Subscription {
  readonly types: readonly DomainEventType[];
  /** Of the account. */
  readonly name: string | undefined;
}

type Subscriptions = Map<string | symbol, Subscription[]>;

/**
 * By prototype and name of the method, not on the function: other decorators may put another function in its place, and a
 * subclass may override it.
 */
const decorated = new Map<object, Subscriptions>();

/** `Target` is the prototype; for a static method it would be the class. */
type HandlerDecorator<T extends DomainEventType> = <Target extends object, Method extends Handler<T>>(
  target: Target extends abstract new (...input: never) => unknown ? never : Target,
  key: string | symbol,
  descriptor: TypedPropertyDescriptor<Method>,
) => void;

/**
 * On a method of any provider or controller: the method gets every event of this type, or of these types, through the outbox.
 * Delivery is at least once; a method that throws is called again, so it has to be idempotent (`event.id` is for that).
 */
export function OnCoinCoin<T extends DomainEventType>(
  types: T | readonly T[],
  { name }: OnCoinCoinOptions = {},
): HandlerDecorator<T> {
  const subscription: Subscription = { types: typeof types === "string" ? [types] : [...types], name };
  return (target, key, descriptor: unknown) => {
    refuseUncallable(target, key, descriptor);
    const methods: Subscriptions = decorated.get(target) ?? new Map();
    methods.set(key, joined(methods.get(key) ?? [], subscription));
    decorated.set(target, methods);
  };
}

/** One for an account, with each type once: several decorators on a method add up. */
function joined(before: readonly Subscription[], { types, name }: Subscription): Subscription[] {
  const same = before.find((subscription) => subscription.name === name);
  const all = [...new Set([...types, ...(same?.types ?? [])])];
  return [...before.filter((subscription) => subscription !== same), { types: all, name }];
}

/** What compiles in JavaScript, or under other compilers than TypeScript's, and would never be called. */
function refuseUncallable(target: unknown, key: unknown, descriptor: unknown): void {
  const refuse = (problem: string) => {
    throw new CoinCoinError("config_invalid", `@OnCoinCoin on ${methodName(target, key)} ${problem}`);
  };
  if (typeof key === "object") {
    refuse('needs the compiler option "experimentalDecorators", as Nest\'s own decorators do.');
  }
  if (typeof target === "function") {
    refuse("is on a static method, which belongs to no provider. Put it on a method of the instance.");
  }
  const value: unknown =
    typeof descriptor === "object" && descriptor !== null && "value" in descriptor
      ? descriptor.value
      : undefined;
  if (typeof value !== "function") {
    refuse("is not on a method. Write it as a method, not as a property, getter or setter.");
  }
}

function methodName(target: unknown, key: unknown): string {
  const owner =
    typeof target === "function" ? target : typeof target === "object" ? target?.constructor : undefined;
  const method = typeof key === "string" || typeof key === "symbol" ? String(key) : "a method";
  return `${owner?.name ?? "a class"}.${method}`;
}

/** The methods under `@OnCoinCoin` of an instance with this prototype: own, inherited and overridden. */
export function subscriptionsOf(prototype: object): ReadonlyMap<string | symbol, readonly Subscription[]> {
  const found = new Map<string | symbol, readonly Subscription[]>();
  for (let at: unknown = prototype; typeof at === "object" && at !== null; at = Reflect.getPrototypeOf(at)) {
    for (const [key, subscriptions] of decorated.get(at) ?? []) {
      if (!found.has(key)) found.set(key, subscriptions);
    }
  }
  return found;
}

/** Every method under `@OnCoinCoin` that was loaded, as "Class.method", with what it is for. */
export function declaredHandlers(): ReadonlyMap<string, readonly Subscription[]> {
  const all = [...decorated].flatMap(([prototype, methods]) =>
    [...methods].map(([key, subscriptions]) => [methodName(prototype, key), subscriptions] as const),
  );
  return new Map(all);
}
