import { CoinCoinError } from "@coincoin/core";
import { Reflector } from "@nestjs/core";

/** Where Nest keeps them on a method. */
const ENHANCERS = {
  __guards__: "@UseGuards",
  __interceptors__: "@UseInterceptors",
  __exceptionFilters__: "@UseFilters",
  __pipes__: "@UsePipes",
} as const;

type Callable = (...input: unknown[]) => unknown;

const reflector = new Reflector();

export function isCallable(value: unknown): value is Callable {
  return typeof value === "function";
}

/**
 * A handler runs without enhancers, and one that has some of its own is refused: a filter that answers an error, or an
 * interceptor that leaves the method out, would make a payment count as fulfilled that is not.
 * @throws CoinCoinError `config_invalid`
 */
export function refuseEnhancers(name: string, method: Callable): void {
  for (const [key, decorator] of Object.entries(ENHANCERS)) {
    if (!Array.isArray(reflector.get<unknown, string>(key, method))) continue;
    throw new CoinCoinError(
      "config_invalid",
      `${name} is under @OnCoinCoin and ${decorator}, which is for requests and would not run for an event. Take it away, and do in the method what it is for.`,
    );
  }
}
