import "reflect-metadata";
import { CoinCoinError, type EventOf, type HandlerContext } from "@coincoin/core";
import { OnCoinCoin } from "@coincoin/nestjs";
import {
  Controller,
  Inject,
  Injectable,
  Module,
  type ModuleMetadata,
  Scope,
  UseFilters,
  UseGuards,
  UseInterceptors,
  UsePipes,
} from "@nestjs/common";
import { ContextIdFactory, LazyModuleLoader, REQUEST } from "@nestjs/core";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { refusal, shop } from "./application.ts";

/** Who was called, with the instance's own name: a wrong `this` shows. */
const calls: string[] = [];
beforeEach(() => {
  calls.length = 0;
});

@Injectable()
class Plain {
  readonly name: string = "plain";

  @OnCoinCoin("order.paid")
  ship({ reference }: EventOf<"order.paid">): void {
    calls.push(`${this.name} ${reference}`);
  }
}

class Inheriting extends Plain {
  override readonly name = "inheriting";
}

class Overriding extends Plain {
  override ship(): void {
    calls.push("overriding");
  }
}

class Redeclaring extends Plain {
  @OnCoinCoin("order.created")
  override ship(): void {
    calls.push("redeclaring");
  }
}

@Injectable({ scope: Scope.REQUEST })
class PerRequest {
  readonly #request: { coincoinEvent: EventOf<"order.paid"> };

  constructor(@Inject(REQUEST) request: { coincoinEvent: EventOf<"order.paid"> }) {
    this.#request = request;
  }

  @OnCoinCoin("order.paid")
  ship(): void {
    calls.push(`per request ${this.#request.coincoinEvent.reference}`);
  }
}

@Injectable({ scope: Scope.REQUEST, durable: true })
class Durable {
  readonly name = "durable";

  @OnCoinCoin("order.paid")
  ship(): void {
    calls.push(this.name);
  }
}

@Injectable({ scope: Scope.TRANSIENT })
class Transient {
  readonly #name = "transient";

  @OnCoinCoin("order.paid")
  ship(): void {
    calls.push(this.#name);
  }
}

/** Singleton in itself, and made for each request because of what it needs. */
@Injectable()
class Bubbled {
  readonly name = "bubbled";
  readonly perRequest: PerRequest;

  constructor(@Inject(PerRequest) perRequest: PerRequest) {
    this.perRequest = perRequest;
  }

  @OnCoinCoin("order.paid")
  ship(): void {
    calls.push(this.name);
  }
}

@Controller()
class Controlling {
  readonly name: string = "controller";

  @OnCoinCoin("order.paid")
  ship(): void {
    calls.push(this.name);
  }
}

@Controller({ scope: Scope.REQUEST })
class ControllingPerRequest extends Controlling {
  override readonly name = "controller per request";
}

const symbol = Symbol("ship");

class BySymbol {
  readonly name = "symbol";

  @OnCoinCoin("order.paid")
  [symbol](): void {
    calls.push(this.name);
  }
}

/** A decorator that puts another function in the method's place, as many do. */
function wrapped(_target: object, _key: string, descriptor: TypedPropertyDescriptor<() => void>): void {
  const inner = descriptor.value;
  descriptor.value = function (this: object): void {
    calls.push("wrapper");
    inner?.call(this);
  };
}

class Wrapped {
  readonly name = "wrapped";

  @wrapped
  @OnCoinCoin("order.paid")
  ship(): void {
    calls.push(this.name);
  }
}

@Module({
  providers: [
    { provide: "HANDLER", useClass: PerRequest },
    { provide: "NAME", useValue: "A" },
  ],
})
class ModuleA {}

@Injectable({ scope: Scope.REQUEST })
class NamedPerRequest {
  readonly #name: string;

  constructor(@Inject("NAME") name: string) {
    this.#name = name;
  }

