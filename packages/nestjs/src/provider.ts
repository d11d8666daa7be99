import type { DomainEvent, HandlerContext } from "@coincoin/core";
import { Scope } from "@nestjs/common";
import { ContextIdFactory, type DiscoveryService, ModuleRef } from "@nestjs/core";
import { subscriptionsOf } from "./on-coincoin.ts";

/** A provider or controller, as Nest keeps it. */
export type Wrapper = ReturnType<DiscoveryService["getProviders"]>[number];

export interface HandlerClass {
  /** Whose methods are looked at. */
  readonly prototype: object;
  /** Undefined where one is made for every delivery. */
  readonly instance: object | undefined;
}

/** What there is to know of a provider before it is called; undefined where it has no handlers. */
export function handlerClassOf(wrapper: Wrapper): HandlerClass | undefined {
  const instance: unknown = isShared(wrapper) ? wrapper.instance : undefined;
  if (isShared(wrapper) && !isObject(instance)) return undefined;
  const own: unknown = isObject(instance) ? Reflect.getPrototypeOf(instance) : wrapper.metatype?.prototype;
  // What is provided in the place of a class, by a test or a factory, has the methods of that class.
  const promised: unknown = typeof wrapper.token === "function" ? wrapper.token.prototype : undefined;
  const prototype = [own, promised].filter(isObject).find((one) => subscriptionsOf(one).size > 0);
  return prototype === undefined
    ? undefined
    : { prototype, instance: isObject(instance) ? instance : undefined };
}

/** Whether there is one instance for everybody. Of a transient provider Nest keeps one too, which was never constructed. */
function isShared(wrapper: Wrapper): boolean {
  return wrapper.scope !== Scope.TRANSIENT && wrapper.isDependencyTreeStatic();
}

export function nameOf(prototype: object, key: string | symbol): string {
  return `${prototype.constructor.name}.${String(key)}`;
}

type Call = (event: DomainEvent, context: HandlerContext) => Promise<void>;

/** Calls the method by its name, so that a test may spy on it, on the one instance or on one made for this delivery. */
export function callOf(wrapper: Wrapper, key: string | symbol, name: string): Call {
  const call: Call = async (event, context) => {
    const target: unknown = isShared(wrapper) ? wrapper.instance : await made(wrapper, event);
    const method: unknown = isObject(target) ? Reflect.get(target, key) : undefined;
    if (typeof method !== "function") throw new TypeError(`${name} is not a method any more.`);
    await Reflect.apply(method, target, [event, context]);
  };
  // What a failure is reported under.
  return Object.defineProperty(call, "name", { value: name });
}

/** As for a request, which the event stands in for: `@Inject(REQUEST)` gives `{ coincoinEvent }`. */
async function made(wrapper: Wrapper, event: DomainEvent): Promise<unknown> {
  const modules: unknown = wrapper.host?.providers.get(ModuleRef)?.instance;
  if (!(modules instanceof ModuleRef)) throw new TypeError(`${wrapper.name} belongs to no module.`);
  const request = { coincoinEvent: event };
  const contextId = ContextIdFactory.getByRequest(request);
  modules.registerRequestByContextId(request, contextId);
  // In its own module: another may provide something else under the same token.
  return await modules.resolve(wrapper.token, contextId, { strict: true });
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
