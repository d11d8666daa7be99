import { type DomainEvent, type DomainEventType, domainEventTypes, type EventOf } from "../domain/events.ts";
import { CoinCoinError } from "../lib/errors.ts";
import { kindOf } from "../lib/received.ts";
import { type FailedHandler, HandlerFailure } from "./handler-failure.ts";

export interface HandlerContext {
  /** 1 the first time. */
  readonly attempt: number;
  /**
   * Aborts when the handler has taken too long, when the lease was lost, or when the process closes. The event
   * is then delivered again: what the handler still does after that may happen twice.
   */
  readonly signal: AbortSignal;
}

/**
 * What a merchant does about an event. Delivery is at least once: the handler has to be idempotent, and
 * `event.id`, the same at every delivery, is for that. Throwing or rejecting has it delivered again. What it returns is
 * waited for and otherwise ignored. Its `name` is what a failure is reported under.
 */
export type Handler<T extends DomainEventType> = (event: EventOf<T>, context: HandlerContext) => unknown;

interface Entry<T extends DomainEventType> {
  readonly handler: Handler<T>;
}

type Registry = { readonly [T in DomainEventType]: Set<Entry<T>> };

/** Events of which some handlers are done and others failed, that are remembered at once. */
const MAX_REMEMBERED = 10_000;

/** The handlers of one instance, by type. */
export class Handlers {
  readonly #registry: Registry = {
    "order.created": new Set(),
    "order.payment": new Set(),
    "order.paid": new Set(),
    "order.paid_late": new Set(),
    "order.overpaid": new Set(),
    "order.settling": new Set(),
    "order.settled": new Set(),
    "order.underpaid": new Set(),
    "order.expired": new Set(),
    "order.invalid": new Set(),
    "order.withdrawn": new Set(),
    "attention.opened": new Set(),
    "attention.resolved": new Set(),
    "order.seen": new Set(),
    "order.proved": new Set(),
  };
  /** By event id: the handlers that are done with an event that is delivered again because of others. */
  readonly #done = new Map<string, Set<object>>();

  /** Registers a handler of one type or several; the answer removes it. Throws `config_invalid` for a type that does not exist. */
  on<T extends DomainEventType>(types: T | readonly T[], handler: Handler<T>): () => void {
    const removers = listOf(types).map((type) => this.#add(type, handler));
    return () => {
      for (const remove of removers) remove();
    };
  }

  #add<T extends DomainEventType>(type: T, handler: Handler<T>): () => void {
    if (!Object.hasOwn(this.#registry, type)) {
      throw new CoinCoinError(
        "config_invalid",
        `The event of a handler must be one of ${domainEventTypes.join(", ")}, received ${JSON.stringify(type)}.`,
      );
    }
    if (typeof handler !== "function") {
      throw new CoinCoinError(
        "config_invalid",
        `The handler of ${type} must be a function, received ${kindOf(handler)}.`,
      );
    }
    const registered: Set<Entry<T>> = this.#registry[type];
    // Wrapped, so that a function registered twice is two handlers and each remover removes its own.
    const entry = { handler };
    registered.add(entry);
    return () => {
      registered.delete(entry);
    };
  }

  /** The types that have a handler. */
  types(): DomainEventType[] {
    return domainEventTypes.filter((type) => this.#registry[type].size > 0);
  }

  handles(type: DomainEventType): boolean {
    return this.#registry[type].size > 0;
  }

  /**
   * Runs all handlers of the event at once and waits for all. Rejects with a `HandlerFailure` when one failed: the event is
   * then delivered again, and in this process not to those that are done with it.
   */
  run(event: DomainEvent, context: HandlerContext): Promise<void> {
    return this.#run(event.type, event, context);
  }

  async #run<T extends DomainEventType>(type: T, event: EventOf<T>, context: HandlerContext): Promise<void> {
    const entries: Set<Entry<T>> = this.#registry[type];
    // Removed since the event was claimed: another process, or a later handler, may still want it.
    if (entries.size === 0) throw new Error(`no handler for ${type} any more`);
    const left = [...entries].filter((entry) => this.#done.get(event.id)?.has(entry) !== true);
    const results = await Promise.allSettled(left.map((entry) => this.#call(entry, event, context)));
    const failures: FailedHandler[] = [];
    for (const [index, result] of results.entries()) {
      if (result.status === "fulfilled") continue;
      failures.push({ handler: left[index]?.handler.name ?? "", error: result.reason });
    }
    if (failures.length > 0) throw new HandlerFailure(failures);
    this.#done.delete(event.id);
  }

  async #call<T extends DomainEventType>(
    entry: Entry<T>,
    event: EventOf<T>,
    context: HandlerContext,
  ): Promise<void> {
    await entry.handler(event, context);
    // One that was told to stop may have returned without having done its work.
    if (context.signal.aborted) return;
    const done = this.#done.get(event.id) ?? new Set();
    done.add(entry);
    this.#done.set(event.id, done);
    const [oldest] = this.#done.keys();
    if (this.#done.size > MAX_REMEMBERED && oldest !== undefined) this.#done.delete(oldest);
  }
}

function listOf<T>(value: T | readonly T[]): readonly T[] {
  return isList(value) ? value : [value];
}

function isList<T>(value: T | readonly T[]): value is readonly T[] {
  return Array.isArray(value);
}