  @OnCoinCoin("order.paid")
  ship(): void {
    calls.push(this.#name);
  }
}

class OtherPerRequest extends NamedPerRequest {}

const named = (name: string, handler: typeof NamedPerRequest, token: unknown = handler) => {
  @Module({
    providers: [
      { provide: typeof token === "string" ? token : handler, useClass: handler },
      { provide: "NAME", useValue: name },
    ],
  })
  class NamedModule {}
  return NamedModule;
};

@Module({ providers: [Plain] })
class PlainModule {}
@Module({ providers: [Plain] })
class SecondPlainModule {}

const one = new Plain();

const shapes: readonly [string, ModuleMetadata, string[]][] = [
  ["a class", { providers: [Plain] }, ["plain cart"]],
  ["a class that inherits it", { providers: [Inheriting] }, ["inheriting cart"]],
  ["a class that overrides it", { providers: [Overriding] }, ["overriding"]],
  ["a class that overrides it for another event", { providers: [Redeclaring] }, ["redeclaring"]],
  ["a request-scoped class", { providers: [PerRequest] }, ["per request cart"]],
  ["a durable class", { providers: [Durable] }, ["durable"]],
  ["a transient class", { providers: [Transient] }, ["transient"]],
  [
    "a class that needs a request-scoped one",
    { providers: [PerRequest, Bubbled] },
    ["bubbled", "per request cart"],
  ],
  ["a controller", { controllers: [Controlling] }, ["controller"]],
  ["a request-scoped controller", { controllers: [ControllingPerRequest] }, ["controller per request"]],
  ["a method named by a symbol", { providers: [BySymbol] }, ["symbol"]],
  ["a method under a decorator that wraps it", { providers: [Wrapped] }, ["wrapped", "wrapper"]],
  ["an alias beside its class", { providers: [Plain, { provide: "A", useExisting: Plain }] }, ["plain cart"]],
  ["a value", { providers: [{ provide: "A", useValue: new Plain() }] }, ["plain cart"]],
  [
    "one value under two tokens",
    {
      providers: [
        { provide: "A", useValue: one },
        { provide: "B", useValue: one },
      ],
    },
    ["plain cart"],
  ],
  ["a factory", { providers: [{ provide: "A", useFactory: () => new Plain() }] }, ["plain cart"]],
  [
    "a factory that hands on another provider",
    { providers: [Plain, { provide: "A", inject: [Plain], useFactory: (it: Plain) => it }] },
    ["plain cart"],
  ],
  [
    "a request-scoped factory under the class",
    { providers: [{ provide: Plain, scope: Scope.REQUEST, useFactory: () => new Plain() }] },
    ["plain cart"],
  ],
  [
    "something else in the place of the class",
    { providers: [{ provide: Plain, useValue: { ship: () => void calls.push("stand-in") } }] },
    ["stand-in"],
  ],
  ["a class in two modules", { imports: [PlainModule, SecondPlainModule] }, ["plain cart", "plain cart"]],
  [
    "a request-scoped class in two modules",
    { imports: [named("A", NamedPerRequest), named("B", NamedPerRequest)] },
    ["A", "B"],
  ],
  [
    "two request-scoped classes under one token in two modules",
    { imports: [named("A", NamedPerRequest, "HANDLER"), named("B", OtherPerRequest, "HANDLER")] },
    ["A", "B"],
  ],
  ["a class under a token of its own", { imports: [ModuleA] }, ["per request cart"]],
];

describe("a method under @OnCoinCoin is called once for each provider:", () => {
  it.each(shapes)("%s", async (_shape, metadata, expected) => {
    const { sell } = await shop(metadata);
    await sell("cart");
    expect(calls.toSorted()).toEqual(expected);
  });

  it("a class in a module that is loaded later", async () => {
    const { app, sell } = await shop({});
    await sell("too early");
    expect(calls).toEqual([]);
    await app.get(LazyModuleLoader).load(() => PlainModule);
    await sell("cart");
    expect(calls.toSorted()).toEqual(["plain cart", "plain too early"]);
  });

  it("a durable class by the application's own strategy, which sees the event", async () => {
    const tenants: unknown[] = [];
    const tenant = { id: 17 };
    ContextIdFactory.apply({
      attach: (contextId, request: unknown) => {
        tenants.push(request);
        return (info) => (info.isTreeDurable ? tenant : contextId);
      },
    });
    const { sell } = await shop({ providers: [Durable] });
    await sell("cart");
    Reflect.set(ContextIdFactory, "strategy", undefined);
    expect(calls).toEqual(["durable"]);
    expect(tenants).toMatchObject([{ coincoinEvent: { reference: "cart" } }]);
  });
});

describe("one method for several events", () => {
  class Stacked {
    @OnCoinCoin("order.created")
    @OnCoinCoin("order.paid")
    @OnCoinCoin("order.paid")
    any({ type }: EventOf<"order.created"> | EventOf<"order.paid">): void {
      calls.push(type);
    }
  }

  class Listed {
    @OnCoinCoin(["order.created", "order.paid"])
    any({ type }: EventOf<"order.created"> | EventOf<"order.paid">): string {
      calls.push(type);
      return "what it returns is nobody's business";
    }
  }

  it.each([Stacked, Listed])("%o is called for each of them, once", async (provider) => {
    const { sell } = await shop({ providers: [provider] });
    await sell("cart");
    expect(calls).toEqual(["order.created", "order.paid"]);
  });

  it("takes a method that returns a promise of something, and none of another event", () => {
    class Typed {
      @OnCoinCoin("order.paid")
      async returns(_event: EventOf<"order.paid">, _context: HandlerContext): Promise<{ updated: number }> {
        return { updated: 1 };
      }

      @OnCoinCoin(["order.paid", "order.underpaid"])
      union(event: EventOf<"order.paid" | "order.underpaid">): "order.paid" | "order.underpaid" {
        return event.type;
      }

      // @ts-expect-error order.underpaid comes as well
      @OnCoinCoin(["order.paid", "order.underpaid"])
      half(_event: EventOf<"order.paid">): void {}

      // @ts-expect-error there is no such event
      @OnCoinCoin(["order.paid", "order.payed"])
      unknown(): void {}

      // @ts-expect-error order.expired is not what comes
      @OnCoinCoin(["order.paid", "order.paid_late"])
      wrong(_event: EventOf<"order.expired">): void {}
    }
    expect(Typed).toBeDefined();
  });
});

describe("what could not be called is refused by name:", () => {
  it("a static method", () => {
    expect(() => {
      class Static {
        readonly name = "static";

        // @ts-expect-error a static method belongs to no provider
        @OnCoinCoin("order.paid")
        static ship(): void {}
      }
      return Static;
    }).toThrow(/Static\.ship is on a static method/);
  });

  it("a getter, and a decorator of the other kind", () => {
    expect(() => {
      const getter = { get: () => () => {} };
      Reflect.apply(OnCoinCoin("order.paid"), undefined, [Plain.prototype, "handler", getter]);
    }).toThrow(/Plain\.handler is not on a method/);
    expect(() => {
      Reflect.apply(OnCoinCoin("order.paid"), undefined, [() => {}, { kind: "method", name: "ship" }]);
    }).toThrow(/experimentalDecorators/);
  });

  const enhancers: readonly [string, MethodDecorator][] = [
    ["@UseGuards", UseGuards({ canActivate: () => false })],
    ["@UseInterceptors", UseInterceptors({ intercept: (_context, next) => next.handle() })],
    ["@UseFilters", UseFilters({ catch: () => {} })],
    ["@UsePipes", UsePipes({ transform: () => {} })],
  ];
  it.each(enhancers)("a method with %s", async (name, decorator) => {
    class Enhanced {
      @OnCoinCoin("order.paid")
      @decorator
      ship(): void {}
    }
    const error = await refusal(shop({ providers: [Enhanced] }));
    expect(error).toBeInstanceOf(CoinCoinError);
    expect(error).toMatchObject({ message: expect.stringMatching(`Enhanced.ship .*${name}`) });
  });

  it("but a guard on a controller is for its routes", async () => {
    @UseGuards({ canActivate: () => false })
    @Controller()
    class Guarded extends Controlling {}
    const { sell } = await shop({ controllers: [Guarded] });
    await sell("cart");
    expect(calls).toEqual(["controller"]);
  });
});

describe("a test", () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it("may spy on a handler after the start", async () => {
    const { app, sell } = await shop({ providers: [Plain] });
    const ship = vi.spyOn(app.get(Plain), "ship");
    await sell("cart");
    expect(ship).toHaveBeenCalledOnce();
    expect(ship.mock.calls[0]?.[0]).toMatchObject({ type: "order.paid", reference: "cart" });
  });
});
