import { CoinCoinError } from "@coincoin/core";
import { Inject, Injectable } from "@nestjs/common";
import { DiscoveryService, LazyModuleLoader } from "@nestjs/core";
import { type Account, CoinCoinAccounts, labelOf } from "./accounts.ts";
import { isCallable, refuseEnhancers } from "./enhancers.ts";
import { declaredHandlers, type Subscription, subscriptionsOf } from "./on-coincoin.ts";
import { callOf, handlerClassOf, nameOf, type Wrapper } from "./provider.ts";

/** Finds the methods under `@OnCoinCoin` and registers them with their accounts: each once for every provider. */
@Injectable()
export class HandlerExplorer {
  readonly #discovery: DiscoveryService;
  readonly #accounts: CoinCoinAccounts;
  readonly #lazy: LazyModuleLoader;
  readonly #explored = new WeakSet<Wrapper>();
  /** One instance may be provided under several tokens. */
  readonly #instances = new WeakSet<object>();
  readonly #found = new Set<string>();

  constructor(
    @Inject(DiscoveryService) discovery: DiscoveryService,
    @Inject(CoinCoinAccounts) accounts: CoinCoinAccounts,
    @Inject(LazyModuleLoader) lazy: LazyModuleLoader,
  ) {
    this.#discovery = discovery;
    this.#accounts = accounts;
    this.#lazy = lazy;
  }

  /** @throws CoinCoinError `config_invalid` for a handler that could not be called, or not as it is declared. */
  start(): void {
    this.#explore();
    this.#exploreLazyModules();
    for (const account of this.#accounts.all) this.#warnOfNone(account);
  }

  #explore(): void {
    // A class that several modules provide is there once for each; so are its handlers, as Nest's users expect.
    for (const wrapper of [...this.#discovery.getProviders(), ...this.#discovery.getControllers()]) {
      if (wrapper.isAlias || this.#explored.has(wrapper)) continue;
      this.#explored.add(wrapper);
      this.#register(wrapper);
    }
  }

  /** Nest has no hook for modules that are loaded later. */
  #exploreLazyModules(): void {
    const load = this.#lazy.load.bind(this.#lazy);
    this.#lazy.load = async (...given) => {
      const module = await load(...given);
      this.#explore();
      return module;
    };
  }

  #register(wrapper: Wrapper): void {
    const provider = handlerClassOf(wrapper);
    if (provider === undefined) return;
    const { prototype, instance } = provider;
    if (instance !== undefined) {
      if (this.#instances.has(instance)) return;
      this.#instances.add(instance);
    }
    for (const [key, subscriptions] of subscriptionsOf(prototype)) {
      const method: unknown = Reflect.get(instance ?? prototype, key);
      if (!isCallable(method)) continue;
      const name = nameOf(prototype, key);
      refuseEnhancers(name, method);
      for (const subscription of subscriptions)
        this.#subscribe(name, subscription, callOf(wrapper, key, name));
    }
  }

  #subscribe(name: string, { types, name: account }: Subscription, call: ReturnType<typeof callOf>): void {
    const { service, logger } = this.#accountOf(account, name);
    this.#found.add(name);
    service?.on(types, call);
    const of = account === undefined ? "" : ` of "${account}"`;
    for (const type of types) logger.info({}, `Mapped {${type}${of}} to ${name}`);
  }

  #accountOf(name: string | undefined, handler: string): Account {
    const account = this.#accounts.get(name);
    if (account !== undefined) return account;
    const known = this.#accounts.all.map(labelOf).join(", ");
    throw new CoinCoinError(
      "config_invalid",
      `${handler} would never be called: @OnCoinCoin asks for the account ${labelOf({ name })}, and accounts are ${known}. Say which one: @OnCoinCoin(type, { name }).`,
    );
  }

  #warnOfNone({ name, service, options, logger }: Account): void {
    const { delivery } = options;
    const mode = typeof delivery === "object" ? delivery.mode : delivery;
    if (service === undefined || mode === "manual" || service.handles("order.paid")) return;
    const forgotten = [...declaredHandlers()]
      .filter(([method, subscriptions]) => !this.#found.has(method) && isOf(subscriptions, name))
      .map(([method]) => method);
    const hint =
      forgotten.length === 0
        ? 'Put @OnCoinCoin("order.paid") on a method of a provider.'
        : `Add the class to the providers of a module: ${forgotten.join(", ")}. What a factory makes for each request is not looked into: provide it under its class.`;
    logger.warn({}, `order.paid has no handler here, so nobody who pays is served by this process. ${hint}`);
  }
}

function isOf(subscriptions: readonly Subscription[], account: string | undefined): boolean {
  return subscriptions.some(({ types, name }) => name === account && types.includes("order.paid"));
}
