import { CoinCoinError } from "../errors.ts";
import { type DomainEvent, type DomainEventType, domainEventTypes, type EventOf } from "../order/events.ts";
import { errorText } from "./error-text.ts";

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
 * `event.id`, the same at every delivery, is for that. Throwing or rejecting has it delivered again.
 */
export type Handler<T extends DomainEventType> = (
  event: EventOf<T>,
  context: HandlerContext,
) => void | Promise<void>;

type Registry = { readonly [T in DomainEventType]: Set<{ readonly handler: Handler<T> }> };

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
  };
  readonly #added: () => void;

  /** `added` is called when a handler was registered: what waited for its type may be due. */
  constructor(added: () => void = () => {}) {
    this.#added = added;
  }

  /** Registers a handler; the answer removes it. Throws `config_invalid` for a type that does not exist. */
  on<T extends DomainEventType>(type: T, handler: Handler<T>): () => void {
    if (!Object.hasOwn(this.#registry, type)) {
      throw new CoinCoinError(
        "config_invalid",
        `there is no event ${JSON.stringify(type)}. Events are: ${domainEventTypes.join(", ")}`,
      );
    }
    if (typeof handler !== "function") {
      throw new CoinCoinError("config_invalid", `the handler of ${type} is not a function`);
    }
    const registered: Set<{ readonly handler: Handler<T> }> = this.#registry[type];
    // Wrapped, so that a function registered twice is two handlers and each remover removes its own.
    const entry = { handler };
    registered.add(entry);
    this.#added();
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
   * Runs all handlers of the event at once and waits for all. Rejects when one failed: the event is then
   * delivered again to all of them.
   */
  run(event: DomainEvent, context: HandlerContext): Promise<void> {
    return this.#run(event.type, event, context);
  }

  async #run<T extends DomainEventType>(type: T, event: EventOf<T>, context: HandlerContext): Promise<void> {
    const entries: Set<{ readonly handler: Handler<T> }> = this.#registry[type];
    // Removed since the event was claimed: another process, or a later handler, may still want it.
    if (entries.size === 0) throw new Error(`no handler for ${type} any more`);
    const results = await Promise.allSettled(
      Array.from(entries, async ({ handler }) => handler(event, context)),
    );
    const reasons: unknown[] = [];
    for (const result of results) if (result.status === "rejected") reasons.push(result.reason);
    if (reasons.length === 1) throw reasons[0];
    if (reasons.length > 1)
      throw new AggregateError(
        reasons,
        `${reasons.length} handlers failed; the first: ${errorText(reasons[0])}`,
      );
  }
}
