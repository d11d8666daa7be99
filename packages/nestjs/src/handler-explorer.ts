import {
  type DomainEvent,
  type DomainEventType,
  domainEventTypes,
  type HandlerContext,
} from "@coincoin/core";
import { Inject, Injectable, type OnApplicationBootstrap } from "@nestjs/common";
import { ContextIdFactory, DiscoveryService, MetadataScanner, ModuleRef, Reflector } from "@nestjs/core";
import { CoinCoinService } from "./coincoin.service.ts";
import { CoinCoinHandler } from "./on-coincoin.ts";

type Callable = (...input: unknown[]) => unknown;
type Wrapper = ReturnType<DiscoveryService["getProviders"]>[number];

/** Finds the methods under `@OnCoinCoin` and registers them, once everything they may need is there. */
@Injectable()
export class HandlerExplorer implements OnApplicationBootstrap {
  readonly #discovery: DiscoveryService;
  readonly #scanner: MetadataScanner;
  readonly #reflector: Reflector;
  readonly #modules: ModuleRef;
  readonly #coincoin: CoinCoinService;

  constructor(
    @Inject(DiscoveryService) discovery: DiscoveryService,
    @Inject(MetadataScanner) scanner: MetadataScanner,
    @Inject(Reflector) reflector: Reflector,
    @Inject(ModuleRef) modules: ModuleRef,
    @Inject(CoinCoinService) coincoin: CoinCoinService,
  ) {
    this.#discovery = discovery;
    this.#scanner = scanner;
    this.#reflector = reflector;
    this.#modules = modules;
    this.#coincoin = coincoin;
  }

  onApplicationBootstrap(): void {
    // A class that several modules provide is there once for each; so are its handlers, as Nest's users expect.
    for (const wrapper of [...this.#discovery.getProviders(), ...this.#discovery.getControllers()]) {
      this.#register(wrapper);
    }
  }

  #register(wrapper: Wrapper): void {
    // A factory's product has no class of its own to look at before it is made.
    const isStatic = wrapper.isDependencyTreeStatic();
    const prototype: unknown =
      isStatic && isObject(wrapper.instance)
        ? Object.getPrototypeOf(wrapper.instance)
        : wrapper.metatype?.prototype;
    if (!isObject(prototype)) return;
    for (const name of this.#scanner.getAllMethodNames(prototype)) {
      const method: unknown = Reflect.get(prototype, name);
      if (!isCallable(method)) continue;
      for (const type of this.#typesOf(method)) {
        this.#coincoin.on(type, (event, context) => this.#call(wrapper, isStatic, method, event, context));
      }
    }
  }

  /** Empty where the decorator is not: the reflector then gives undefined, whatever its type says. */
  #typesOf(method: Callable): readonly DomainEventType[] {
    const types: unknown = this.#reflector.get(CoinCoinHandler, method);
    return Array.isArray(types) ? domainEventTypes.filter((type) => types.includes(type)) : [];
  }

  async #call(
    wrapper: Wrapper,
    isStatic: boolean,
    method: Callable,
    event: DomainEvent,
    context: HandlerContext,
  ): Promise<void> {
    const target: unknown = isStatic ? wrapper.instance : await this.#fresh(wrapper, event);
    await Reflect.apply(method, target, [event, context]);
  }

  /** A request-scoped provider is made anew for every delivery; the event stands in for the request. */
  async #fresh(wrapper: Wrapper, event: DomainEvent): Promise<unknown> {
    const contextId = ContextIdFactory.create();
    this.#modules.registerRequestByContextId({ coincoinEvent: event }, contextId);
    return this.#modules.resolve(wrapper.token, contextId, { strict: false });
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function isCallable(value: unknown): value is Callable {
  return typeof value === "function";
}
