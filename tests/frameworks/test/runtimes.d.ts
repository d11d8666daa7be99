/** What the two suites use of the runtimes that run them; their own types would change Node's for all others here. */
declare module "bun:test" {
  import type { Runner } from "@coincoin/testing";
  export const describe: Runner["describe"];
  export const it: Runner["it"];
  export const expect: Runner["expect"];
}

type Fetch = (request: Request) => Promise<Response>;

declare const Bun: {
  serve(options: { hostname: string; port: number; idleTimeout: number; fetch: Fetch }): {
    readonly port: number;
    stop(closeActiveConnections: boolean): Promise<void>;
  };
};

declare const Deno: {
  serve(
    options: { hostname: string; port: number; onListen(): void },
    handler: Fetch,
  ): { readonly addr: { readonly port: number }; shutdown(): Promise<void> };
};
